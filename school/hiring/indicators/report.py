"""The hiring indicators: one report, which screens, files and commands all show (INDICATORS §3)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Row
from sqlalchemy.orm import Session

from school.cohorts.rules import Sex
from school.hiring.indicators import counts as indicator_counts
from school.hiring.indicators.figures import RATES, Figures
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.rules import DAYS_TO_SETTLE
from school.hiring.indicators.tallies import NOBODY, Tally, add_up

Key = tuple[str | None, ...]


@dataclass(frozen=True)
class Scope:
    """The schools whose cohorts are counted; nothing named means every school."""

    school_ids: frozenset[int] | None = None


EVERY_SCHOOL = Scope()

OF_KEEPING = "same_employer_rate"


@dataclass(frozen=True)
class ReportRow:
    """One line of a report: a group and its figures; no group is the total.

    `settles_on` is the day of knowledge from which the figures are no longer provisional, empty
    when nothing is counted yet (INDICATORS §1).
    """

    group: dict[Breakdown, str | None]
    figures: Figures
    settles_on: date | None = None


class Line(Protocol):
    """What every line of a table of groups has, whatever figures stand in it."""

    @property
    def group(self) -> dict[Breakdown, str | None]:
        """The keys of the group; none is the total."""

    @property
    def settles_on(self) -> date | None:
        """The day of knowledge from which the line is no longer provisional (INDICATORS §1)."""


AnyLine = TypeVar("AnyLine", bound=Line)


@dataclass(frozen=True)
class Table(Generic[AnyLine]):
    """Lines of figures under given options, of groups and, last, of everybody.

    `thorough` tells that same_employer_rate was counted, and the medians of every group; else that
    rate says nothing and the total alone has its median.
    """

    options: Options
    rows: Sequence[AnyLine]
    thorough: bool = False

    @property
    def total(self) -> AnyLine:
        """The line of everybody."""
        return self.rows[-1]

    @property
    def rates(self) -> tuple[str, ...]:
        """The names of the rates that were counted, in the order of INDICATORS §3."""
        return RATES if self.thorough else tuple(name for name in RATES if name != OF_KEEPING)

    @property
    def settles_on(self) -> date | None:
        """The day from which nothing of the table is provisional: the total's."""
        return self.total.settles_on

    @property
    def provisional(self) -> bool:
        """Tell whether the delay of somebody counted ended less than 30 days before (§1)."""
        return self.is_provisional(self.total)

    def is_provisional(self, row: AnyLine) -> bool:
        """Tell whether a line is provisional."""
        return row.settles_on is not None and self.options.known_on < row.settles_on

    def lines_by(self, *keys: Breakdown) -> list[AnyLine]:
        """Give the lines of a grouping by exactly these keys."""
        return [row for row in self.rows if tuple(row.group) == keys]


@dataclass(frozen=True)
class Report(Table[ReportRow]):
    """The figures of a scope, as they were counted."""


@dataclass
class _Group:
    by_sex: dict[str | None, list[Tally]] = field(default_factory=lambda: defaultdict(list))
    middles: tuple[int | None, int | None] = (None, None)
    measured: list[date] = field(default_factory=list)

    def row(self, group: dict[Breakdown, str | None]) -> ReportRow:
        """Make the group's line of the report."""
        last = max(self.measured, default=None)
        settles_on = last + timedelta(days=DAYS_TO_SETTLE) if last else None
        return ReportRow(group, self._figures(), settles_on)

    def _figures(self) -> Figures:
        tallies = {sex: add_up(several) for sex, several in self.by_sex.items()}
        everybody = add_up(tallies.values()) if tallies else NOBODY
        women, men = (tallies.get(sex.value, NOBODY) for sex in (Sex.FEMALE, Sex.MALE))
        return Figures(everybody, women, men, *self.middles)


def hiring_report(
    session: Session, scope: Scope, options: Options, *, thorough: bool = False
) -> Report:
    """Compute the report of a scope in one statement (INDICATORS §2, §3 and §6).

    Rows come crossed, then by the first key alone, by the second alone, then the total; sorted,
    null last. Groups of people are added up here, people themselves only in the database.
    Pages do without what costs most, same_employer_rate and the medians of groups: files and
    documents ask for a `thorough` report.
    """
    keys = options.by
    answer = indicator_counts.tallies(session, options, scope.school_ids, thorough=thorough)
    groups = _groups(answer, keys)
    rows: list[ReportRow] = []
    for grouping, found in zip(indicator_counts.groupings(len(keys)), groups, strict=True):
        used = [key for key, use in zip(keys, grouping, strict=True) if use]
        rows.extend(
            found[values].row(dict(zip(used, values, strict=True)))
            for values in sorted(found, key=_null_last)
        )
    if not answer:
        rows.append(_Group().row({}))
    return Report(options, rows, thorough)


def _groups(answer: Sequence[Row[Any]], keys: tuple[Breakdown, ...]) -> list[dict[Key, _Group]]:
    """Bring the rows of the database to every group they belong to."""
    groupings = indicator_counts.groupings(len(keys))
    parts = indicator_counts.parts(keys)
    groups: list[dict[Key, _Group]] = [defaultdict(_Group) for _ in groupings]
    for row in answer:
        number, key_1, key_2, sex, *sums, last_measured, lower, upper = tuple(row)
        for grouping in parts[number].groupings:
            pairs = zip((key_1, key_2), groupings[grouping], strict=False)
            group = groups[grouping][tuple(key for key, use in pairs if use)]
            if parts[number].medians:
                group.middles = (lower, upper)
                continue
            group.by_sex[sex].append(Tally._make(sums))
            if last_measured:
                group.measured.append(last_measured)
    return groups


def _null_last(key: Key) -> list[tuple[bool, str]]:
    return [(value is None, value or "") for value in key]
