"""Reads of attempts: one with its answers, and the best marks of many people at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort
from school.cohorts.policy import visible_to
from school.core.errors import NotFound, mark
from school.curriculum.lesson_models import CurriculumVersion
from school.curriculum.pack.questions import Question
from school.curriculum.question_models import BankQuestion
from school.learning.quizzes.models import QuizAnswer, QuizAttempt
from school.learning.quizzes.rules import Purpose
from school.learning.quizzes.targets import QUESTIONS


@dataclass(frozen=True)
class BestMark:
    """The best mark of a person in the quiz of a module, in per cent, and of how many attempts."""

    mark: Decimal
    attempts: int


@dataclass(frozen=True)
class AttemptFound:
    """An attempt with its answers in order, and the questions as its version had them."""

    attempt: QuizAttempt
    answers: Sequence[QuizAnswer]
    questions: dict[str, Question]
    version_id: int | None
    taken: int


def best_marks(
    session: Session, trainee_ids: Collection[int], module_ids: Collection[int] | None = None
) -> dict[tuple[int, int], BestMark]:
    """Give the best mark of each person in the quiz of each module, by both their numbers.

    One statement, whatever the number of people; without modules, of all of them. Practice never
    counts, and who never answered is not there.
    """
    query = (
        select(
            QuizAttempt.trainee_id,
            QuizAttempt.module_id,
            func.max(QuizAttempt.mark),
            func.count(),
        )
        .where(
            QuizAttempt.purpose == Purpose.MODULE,
            QuizAttempt.trainee_id.in_(sorted(trainee_ids)),
        )
        .group_by(QuizAttempt.trainee_id, QuizAttempt.module_id)
    )
    if module_ids is not None:
        query = query.where(QuizAttempt.module_id.in_(sorted(module_ids)))
    return {
        (trainee, module): BestMark(best, number)
        for trainee, module, best, number in session.execute(query)
    }


def practice_sizes(
    session: Session, module_id: int, version_ids: Collection[int]
) -> dict[str, int]:
    """Count the questions on each lesson of a module; a lesson without any is left out."""
    query = (
        select(BankQuestion.lesson, func.count())
        .where(BankQuestion.module_id == module_id, BankQuestion.version_id.in_(version_ids))
        .group_by(BankQuestion.lesson)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def attempt_visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let people reach their own attempts, and those made in cohorts of their schools."""
    cohorts = select(Cohort.id).where(visible_to(principal, Permission.SEE_QUIZZES))
    return or_(
        QuizAttempt.cohort_id.in_(cohorts), QuizAttempt.trainee_id == (principal.trainee_id or -1)
    )


def attempt_sent_before(
    session: Session, principal: Principal, client_uuid: str
) -> QuizAttempt | None:
    """Find the attempt that somebody's form of a number made; nothing when it made none."""
    return session.scalar(
        select(QuizAttempt).where(
            QuizAttempt.client_uuid == client_uuid, QuizAttempt.trainee_id == principal.trainee_id
        )
    )


def attempt_by_reference(session: Session, principal: Principal, reference: str) -> AttemptFound:
    """Find an attempt that a person may see; raise `NotFound` when there is none."""
    made = _made_in_the_cohort()
    found = session.execute(
        select(QuizAttempt, made)
        .options(
            joinedload(QuizAttempt.trainee),
            joinedload(QuizAttempt.module),
            joinedload(QuizAttempt.cohort).joinedload(Cohort.school),
        )
        .where(QuizAttempt.reference == reference, attempt_visible_to(principal))
    ).first()
    if found is None:
        raise NotFound(mark("Cet essai n’existe pas."))
    attempt, taken = found
    answers = session.scalars(
        select(QuizAnswer)
        .where(QuizAnswer.attempt_id == attempt.id)
        .order_by(QuizAnswer.position, QuizAnswer.id)
    ).all()
    questions, version_id = _questions_of(session, attempt, [one.question for one in answers])
    return AttemptFound(attempt, answers, questions, version_id, taken)


def _made_in_the_cohort() -> ColumnElement[int]:
    made = QuizAttempt.__table__.alias("made")
    return (
        select(func.count())
        .where(
            made.c.trainee_id == QuizAttempt.trainee_id,
            made.c.cohort_id == QuizAttempt.cohort_id,
            made.c.purpose == QuizAttempt.purpose,
            made.c.quiz == QuizAttempt.quiz,
        )
        .correlate(QuizAttempt)
        .scalar_subquery()
    )


def _questions_of(
    session: Session, attempt: QuizAttempt, codes: Sequence[str]
) -> tuple[dict[str, Question], int | None]:
    rows = session.execute(
        select(BankQuestion.reference, BankQuestion.content, BankQuestion.version_id)
        .join(CurriculumVersion, CurriculumVersion.id == BankQuestion.version_id)
        .where(
            CurriculumVersion.version == attempt.curriculum_version,
            BankQuestion.module_id == attempt.module_id,
            BankQuestion.reference.in_(codes),
        )
        .order_by(BankQuestion.version_id)
    ).all()
    questions = {code: QUESTIONS.validate_python(content) for code, content, _ in rows}
    return questions, rows[-1].version_id if rows else None
