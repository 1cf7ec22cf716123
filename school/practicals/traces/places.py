"""How near two places on a fibre must be to be one, and which of two lists belong together."""

from collections.abc import Iterator, Sequence
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
    return tuple(
        pair
        for rows, columns in _clusters(left, right, within)
        for pair in _best_of(rows, columns, left, right, within)
    )


def _clusters(
    left: Sequence[float], right: Sequence[float], within: float
) -> Iterator[tuple[list[int], list[int]]]:
    """Part the places where a gap is too wide for any pair: the parts are paired for themselves."""
    places = sorted(
        [(place, 0, index) for index, place in enumerate(left)]
        + [(place, 1, index) for index, place in enumerate(right)]
    )
    found: tuple[list[int], list[int]] = ([], [])
    before = None
    for place, side, index in places:
        if before is not None and place - before > within:
            yield found
            found = ([], [])
        found[side].append(index)
        before = place
    yield found


def _best_of(
    rows: Sequence[int],
    columns: Sequence[int],
    left: Sequence[float],
    right: Sequence[float],
    within: float,
) -> list[tuple[int, int]]:
    """Pair positions that are in the order of their places."""
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
    return found[::-1]


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
