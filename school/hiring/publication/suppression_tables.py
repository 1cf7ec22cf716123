"""A report as a table of counts: which of them stand in a line (INDICATORS §3, Publication).

Every count of a `Tally` is a table of its own, by the keys of the report and by sex, with all
margins; the counts of one group hang together by the statuses. Sex is always one of the keys,
asked for or not, since the figures of women and men are published in every row: so the same
count is hidden in whatever table of a report it is printed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from school.cohorts.rules import Sex
from school.hiring.indicators.figures import LEAST_COVERAGE, Figures
from school.hiring.indicators.options import Breakdown
from school.hiring.indicators.report import Report, ReportRow
from school.hiring.indicators.tallies import Tally
from school.hiring.publication.suppression import Table, hidden_cells
from school.hiring.publication.suppression_lines import (
    ALL,
    COUNTED,
    OUT_OF_TRADE,
    TRADE_UNKNOWN,
    Cell,
    Numbers,
    Place,
    lines_between,
)

LOSSES = {"n": 4, "hired": 4, "certified": 2}
"""What readers lose with a count, if more than with another: the hiring rate, the certification."""

LOSS_OF_A_MARGIN = 4
"""So many times a count is worth the counts that it adds up, for each key."""

BY_SEX = (
    "applied",
    "entrants",
    "leavers",
    "completed",
    "certified",
    "hired",
    "n",
    "in_trade",
)
"""The counts that are published of the women and men of any group, sex asked for or not."""


BESIDE_BY_SEX = (
    "immature",
    "excluded",
    "continuing",
    "self_employed",
    "not_hired",
    "unknown",
    OUT_OF_TRADE,
    TRADE_UNKNOWN,
)
"""The counts that stand in a line with those, and are not published by sex unless asked for."""

TWINS = {"hired": "yield_hired"}
"""A count, and another that may be of the very same people: hidden in the same places."""


@dataclass(frozen=True)
class Suppression:
    """What may not be published of a report: names of counts, by the place in its table."""

    keys: tuple[Breakdown, ...] = ()
    hidden: Mapping[Place, frozenset[str]] = field(default_factory=dict)

    def of(self, group: Mapping[Breakdown, str | None], sex: str | None = ALL) -> frozenset[str]:
        """Give the counts of a group, or of its women or men, that are not published."""
        if not self.keys:
            return frozenset()
        return self.hidden[place_of(self.keys, group, sex)]


@dataclass(frozen=True)
class ReportTable:
    """A report as a table of counts: which count of which place each number of the table is."""

    keys: tuple[Breakdown, ...]
    cells: Sequence[Cell]
    table: Table

    @cached_property
    def numbers(self) -> Numbers:
        """The number of each count that is protected."""
        return {cell: number for number, cell in enumerate(self.cells)}

    def suppression(self, hidden: Iterable[int]) -> Suppression:
        """Name what is hidden when these numbers are, with all that the table does not have."""
        names: dict[Place, set[str]] = {place: set(COUNTED) for place, _ in self.cells}
        for place, name in self.cells:
            names[place].discard(name)
        for number in self.table.unprinted.union(hidden):
            place, name = self.cells[number]
            names[place].add(name)
        for found in names.values():
            # Where everybody who entered is certified, the hired of both are the same people.
            found.update(twin for name, twin in TWINS.items() if name in found)
        return Suppression(self.keys, {place: frozenset(each) for place, each in names.items()})


def suppression_of(report: Report) -> Suppression:
    """Find what may not be published of a report outside the schools.

    Lines run along each key, the last first: rows before columns. A line whose counts do not add
    up to its margin, because people stand in several of its groups, does not protect and does not
    give away: that a margin is at most their sum leaves a hidden count more than one value, unless
    the others are all zero, and then they do add up. What is below the least denominator of a rate
    is no secret, only too few for a rate: its counts may well be read elsewhere in the row.
    """
    found = table_of(report)
    return found.suppression(hidden_cells(found.table))


def table_of(report: Report) -> ReportTable:
    """Set the counts of a report as a table, with the lines in which they stand."""
    keys = _keys(report)
    counts = _counts(report, keys)
    cells = [(place, name) for place in counts for name in _names(report, place)]
    numbers = {cell: number for number, cell in enumerate(cells)}
    unprinted = frozenset(
        number for (place, name), number in numbers.items() if name not in _published(report, place)
    )
    values = [counts[place][name] for place, name in cells]
    lines = lines_between(counts, numbers, values)
    losses = [_loss(cell) for cell in cells]
    table = Table(values, lines, _SameCoverage(values, numbers), losses, unprinted)
    return ReportTable(keys, cells, table)


def place_of(
    keys: tuple[Breakdown, ...], group: Mapping[Breakdown, str | None], sex: str | None = ALL
) -> Place:
    """Name the place of a group in a table, or of its people of one sex."""
    known = {Breakdown.SEX: sex, **group}
    return tuple(known.get(key, ALL) for key in keys)


def _published(report: Report, place: Place) -> tuple[str, ...]:
    """Name the counts that are published at a place: by sex all of them only where asked for."""
    return COUNTED if Breakdown.SEX in report.options.by or place[-1] == ALL else BY_SEX


def _names(report: Report, place: Place) -> tuple[str, ...]:
    """Name the counts that the table has at a place: what is published, and what hangs on it.

    How many women are out of work is printed nowhere; and yet those who are hired and they are
    the women of n, and with the men they are the number that is printed of everybody.
    """
    published = _published(report, place)
    return published if published is COUNTED else (*published, *BESIDE_BY_SEX)


def _keys(report: Report) -> tuple[Breakdown, ...]:
    by = report.options.by
    return by if Breakdown.SEX in by else (*by, Breakdown.SEX)


def _counts(report: Report, keys: tuple[Breakdown, ...]) -> dict[Place, dict[str, int]]:
    """Count every group and sex, in the order of the rows: women, men, not stated, everybody."""
    found: dict[Place, dict[str, int]] = {}
    for row in report.rows:
        for sex, tally in _tallies(row).items():
            found.setdefault(place_of(keys, row.group, sex), named_counts(tally))
    return found


def _tallies(row: ReportRow) -> dict[str | None, Tally]:
    if Breakdown.SEX in row.group:
        return {ALL: row.figures.tally}
    return tallies_by_sex(row.figures)


def tallies_by_sex(figures: Figures) -> dict[str | None, Tally]:
    """Give what was counted of the women, of the men, of those not stated, and of everybody."""
    women, men = figures.tally_of_women, figures.tally_of_men
    rest = (all_ - w - m for all_, w, m in zip(figures.tally, women, men, strict=True))
    return {
        Sex.FEMALE.value: women,
        Sex.MALE.value: men,
        None: Tally._make(rest),
        ALL: figures.tally,
    }


def named_counts(tally: Tally) -> dict[str, int]:
    """Give the counts of a tally that are protected, by name."""
    counts: dict[str, int] = {**tally._asdict(), "n": tally.n}
    counts[OUT_OF_TRADE] = tally.trade_known - tally.in_trade
    counts[TRADE_UNKNOWN] = tally.hired - tally.trade_known
    return counts


def _loss(cell: Cell) -> int:
    """Tell how much readers lose with a count: most with those of everybody, and of n and hired."""
    place, name = cell
    return LOSSES.get(name, 1) * int(LOSS_OF_A_MARGIN ** place.count(ALL))


LEAST_TOLD = 10
"""The least denominator of all profiles but `internal`."""


class _SameCoverage:
    """Tells whether other counts would leave every group above or below 60 % known as it is.

    That a group has bounds only bears on which of its rates are published; of fewer people than
    a rate needs it is not told.
    """

    def __init__(self, values: list[int], numbers: Numbers) -> None:
        self._values = values
        self._pairs: dict[int, tuple[int, int]] = {}
        for (place, name), number in numbers.items():
            n = numbers.get((place, "n"), number)
            told = (place, "unknown") in numbers and values[n] >= LEAST_TOLD
            if name in {"n", "unknown"} and told:
                self._pairs[number] = (numbers[place, "n"], numbers[place, "unknown"])

    def __call__(self, changes: dict[int, int]) -> bool:
        for number in changes:
            if number in self._pairs:
                n, unknown = self._pairs[number]
                now = (self._values[n] + changes.get(n, 0), self._values[unknown])
                if _low(now[0], now[1] + changes.get(unknown, 0)) != _low(
                    self._values[n], self._values[unknown]
                ):
                    return False
        return True


def _low(n: int, unknown: int) -> bool:
    return n > 0 and (n - unknown) / n < LEAST_COVERAGE
