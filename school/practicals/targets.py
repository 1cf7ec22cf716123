"""What the form of an attempt is about: the task, its thresholds and questions, and whose turn."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.queries import cohort_by_reference, enrolment_of
from school.core.errors import InvalidInput, NotFound, mark
from school.curriculum.models import PracticalTask, TaskMeasure
from school.curriculum.rule_queries import gates_of_task
from school.practicals import cohort_queries, queries
from school.practicals.entry_rules import Standing
from school.practicals.equipment_models import Equipment
from school.practicals.equipment_queries import equipment_in_use
from school.practicals.figures.allowed import AllowedTime, allowed_now
from school.practicals.readings.targets import AskedReading, asked_reading
from school.practicals.sheet_rules import Gate


@dataclass(frozen=True)
class Asked:
    """What a task asks of whoever assesses it, in the version that a cohort follows.

    `allowed` is the time that its school allows today.
    """

    task: PracticalTask
    limits: Sequence[TaskMeasure]
    gates: tuple[Gate, ...]
    equipment: Sequence[Equipment]
    reading: AskedReading | None
    allowed: AllowedTime


@dataclass(frozen=True)
class TaskOfCohort:
    """A task as a cohort attempts it: what it asks, and where each person stands with it."""

    cohort: Cohort
    asked: Asked
    people: Sequence[Standing]

    @property
    def task(self) -> PracticalTask:
        """The task that is attempted."""
        return self.asked.task

    def standing_of(self, trainee: str | None) -> Standing | None:
        """Tell where a person stands, by reference; nothing of who is not of the cohort."""
        return next((one for one in self.people if one.reference == trainee), None)


@dataclass(frozen=True)
class PracticalTarget:
    """A new attempt of an enrolled person, with the references of those made before."""

    enrolment: Enrolment
    asked: Asked
    attempts: Sequence[str]

    @property
    def task(self) -> PracticalTask:
        """The task that is attempted."""
        return self.asked.task

    @property
    def attempt(self) -> int:
        """The number of this attempt, from 1."""
        return len(self.attempts) + 1


def asked_of(session: Session, cohort: Cohort, task: PracticalTask, allowed: AllowedTime) -> Asked:
    """Gather what a task asks in the version that a cohort follows, and the school's equipment."""
    limits = queries.limits_for(session, cohort, task)
    gates = gates_of_task(session, limits, cohort.curriculum_version_id, task)
    return Asked(
        task,
        limits,
        tuple(Gate(one.reference, one.question_fr, one.question_en) for one in gates),
        equipment_in_use(session, cohort.school_id),
        asked_reading(session, cohort.school_id, [one.threshold for one in limits]),
        allowed,
    )


def task_of_cohort(
    session: Session, principal: Principal, cohort: str, task: str, trainee: str | None = None
) -> TaskOfCohort:
    """Find a task where a cohort attempts it; raise `NotFound` when one of both is not there.

    The people are those in training; a person who is named and has left since is among them too,
    because what they did before may still be recorded.
    """
    found = cohort_by_reference(session, principal, cohort, Permission.ASSESS_PRACTICALS)
    attempted = queries.task_by_reference(session, task)
    people = cohort_queries.standings(session, found, attempted)
    allowed = allowed_now(session, found.school_id, attempted)
    opened = TaskOfCohort(found, asked_of(session, found, attempted, allowed), people)
    if trainee and opened.standing_of(trainee) is None:
        people += _who_left(session, principal, opened, trainee)
    return opened


def practical_target(
    session: Session, principal: Principal, opened: TaskOfCohort, trainee: str
) -> PracticalTarget:
    """Find whose attempt it is; raise `InvalidInput` when they are not of the cohort."""
    try:
        enrolment = enrolment_of(
            session, principal, opened.cohort.reference, trainee, Permission.ASSESS_PRACTICALS
        )
    except NotFound as error:
        raise InvalidInput(
            mark("Cette personne n’est pas de cette promotion."), "trainee"
        ) from error
    return PracticalTarget(enrolment, opened.asked, _attempts(session, opened, enrolment))


def _attempts(session: Session, opened: TaskOfCohort, enrolment: Enrolment) -> list[str]:
    return queries.attempts_made(
        session,
        cohort_id=enrolment.cohort_id,
        trainee_id=enrolment.trainee_id,
        task_id=opened.task.id,
    )


def _who_left(
    session: Session, principal: Principal, opened: TaskOfCohort, trainee: str
) -> list[Standing]:
    try:
        target = practical_target(session, principal, opened, trainee)
    except InvalidInput:
        return []
    person = target.enrolment.trainee
    attempts = len(target.attempts)
    return [Standing(person.id, person.reference, person.full_name, attempts=attempts)]
