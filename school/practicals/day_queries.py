"""What a trainer is likely to assess on a day: their cohorts, the tasks taught now, what stands."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, union
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import School
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.cohorts.policy import visible_to as cohort_visible_to
from school.cohorts.timetable.models import ClassSession, CohortWeek
from school.core.calendar import monday_of
from school.curriculum.models import PracticalTask
from school.curriculum.rule_models import ModuleRule
from school.curriculum.rule_queries import rules_of_path
from school.practicals.cohort_queries import IN_TRAINING, RECENT_TASKS, tasks_of
from school.practicals.equipment_models import Equipment
from school.practicals.figures.models import TaskAllowance
from school.practicals.models import Assessment
from school.practicals.readings.models import ReadingKey, ReadingKeyVersion
from school.practicals.sheet_models import PracticalSheet

MOST_COHORTS = 3
"""Cohorts of a day; whoever has more takes the tasks of the others along by hand."""

MOST_TASKS = 10
"""Tasks of a cohort on a day: those taught this week, then those assessed last, then, where no
timetable says what is taught, those that follow in its path."""

LAST_DAY = timedelta(days=6)


@dataclass(frozen=True)
class CohortOfDay:
    """A cohort with the codes of the tasks that are likely to be assessed, the likeliest first."""

    cohort: Cohort
    tasks: list[str]
    people: list[tuple[Any, ...]]
    """Who may be assessed, and all that a form shows of them but for where they stand."""

    standings: dict[str, tuple[Any, ...]]
    """By task, what changes whenever an attempt is recorded or corrected."""

    of_school: list[tuple[Any, ...]]
    """What a form shows of the school: its equipment, whether places are kept, times, keys."""


def cohorts_of_day(session: Session, principal: Principal, day: date) -> list[CohortOfDay]:
    """List the cohorts that run on a day, with what is likely to be assessed in each.

    Those with a session that day come first, the reader's own sessions before others, then those
    with a session in the week. Statements do not grow with people, tasks or attempts.
    """
    cohorts = _cohorts(session, principal, day)
    ids = [one.id for one in cohorts]
    taught = _modules_of_week(session, ids, day)
    rules = {_path(one): rules_of_path(session, *_path(one)) for one in cohorts}
    attempts = _attempts(session, principal, ids)
    people = _people(session, ids)
    of_schools = _of_schools(session, {one.school_id for one in cohorts})
    return [
        CohortOfDay(
            one,
            _likely(session, one, rules[_path(one)], taught, attempts),
            people.get(one.id, []),
            {row.reference: tuple(row) for row in attempts if row.cohort_id == one.id},
            of_schools.get(one.school_id, []),
        )
        for one in cohorts
    ]


def _cohorts(session: Session, principal: Principal, day: date) -> Sequence[Cohort]:
    mine = and_(ClassSession.date == day, ClassSession.trainer_id == (principal.staff_id or 0))
    nearness = (
        select(func.min(case((mine, 0), (ClassSession.date == day, 1), else_=2)))
        .where(ClassSession.cohort_id == Cohort.id, _held_in_week_of(day))
        .scalar_subquery()
    )
    query = (
        select(Cohort)
        .where(cohort_visible_to(principal, Permission.ASSESS_PRACTICALS), Cohort.starts_on <= day)
        .where(or_(Cohort.ends_on.is_(None), Cohort.ends_on >= day))
        .order_by(func.coalesce(nearness, 3), Cohort.starts_on.desc(), Cohort.reference)
        .limit(MOST_COHORTS)
    )
    return session.scalars(query).all()


def _held_in_week_of(day: date) -> ColumnElement[bool]:
    monday = monday_of(day)
    in_week = ClassSession.date.between(monday, monday + LAST_DAY)
    return and_(ClassSession.cancelled_on.is_(None), in_week)


def _path(cohort: Cohort) -> tuple[int | None, int]:
    return cohort.curriculum_version_id, cohort.path_id


def _modules_of_week(
    session: Session, cohorts: Collection[int], day: date
) -> set[tuple[int, int | None]]:
    """Give the modules of a week by cohort, as held and as planned."""
    held = select(ClassSession.cohort_id, ClassSession.module_id).where(
        ClassSession.cohort_id.in_(cohorts), _held_in_week_of(day)
    )
    planned = select(CohortWeek.cohort_id, CohortWeek.module_id).where(
        CohortWeek.cohort_id.in_(cohorts), CohortWeek.starts_on == monday_of(day)
    )
    return {(cohort, module) for cohort, module in session.execute(union(held, planned))}


def _attempts(session: Session, principal: Principal, cohorts: Collection[int]) -> Sequence[Any]:
    own = case((Assessment.trainer_id == (principal.staff_id or 0), Assessment.id), else_=0)
    query = (
        select(
            Assessment.cohort_id,
            PracticalTask.reference,
            func.count(Assessment.id),
            func.max(Assessment.id).label("newest"),
            func.max(PracticalSheet.id),
            func.max(own).label("own"),
        )
        .join(PracticalTask, PracticalTask.id == Assessment.task_id)
        .outerjoin(PracticalSheet, PracticalSheet.assessment_reference == Assessment.reference)
        .where(Assessment.cohort_id.in_(cohorts))
        .group_by(Assessment.cohort_id, PracticalTask.reference)
    )
    return session.execute(query).all()


def _likely(
    session: Session,
    cohort: Cohort,
    rules: Sequence[ModuleRule],
    taught: set[tuple[int, int | None]],
    attempts: Sequence[Any],
) -> list[str]:
    now = [code for rule in rules if (cohort.id, rule.module_id) in taught for code in rule.tasks]
    own = [one for one in attempts if one.cohort_id == cohort.id and one.own]
    recent = [one.reference for one in sorted(own, key=lambda one: -one.own)[:RECENT_TASKS]]
    following = [] if now else _following(session, cohort, rules, attempts)
    return list(dict.fromkeys([*now, *recent, *following]))[:MOST_TASKS]


def _following(
    session: Session, cohort: Cohort, rules: Iterable[ModuleRule], attempts: Iterable[Any]
) -> list[str]:
    """Give the tasks of a path from the one assessed last, by anybody, and then from its start."""
    codes = [code for rule in rules for code in rule.tasks]
    path = list(dict.fromkeys(codes or [one.reference for one in tasks_of(session, cohort)]))
    own = [one for one in attempts if one.cohort_id == cohort.id and one.reference in path]
    last = max(own, key=lambda one: one.newest, default=None)
    place = path.index(last.reference) if last else 0
    return [*path[place:], *path[:place]]


def _people(session: Session, cohorts: Collection[int]) -> dict[int, list[tuple[Any, ...]]]:
    query = (
        select(Enrolment.cohort_id, Trainee.reference, Trainee.given_names, Trainee.family_name)
        .join(Trainee, Trainee.id == Enrolment.trainee_id)
        .where(Enrolment.cohort_id.in_(cohorts), IN_TRAINING)
        .order_by(Trainee.sort_name, Trainee.reference)
    )
    return _by_first(session.execute(query))


def _of_schools(session: Session, schools: Collection[int]) -> dict[int, list[tuple[Any, ...]]]:
    """Give the equipment of schools, and with each piece what else of the school a form shows.

    That is whether it keeps where photos were taken, and what changes with each time that is
    adopted and each key that is stated or changed.
    """
    adopted = select(func.count(TaskAllowance.id)).where(TaskAllowance.school_id == School.id)
    keys = select(func.sum(ReadingKey.version)).where(ReadingKey.school_id == School.id)
    stated = (
        select(func.max(ReadingKeyVersion.id))
        .join(ReadingKey, ReadingKey.id == ReadingKeyVersion.key_id)
        .where(ReadingKey.school_id == School.id)
    )
    query = (
        select(
            School.id,
            School.keeps_photo_places,
            *(one.correlate(School).scalar_subquery() for one in (adopted, keys, stated)),
            Equipment.reference,
            Equipment.serial,
            Equipment.kind,
            Equipment.model,
            Equipment.calibration_due_on,
        )
        .outerjoin(Equipment, and_(Equipment.school_id == School.id, ~Equipment.retired))
        .where(School.id.in_(schools))
        .order_by(Equipment.reference)
    )
    return _by_first(session.execute(query))


def _by_first(rows: Iterable[Any]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for first, *rest in rows:
        found.setdefault(first, []).append(tuple(rest))
    return found
