"""How near two places on a fibre must be to be one, and which of two lists belong together."""

from collections.abc import Sequence
from decimal import Decimal

from school.practicals.sor import LIGHT, Trace

LEAST_TOLERANCE_M = 2.0


def exact(value: float) -> Decimal:
    """Give a number of the file as it is written: thousandths stay thousandths."""
    return Decimal(repr(value))


def half_pulse_m(trace: Trace) -> float:
    """Give half the length of the pulse in the fibre, about 10 m for 100 ns: what a place blurs."""
    return LIGHT * trace.pulse_ns * 1e-9 / trace.index_of_refraction / 2


def tolerance_m(trace: Trace, least_m: float = LEAST_TOLERANCE_M) -> float:
    """Give how far from its place an event of this trace may be read (DOMAIN §2, PA-11)."""
    return max(least_m, 2 * trace.resolution_m, half_pulse_m(trace))


def matches(
    left: Sequence[float], right: Sequence[float], within: float
) -> tuple[tuple[int, int], ...]:
    """Pair the places of two lists that are not further apart than `within`.

    As many as can be are paired, each once and never crossing; of several ways, the one with the
    smallest gaps in all. Pairs are positions in the lists, in the order of the places.
    """
    rows = sorted(range(len(left)), key=left.__getitem__)
    columns = sorted(range(len(right)), key=right.__getitem__)
    best = _table([left[row] for row in rows], [right[column] for column in columns], within)
    found = []
    row, column = len(rows), len(columns)
    while row and column:
        if best[row][column] == best[row - 1][column]:
            row -= 1
        elif best[row][column] == best[row][column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            found.append((rows[row], columns[column]))
    return tuple(reversed(found))


def _table(
    left: Sequence[float], right: Sequence[float], within: float
) -> list[list[tuple[int, float]]]:
    """Give, for the first ones of both lists, the most pairs there can be and minus their gaps."""
    best = [[(0, 0.0)] * (len(right) + 1) for _ in range(len(left) + 1)]
    for row, one in enumerate(left, 1):
        for column, other in enumerate(right, 1):
            choice = max(best[row - 1][column], best[row][column - 1])
            gap = abs(one - other)
            if gap <= within:
                pairs, closeness = best[row - 1][column - 1]
                choice = max(choice, (pairs + 1, closeness - gap))
            best[row][column] = choice
    return best
