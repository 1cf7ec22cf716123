"""Figures of a series of times: median, 95th percentile, and how they compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median


@dataclass(frozen=True)
class Times:
    """What a page took at some number of clients, in milliseconds.

    `work` is the processors' time of the server for one request: other work on the machine
    lengthens the others and leaves it nearly alone.
    """

    clients: int
    count: int
    median: float
    p95: float
    work: float


def percentile(values: Sequence[float], share: float) -> float:
    """Give the smallest value that at least a share of the values do not exceed.

    Raises `ValueError` when there is no value or the share is not above 0 and at most 1.
    """
    if not values or not 0 < share <= 1:
        raise ValueError("a percentile needs values and a share above 0 and at most 1")
    return sorted(values)[ceil(share * len(values)) - 1]


def times(clients: int, seconds: Sequence[float], worked: float) -> Times:
    """Sum up the seconds that requests took, and those that the server worked for all of them."""
    return Times(
        clients=clients,
        count=len(seconds),
        median=median(seconds) * 1000,
        p95=percentile(seconds, 0.95) * 1000,
        work=worked / len(seconds) * 1000,
    )


def ratio(product: float, floor: float) -> float | None:
    """Give how many times longer than the floor something took; nothing when that took no time."""
    return product / floor if floor else None


def written(value: float | None, places: int = 1) -> str:
    """Write a figure for the table, a dash when there is none."""
    return "—" if value is None else f"{value:.{places}f}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Set rows under their heads: the first column to the left, figures to the right."""
    widths = [max(len(row[place]) for row in [heads, *rows]) for place in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in [heads, *rows]
    )
