"""The list of practical assessments, its filters and their choices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.models import Staff
from school.cohorts.models import Cohort
from school.core.facts import is_known_row
from school.core.paging import Slice, paginate
from school.curriculum.models import PracticalTask
from school.practicals.models import Assessment
from school.practicals.policy import visible_to
from school.practicals.queries import known_assessments
from school.practicals.rules import Verdict
from school.practicals.trace_queries import flagged_attempts


@dataclass(frozen=True)
class PracticalFilters:
    """What a list of assessments is narrowed to; each is empty when it does not matter."""

    cohort: str | None = None
    task: str | None = None
    verdict: Verdict | None = None
    trainer_id: int | None = None
    since: date | None = None
    until: date | None = None
    flagged: bool = False


def flagged_number(principal: Principal, known_on: date, since: date) -> Select[int]:
    """Count one's own assessments since a day whose traces are for a person to look at."""
    own = PracticalFilters(trainer_id=principal.staff_id, since=since, flagged=True)
    return (
        select(func.count())
        .select_from(Assessment)
        .where(visible_to(principal), is_known_row(Assessment, known_on), *_conditions(own))
    )


def list_assessments(
    session: Session, principal: Principal, filters: PracticalFilters, page: int = 1
) -> Slice[Assessment]:
    """Give one page of the assessments a person may see, as known today, the newest first."""
    query = (
        known_assessments(principal)
        .where(*_conditions(filters))
        .order_by(
            Assessment.assessed_on.desc(), Assessment.recorded_on.desc(), Assessment.id.desc()
        )
    )
    return paginate(session, query, page)


def task_choices(session: Session) -> Sequence[PracticalTask]:
    """List every practical task, for the filter."""
    return session.scalars(select(PracticalTask).order_by(PracticalTask.reference)).all()


def trainers_seen(session: Session, principal: Principal) -> list[tuple[int, str]]:
    """List who made the assessments a person may see, as number and name, for the filter."""
    query = (
        select(Staff.id, Staff.name)
        .where(Staff.id.in_(select(Assessment.trainer_id).where(visible_to(principal))))
        .order_by(Staff.name, Staff.id)
    )
    return [(number, name) for number, name in session.execute(query)]


def _conditions(filters: PracticalFilters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.cohort is not None:
        cohort = select(Cohort.id).where(Cohort.reference == filters.cohort)
        conditions.append(Assessment.cohort_id.in_(cohort))
    if filters.task is not None:
        task = select(PracticalTask.id).where(PracticalTask.reference == filters.task)
        conditions.append(Assessment.task_id.in_(task))
    if filters.verdict is not None:
        conditions.append(Assessment.verdict == filters.verdict)
    if filters.trainer_id is not None:
        conditions.append(Assessment.trainer_id == filters.trainer_id)
    if filters.since is not None:
        conditions.append(Assessment.assessed_on >= filters.since)
    if filters.until is not None:
        conditions.append(Assessment.assessed_on <= filters.until)
    if filters.flagged:
        conditions.append(Assessment.reference.in_(flagged_attempts()))
    return conditions
