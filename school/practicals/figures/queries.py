"""Reads of what practicals come to; each is one statement, however many people there are."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, Subquery, and_, func, select
from sqlalchemy.orm import Session

from school.accounts.models import Staff
from school.cohorts.models import Cohort
from school.core.facts import is_known_row
from school.core.sql_logic import one_if
from school.curriculum.models import PracticalTask, TaskMeasure
from school.practicals.figures.models import TaskAllowance
from school.practicals.figures.rules import FirstAttempts
from school.practicals.models import Assessment, Measure
from school.practicals.rules import Verdict

Times = dict[int, Counter[Decimal]]
"""How often each time in minutes was noted, by the number of the task."""


@dataclass(frozen=True)
class AllowedTask:
    """A task with the time that a school allows for it, and since when it is the school's own."""

    task: PracticalTask
    allowance: TaskAllowance | None

    @property
    def minutes(self) -> int | None:
        """The minutes allowed: the school's own, else the curriculum's."""
        return self.allowance.minutes if self.allowance else self.task.minutes


@dataclass
class TimesTaken:
    """Times of acquired attempts: in one cohort, and recently in all of its school."""

    cohort: Times = field(default_factory=dict)
    school: Times = field(default_factory=dict)


def first_attempts(
    session: Session, cohort: Cohort, since: date, today: date
) -> tuple[list[FirstAttempts], dict[int, str]]:
    """Count the first attempts in all cohorts of a school by task and trainer, as known today.

    Those of the day `since` and later are recent. The names of the trainers come with them.
    """
    place = func.row_number().over(
        partition_by=(Assessment.trainee_id, Assessment.cohort_id, Assessment.task_id),
        order_by=(Assessment.assessed_on, Assessment.reference),
    )
    ranked = (
        select(
            Assessment.task_id,
            Assessment.trainer_id,
            one_if(Assessment.cohort_id == cohort.id).label("own"),
            one_if(Assessment.assessed_on >= since).label("recent"),
            one_if(Assessment.verdict == Verdict.ACQUIRED).label("acquired"),
            place.label("place"),
        )
        .join(Cohort, Cohort.id == Assessment.cohort_id)
        .where(Cohort.school_id == cohort.school_id, is_known_row(Assessment, today))
        .subquery()
    )
    keys = (ranked.c.task_id, ranked.c.trainer_id, Staff.name, ranked.c.own, ranked.c.recent)
    query = (
        select(*keys, func.sum(ranked.c.acquired), func.count())
        .outerjoin(Staff, Staff.id == ranked.c.trainer_id)
        .where(ranked.c.place == 1)
        .group_by(*keys)
    )
    counts, names = [], {}
    for task_id, trainer_id, name, own, recent, acquired, tried in session.execute(query):
        counts.append(
            FirstAttempts(task_id, trainer_id, bool(own), bool(recent), int(acquired), tried)
        )
        if trainer_id is not None:
            names[trainer_id] = name
    return counts, names


def times_taken(session: Session, cohort: Cohort, since: date, today: date) -> TimesTaken:
    """Count the times noted at acquired attempts, by task, as known today.

    A time is what a task measures once in minutes.
    """
    noted = _noted_times(cohort, since, today)
    query: Select[Any] = select(*noted.c, func.count()).group_by(*noted.c)
    found = TimesTaken()
    for task_id, is_own, is_recent, value, number in session.execute(query):
        if is_own:
            found.cohort.setdefault(task_id, Counter())[value] += number
        if is_recent:
            found.school.setdefault(task_id, Counter())[value] += number
    return found


def _noted_times(cohort: Cohort, since: date, today: date) -> Subquery:
    """Select the times noted at the acquired attempts of a school."""
    is_time = (
        select(TaskMeasure.id)
        .where(
            TaskMeasure.task_id == Assessment.task_id,
            TaskMeasure.reference == Measure.reference,
            TaskMeasure.unit == "min",
            TaskMeasure.repeats == 1,
        )
        .exists()
    )
    return (
        select(
            Assessment.task_id,
            one_if(Assessment.cohort_id == cohort.id).label("own"),
            one_if(Assessment.assessed_on >= since).label("recent"),
            Measure.value,
        )
        .join(Cohort, Cohort.id == Assessment.cohort_id)
        .join(Measure, Measure.assessment_reference == Assessment.reference)
        .where(
            Cohort.school_id == cohort.school_id,
            Assessment.verdict == Verdict.ACQUIRED,
            is_known_row(Assessment, today),
            Measure.value.is_not(None),
            is_time,
        )
        .subquery()
    )


def allowed_tasks(session: Session, school_id: int) -> dict[int, AllowedTask]:
    """Give every task by its number, with the time that a school allows for it now."""
    own = and_(TaskAllowance.task_id == PracticalTask.id, TaskAllowance.school_id == school_id)
    query = (
        select(PracticalTask, TaskAllowance)
        .outerjoin(TaskAllowance, own)
        .order_by(PracticalTask.reference, TaskAllowance.decided_at, TaskAllowance.id)
    )
    # Of one task, the decision that comes last stays.
    return {task.id: AllowedTask(task, allowance) for task, allowance in session.execute(query)}


def allowances_of(session: Session, school_id: int, task_id: int) -> list[TaskAllowance]:
    """List the times that a school allowed for a task, the one adopted last first."""
    query = (
        select(TaskAllowance)
        .where(TaskAllowance.school_id == school_id, TaskAllowance.task_id == task_id)
        .order_by(TaskAllowance.decided_at.desc(), TaskAllowance.id.desc())
    )
    return list(session.scalars(query))
