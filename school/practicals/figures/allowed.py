"""The time allowed for an attempt: the school's own of that moment, else the curriculum's."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, select, true
from sqlalchemy.orm import Session, with_expression

from school.cohorts.models import Cohort
from school.curriculum.models import PracticalTask
from school.practicals.figures.models import TaskAllowance
from school.practicals.models import Assessment

# The expressions below ask for every table that a sheet is related to, whoever comes here first.
from school.practicals.readings import models as _readings  # noqa: F401
from school.practicals.sheet_models import PracticalSheet

LAST_FIRST = (TaskAllowance.decided_at.desc(), TaskAllowance.id.desc())
"""An import brings decisions in any order: their moments tell which one holds."""


@dataclass(frozen=True)
class AllowedTime:
    """The minutes allowed for a task, if any, and whether they are the school's own."""

    minutes: int | None
    is_own: bool


def allowed_now(session: Session, school_id: int, task: PracticalTask) -> AllowedTime:
    """Give the time that a school allows for a task now."""
    query = (
        select(TaskAllowance.minutes)
        .where(TaskAllowance.school_id == school_id, TaskAllowance.task_id == task.id)
        .order_by(*LAST_FIRST)
        .limit(1)
    )
    return _time(session.scalar(query), task)


def allowed_for(attempt: Assessment | PracticalSheet) -> AllowedTime:
    """Give the time allowed for an attempt now, or when a sheet of it was signed.

    Either was read with its option: `WITH_MINUTES_NOW`, `WITH_MINUTES_THEN`.
    """
    return _time(attempt.school_minutes, attempt.task)


def _time(own: int | None, task: PracticalTask) -> AllowedTime:
    return AllowedTime(task.minutes if own is None else own, own is not None)


def _adopted(
    attempt: type[Assessment | PracticalSheet], when: ColumnElement[bool]
) -> ScalarSelect[int]:
    return (
        select(TaskAllowance.minutes)
        .join(Cohort, Cohort.school_id == TaskAllowance.school_id)
        .where(Cohort.id == attempt.cohort_id, TaskAllowance.task_id == attempt.task_id, when)
        .order_by(*LAST_FIRST)
        .limit(1)
        .correlate(attempt)
        .scalar_subquery()
    )


WITH_MINUTES_NOW = with_expression(Assessment.school_minutes, _adopted(Assessment, true()))
"""The time that the school of an assessment has adopted, read with the assessment."""

WITH_MINUTES_THEN = with_expression(
    PracticalSheet.school_minutes,
    _adopted(PracticalSheet, TaskAllowance.decided_at <= PracticalSheet.signed_at),
)
"""The time that the school of a sheet had adopted when it was signed, read with the sheet."""
