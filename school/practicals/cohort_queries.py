"""Reads of a cohort's practical work: its tasks, its people, where each stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, Row, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.cohorts.person_rules import full_name
from school.cohorts.policy import visible_to as cohort_visible_to
from school.cohorts.rules import EnrolmentState
from school.cohorts.state_clauses import STATES
from school.core.clock import today
from school.core.facts import is_known_row
from school.curriculum.models import Module, ModuleTask, PathModule, PracticalTask
from school.curriculum.rule_queries import rules_of_modules
from school.practicals.entry_rules import Standing
from school.practicals.models import Assessment
from school.practicals.rules import Verdict

IN_TRAINING = or_(
    STATES[EnrolmentState.ENROLLED],
    STATES[EnrolmentState.COMPLETED],
    STATES[EnrolmentState.CERTIFIED],
)
"""Those who train or have trained to the end; applicants and those who left are not assessed."""

RECENT_TASKS = 3


@dataclass(frozen=True)
class TaskInModule:
    """A practical task where a cohort is taught it."""

    id: int
    module: str
    module_fr: str
    module_en: str
    reference: str
    title_fr: str
    title_en: str


@dataclass(frozen=True)
class Person:
    """Somebody of a cohort, as a row of its grid."""

    id: int
    reference: str
    name: str


PAIR = (Assessment.trainee_id, Assessment.task_id)
LATEST_FIRST = (
    Assessment.assessed_on.desc(),
    Assessment.recorded_on.desc(),
    Assessment.id.desc(),
)
COHORT_ID = bindparam("cohort_id", type_=Integer)
KNOWN_ON = bindparam("known_on", type_=Date)

ATTEMPTS = select(
    Assessment.trainee_id,
    Assessment.task_id,
    Assessment.verdict,
    Assessment.reference,
    Assessment.assessed_on,
    func.row_number().over(partition_by=PAIR, order_by=LATEST_FIRST).label("recency"),
    func.count().over(partition_by=PAIR).label("attempts"),
).where(Assessment.cohort_id == COHORT_ID, is_known_row(Assessment, KNOWN_ON))
"""Every attempt in a cohort as known on a day, ranked by person and task, the latest first.

Built once: a grid is asked for more often than it changes.
"""


def _latest_of(attempts: Select[Any]) -> Select[Any]:
    ranked = attempts.subquery()
    return select(*ranked.c).where(ranked.c.recency == 1)


LATEST = _latest_of(ATTEMPTS)
LATEST_AT_TASK = _latest_of(
    ATTEMPTS.where(Assessment.task_id == bindparam("task_id", type_=Integer))
).subquery()

PEOPLE = (
    select(Trainee.id, Trainee.reference, Trainee.given_names, Trainee.family_name)
    .join(Enrolment, Enrolment.trainee_id == Trainee.id)
    .where(Enrolment.cohort_id == COHORT_ID, IN_TRAINING)
    .order_by(Trainee.sort_name, Trainee.reference)
)
STANDINGS = PEOPLE.add_columns(
    LATEST_AT_TASK.c.verdict, LATEST_AT_TASK.c.attempts, LATEST_AT_TASK.c.assessed_on
).outerjoin(LATEST_AT_TASK, LATEST_AT_TASK.c.trainee_id == Trainee.id)


def cohorts_to_assess(session: Session, principal: Principal) -> list[Cohort]:
    """List the cohorts in which a person assesses, those under way first, newest first."""
    ended = Cohort.ends_on < today()
    query = (
        select(Cohort)
        .where(cohort_visible_to(principal, Permission.ASSESS_PRACTICALS))
        .where(Cohort.starts_on <= today())
        .order_by(func.coalesce(ended, False), Cohort.starts_on.desc(), Cohort.reference)
    )
    return list(session.scalars(query))


def tasks_of(session: Session, cohort: Cohort) -> list[TaskInModule]:
    """List the practical tasks of a cohort in the order they are taught, each once.

    They are those of its path in the version that it follows. A path without tasks of its own,
    such as one that came with an import, offers them all.
    """
    return _tasks_in_version(session, cohort) or _tasks_of_all_modules(session)


def _tasks_in_version(session: Session, cohort: Cohort) -> list[TaskInModule]:
    places = select(PathModule.module_id).where(PathModule.path_id == cohort.path_id)
    modules = list(session.scalars(places.order_by(PathModule.position)))
    rules = rules_of_modules(session, cohort.curriculum_version_id)
    taught = [rules[number] for number in modules if number in rules]
    codes = {code for rule in taught for code in rule.tasks}
    known = session.scalars(select(PracticalTask).where(PracticalTask.reference.in_(codes)))
    by_code = {task.reference: task for task in known}
    tasks: dict[str, TaskInModule] = {}
    for rule in taught:
        for code in rule.tasks:
            tasks.setdefault(code, _in_module(by_code[code], rule.module))
    return list(tasks.values())


def _tasks_of_all_modules(session: Session) -> list[TaskInModule]:
    query = (
        select(PracticalTask, Module)
        .join(ModuleTask, ModuleTask.task_id == PracticalTask.id)
        .join(Module, Module.id == ModuleTask.module_id)
        .order_by(Module.reference, ModuleTask.position)
    )
    tasks: dict[str, TaskInModule] = {}
    for task, module in session.execute(query):
        tasks.setdefault(task.reference, _in_module(task, module))
    return list(tasks.values())


def _in_module(task: PracticalTask, module: Module) -> TaskInModule:
    return TaskInModule(
        task.id,
        module.reference,
        module.title_fr,
        module.title_en,
        task.reference,
        task.title_fr,
        task.title_en,
    )


def recent_tasks(session: Session, principal: Principal, cohort: Cohort) -> list[str]:
    """List the tasks that a trainer assessed last in a cohort, the latest first."""
    latest = func.max(Assessment.id)
    query = (
        select(PracticalTask.reference)
        .join(Assessment, Assessment.task_id == PracticalTask.id)
        .where(Assessment.cohort_id == cohort.id, Assessment.trainer_id == principal.staff_id)
        .group_by(PracticalTask.reference)
        .order_by(latest.desc())
        .limit(RECENT_TASKS)
    )
    return list(session.scalars(query))


def people_of(session: Session, cohort: Cohort) -> list[Person]:
    """List those of a cohort who are assessed, by name."""
    rows = session.execute(PEOPLE, {"cohort_id": cohort.id})
    return [
        Person(row.id, row.reference, full_name(row.given_names, row.family_name)) for row in rows
    ]


def latest_verdicts(
    session: Session, cohort: Cohort, known_on: date
) -> dict[tuple[int, int], tuple[Verdict, str]]:
    """Give the latest verdict of each person at each task, as known on a day, in one statement.

    The keys are the numbers of the person and of the task; with the verdict comes the reference
    of the attempt.
    """
    rows = session.execute(LATEST, {"cohort_id": cohort.id, "known_on": known_on})
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def standings(session: Session, cohort: Cohort, task: PracticalTask) -> list[Standing]:
    """Tell where each person of a cohort stands with a task, by name."""
    values = {"cohort_id": cohort.id, "known_on": today(), "task_id": task.id}
    return [_standing(row) for row in session.execute(STANDINGS, values)]


def _standing(row: Row[Any]) -> Standing:
    name = full_name(row.given_names, row.family_name)
    attempts = row.attempts or 0
    return Standing(row.id, row.reference, name, row.verdict, attempts, row.assessed_on)
