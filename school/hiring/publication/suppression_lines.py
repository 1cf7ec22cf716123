"""What adds up to what among the counts of a report (INDICATORS §3, Publication)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from school.hiring.indicators.tallies import SUMS
from school.hiring.publication.suppression import Line
from school.hiring.rules import Status

ALL = "*"
"""In the place of a key: everybody, whatever the key. No code is written so."""

Place = tuple[str | None, ...]
"""Where a count stands in the table: a value of each key, or `ALL`."""

Cell = tuple[Place, str]
"""A count of a place, by its name."""

Numbers = dict[Cell, int]

N = ("hired", "self_employed", "not_hired", "unknown")
STATUSES = tuple(status.value for status in Status)
OUT_OF_TRADE, TRADE_UNKNOWN = "out_of_trade", "trade_unknown"

COUNTED = (*(name for name in SUMS if name != "trade_known"), "n", OUT_OF_TRADE, TRADE_UNKNOWN)
"""The counts that are protected; trade_known is read off those whose trade is not known."""

LINES_OF_A_GROUP = (
    (STATUSES, "certified"),
    (("in_trade", OUT_OF_TRADE, TRADE_UNKNOWN), "hired"),
)
"""What adds up to what in one group."""

SPARING_LINES = (
    (N, "n"),
    (("immature", "excluded", "continuing", "n"), "certified"),
)
"""The same by what rates print as their denominator; the rule does not name these lines.

So they spare what matters most: rather than n, and with it the hiring rate, they hide certified.
"""

PARTS = (
    ("completed", "leavers"),
    ("certified", "completed"),
    ("placed", "leavers"),
    ("yield_base", "entrants"),
    ("offered_or_hired", "placed"),
    ("offered", "offered_or_hired"),
    ("offers_accepted", "offers_decided"),
    ("employed", "n"),
    ("kept", "employed_at_six"),
)
"""A count, and the one that it is a part of, where no other line says so."""

Counts = Mapping[Place, Mapping[str, int]]
"""The counts of every place, by name."""


def lines_between(counts: Counts, numbers: Numbers, values: list[int]) -> list[Line]:
    """Give all lines: along each key, the last first, then within each group."""
    return [
        *_crossed_lines(counts, numbers, values),
        *_lines_of_groups(counts, numbers),
        *_lines_of_parts(counts, numbers),
    ]


def _crossed_lines(counts: Counts, numbers: Numbers, values: list[int]) -> list[Line]:
    lines = []
    for axis in reversed(range(len(next(iter(counts))))):
        groups: dict[Place, list[Place]] = defaultdict(list)
        for place in counts:
            if place[axis] != ALL:
                groups[(*place[:axis], ALL, *place[axis + 1 :])].append(place)
        for margin, places in groups.items():
            for name in COUNTED:
                line = _line(((place, name) for place in places), (margin, name), numbers)
                if line and sum(values[cell] for cell in line.cells) == values[line.margin]:
                    lines.append(line)
    return lines


def _lines_of_groups(counts: Counts, numbers: Numbers) -> list[Line]:
    lines = [
        _line(((place, name) for name in names), (place, margin), numbers)
        for names, margin in LINES_OF_A_GROUP
        for place in counts
    ]
    sparing = [
        _line(((place, name) for name in names), (place, margin), numbers, sparing=True)
        for names, margin in SPARING_LINES
        for place in counts
    ]
    return [line for line in (*lines, *sparing) if line]


def _lines_of_parts(counts: Counts, numbers: Numbers) -> Iterator[Line]:
    """Make lines of a part that is the whole, where a margin of both says that it is.

    When all who left have completed, those who left are those who completed in each group too: one
    of the two numbers gives the other away.
    """
    for part, whole in PARTS:
        alike = {place for place, named in counts.items() if named[part] == named[whole]}
        for place in counts:
            if alike.intersection(_margins_of(place)):
                line = _line([(place, part)], (place, whole), numbers)
                yield from [line] if line else []


def _margins_of(place: Place) -> Iterator[Place]:
    """List the places that add this one up, along one key or more."""
    margins = product(*({key, ALL} for key in place))
    return (margin for margin in margins if margin != place)


def _line(
    cells: Iterable[Cell], margin: Cell, numbers: Numbers, *, sparing: bool = False
) -> Line | None:
    """Make a line of counts that are published, all of them."""
    places = [numbers.get(cell) for cell in (*cells, margin)]
    *parts, whole = places
    if whole is None or None in parts:
        return None
    return Line(tuple(place for place in parts if place is not None), whole, sparing)
