"""Reads for trainers: a cohort's quizzes, who did what in one of them, how its questions did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.policy import visible_to
from school.cohorts.queries import roster
from school.cohorts.version_operations import newest_version
from school.core.errors import NotFound, mark
from school.curriculum.lesson_models import CurriculumVersion
from school.curriculum.models import Module, PathModule
from school.learning.item_statistics import ItemStatistics, item_statistics
from school.learning.quizzes.models import QuizAnswer, QuizAttempt, QuizWindow
from school.learning.quizzes.rules import Opening, Purpose, opening_of


@dataclass(frozen=True)
class ModuleQuiz:
    """The quiz of a module in a cohort: when it is open, and how many have taken it."""

    module: Module
    opening: Opening
    people: int
    attempts: int


@dataclass(frozen=True)
class PersonResult:
    """A person of a cohort with the attempts made at a quiz, by number."""

    enrolment: Enrolment
    attempts: list[QuizAttempt] = field(default_factory=list)

    @property
    def best(self) -> Decimal | None:
        """The best mark in per cent; nothing for who never answered."""
        return max((one.mark for one in self.attempts), default=None)


def module_quizzes(session: Session, cohort: Cohort) -> list[ModuleQuiz]:
    """List the quizzes of a cohort in the order of its path."""
    windows = _windows(session, cohort)
    counts = _counts(session, cohort)
    query = (
        select(Module)
        .join(PathModule, PathModule.module_id == Module.id)
        .where(PathModule.path_id == cohort.path_id)
        .order_by(PathModule.position)
    )
    found = []
    for module in session.scalars(query):
        people, attempts = counts.get(module.id, (0, 0))
        opening = cohort_opening(cohort, windows.get(module.id))
        found.append(ModuleQuiz(module, opening, people, attempts))
    return found


def cohort_opening(cohort: Cohort, window: QuizWindow | None) -> Opening:
    """Give when a quiz is open to those who train in a cohort."""
    opening = window.opening if window else None
    return opening_of(cohort.starts_on, cohort.ends_on, None, opening, cohort.school.timezone)


def _windows(session: Session, cohort: Cohort) -> dict[int, QuizWindow]:
    query = (
        select(QuizWindow)
        .where(QuizWindow.cohort_id == cohort.id)
        .order_by(QuizWindow.decided_at, QuizWindow.id)
    )
    return {window.module_id: window for window in session.scalars(query)}


def _counts(session: Session, cohort: Cohort) -> dict[int, tuple[int, int]]:
    query = (
        select(
            QuizAttempt.module_id,
            func.count(QuizAttempt.trainee_id.distinct()),
            func.count(),
        )
        .where(QuizAttempt.cohort_id == cohort.id, QuizAttempt.purpose == Purpose.MODULE)
        .group_by(QuizAttempt.module_id)
    )
    return {module: (people, attempts) for module, people, attempts in session.execute(query)}


def module_of_cohort(session: Session, cohort: Cohort, reference: str) -> Module:
    """Find a module of a cohort's path; raise `NotFound` when it has none of that code."""
    found = session.scalar(
        select(Module)
        .join(PathModule, PathModule.module_id == Module.id)
        .where(PathModule.path_id == cohort.path_id, Module.reference == reference)
    )
    if found is None:
        raise NotFound(mark("Ce module n’existe pas."))
    return found


def results(session: Session, cohort: Cohort, module: Module) -> list[PersonResult]:
    """List the people who train or trained in a cohort by name, with their attempts at a quiz."""
    query = (
        select(QuizAttempt)
        .where(
            QuizAttempt.cohort_id == cohort.id,
            QuizAttempt.module_id == module.id,
            QuizAttempt.purpose == Purpose.MODULE,
        )
        .order_by(QuizAttempt.number)
    )
    made: dict[int, list[QuizAttempt]] = {}
    for attempt in session.scalars(query):
        made.setdefault(attempt.trainee_id, []).append(attempt)
    return [
        PersonResult(one, made.get(one.trainee_id, []))
        for one in roster(session, cohort)
        if one.enrolled_on is not None and (one.withdrawn_on is None or one.trainee_id in made)
    ]


def version_of_cohort(session: Session, cohort: Cohort) -> CurriculumVersion | None:
    """Find the version of the curriculum that a cohort follows: its own, or the newest."""
    number = cohort.curriculum_version_id or newest_version(session, cohort.path_id)
    return session.get(CurriculumVersion, number) if number is not None else None


def question_statistics(
    session: Session, principal: Principal, module: Module, version: str
) -> Mapping[str, ItemStatistics]:
    """Compute how the questions of a module's quiz did, in one version, by question code.

    The first attempt of each person in all cohorts that the reader may see: later ones know the
    questions already, and would make them look easy.
    """
    cohorts = select(Cohort.id).where(visible_to(principal, Permission.SEE_QUIZZES))
    rows = session.execute(
        select(QuizAttempt.id, QuizAttempt.trainee_id, QuizAnswer.question, QuizAnswer.share)
        .join(QuizAnswer, QuizAnswer.attempt_id == QuizAttempt.id)
        .where(
            QuizAttempt.cohort_id.in_(cohorts),
            QuizAttempt.module_id == module.id,
            QuizAttempt.purpose == Purpose.MODULE,
            QuizAttempt.curriculum_version == version,
        )
        .order_by(QuizAttempt.number, QuizAttempt.id)
    )
    first: dict[int, tuple[int, dict[str, Fraction]]] = {}
    for attempt, trainee, question, share in rows:
        number, shares = first.setdefault(trainee, (attempt, {}))
        if number == attempt:
            shares[question] = Fraction(share)
    return item_statistics([shares for _, shares in first.values()])
