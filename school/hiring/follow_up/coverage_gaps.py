"""What holds coverage back: the groups whose people are without news, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from school.core.sql_logic import ONE, is_one
from school.core.statistics import Rate
from school.hiring.indicators.counts import chosen
from school.hiring.indicators.enrolments import enrolments
from school.hiring.indicators.exits import Shape, parameters
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.report import Report, Scope
from school.hiring.rules import Status

GAP_KEYS = (Breakdown.COHORT, Breakdown.ENTERPRISE)
"""The groups in which news can be looked for: whom a trainer knows, whom an employer knows."""


@dataclass(frozen=True)
class Gap:
    """A group with people without news: how many, of how many, and since the oldest due day.

    `share` is the group's part of all the groups lack: who stands in two is missing in both, and
    who is unknown in one cohort may be known in another, so the total of persons is no measure.
    """

    code: str | None
    unknown: int
    coverage: Rate
    share: Rate
    since: date | None


def gaps(report: Report, key: Breakdown, since: Mapping[str | None, date]) -> list[Gap]:
    """List the groups of a report that lack news: those with most people first, then by code."""
    rows = report.lines_by(key)
    whole = sum(row.figures.tally.unknown for row in rows)
    found = [
        Gap(
            code,
            row.figures.tally.unknown,
            row.figures.coverage,
            Rate(row.figures.tally.unknown, whole),
            since.get(code),
        )
        for row in rows
        if row.figures.tally.unknown
        for code in [row.group[key]]
    ]
    return sorted(found, key=lambda gap: (-gap.unknown, gap.code is None, gap.code or ""))


def unknown_since(
    session: Session, scope: Scope, options: Options, key: Breakdown
) -> dict[str | None, date]:
    """Give the earliest due day of the people without news in each group, in one statement."""
    statement = _statement(Shape(scope.school_ids is not None, (key,)))
    rows = session.execute(statement, parameters(options, scope.school_ids))
    return {row.code: row.since for row in rows}


@cache
def _statement(shape: Shape) -> Select[Any]:
    """Read the same enrolments as the report counts: a person met again stands once in a group."""
    source = enrolments(shape)
    once = select(source.c.key_1, source.c.measured_on).where(
        source.c.again != ONE, source.c.certified == ONE, is_one(source.c.status, Status.UNKNOWN)
    )
    of_cohorts = shape.keys == (Breakdown.COHORT,)
    parting: list[ColumnElement[Any]] | None = None if of_cohorts else [source.c.key_1]
    again = chosen(source, parting, "met_again")
    several = select(again.c.key_1, again.c.measured_on).where(
        again.c.certified == ONE, is_one(again.c.status, Status.UNKNOWN)
    )
    each = once.union_all(several).subquery("without_news")
    code = each.c.key_1.label("code")
    return select(code, func.min(each.c.measured_on).label("since")).group_by(code)
