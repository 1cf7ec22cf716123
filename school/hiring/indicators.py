"""The hiring indicators: one report, which screens, files and commands all show (INDICATORS §3)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from school.cohorts.rules import Sex
from school.hiring import indicator_counts
from school.hiring.indicator_figures import SUMS, Figures, Tally, add_up
from school.hiring.indicator_options import Breakdown, Options
from school.hiring.indicator_rules import DAYS_TO_SETTLE

Key = tuple[str | None, ...]


@dataclass(frozen=True)
class Scope:
    """The schools whose cohorts are counted; nothing named means every school."""

    school_ids: frozenset[int] | None = None


EVERY_SCHOOL = Scope()


@dataclass(frozen=True)
class ReportRow:
    """One line of a report: a group and its figures; no group is the total."""

    group: dict[Breakdown, str | None]
    figures: Figures


@dataclass(frozen=True)
class Report:
    """The figures of a scope under given options; the total is the last row.

    `settles_on` is the day of knowledge from which the figures are no longer provisional, empty
    when nothing is counted yet.
    """

    options: Options
    rows: Sequence[ReportRow]
    settles_on: date | None

    @property
    def total(self) -> ReportRow:
        """The line of everybody."""
        return self.rows[-1]

    @property
    def provisional(self) -> bool:
        """Tell whether a counted person's delay ended less than 30 days before (§1)."""
        return self.settles_on is not None and self.options.known_on < self.settles_on

    def lines_by(self, *keys: Breakdown) -> list[ReportRow]:
        """Give the lines of a grouping by exactly these keys."""
        return [row for row in self.rows if tuple(row.group) == keys]


@dataclass
class _Group:
    by_sex: dict[str | None, list[Tally]] = field(default_factory=lambda: defaultdict(list))
    middles: tuple[int | None, int | None] = (None, None)

    def figures(self) -> Figures:
        """Add up the people of the group."""
        tallies = {sex: add_up(several) for sex, several in self.by_sex.items()}
        everybody = add_up(tallies.values()) if tallies else Tally()
        women, men = (tallies.get(sex.value, Tally()) for sex in (Sex.FEMALE, Sex.MALE))
        return Figures(everybody, women, men, *self.middles)


def hiring_report(session: Session, scope: Scope, options: Options) -> Report:
    """Compute the report of a scope in one statement (INDICATORS §2, §3 and §6).

    Rows come crossed, then by the first key alone, by the second alone, then the total; sorted,
    null last. Groups of people are added up here, people themselves only in the database.
    """
    keys = options.by
    answer = indicator_counts.tallies(session, options, scope.school_ids)
    groups = _groups(answer, keys)
    rows: list[ReportRow] = []
    for grouping, found in zip(indicator_counts.groupings(len(keys)), groups, strict=True):
        used = [key for key, use in zip(keys, grouping, strict=True) if use]
        rows.extend(
            ReportRow(dict(zip(used, values, strict=True)), found[values].figures())
            for values in sorted(found, key=_null_last)
        )
    if not answer:
        rows.append(ReportRow({}, _Group().figures()))
    return Report(options, rows, _settles_on(row.last_measured for row in answer))


def _groups(answer: Sequence[Row[Any]], keys: tuple[Breakdown, ...]) -> list[dict[Key, _Group]]:
    """Bring the rows of the database to every group they belong to."""
    groupings = indicator_counts.groupings(len(keys))
    parts = indicator_counts.parts(keys)
    groups: list[dict[Key, _Group]] = [defaultdict(_Group) for _ in groupings]
    for row in answer:
        part = parts[row.part]
        for number in part.groupings:
            pairs = zip((row.key_1, row.key_2), groupings[number], strict=False)
            group = groups[number][tuple(key for key, use in pairs if use)]
            if part.medians:
                group.middles = (row.lower_middle, row.upper_middle)
            else:
                group.by_sex[row.sex].append(Tally(*row[4 : 4 + len(SUMS)]))
    return groups


def _settles_on(measured: Iterable[date | None]) -> date | None:
    last = max((day for day in measured if day), default=None)
    return last + timedelta(days=DAYS_TO_SETTLE) if last else None


def _null_last(key: Key) -> list[tuple[bool, str]]:
    return [(value is None, value or "") for value in key]
