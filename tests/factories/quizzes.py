"""Small builders of attempts at quizzes and of the windows in which they are open."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Enrolment
from school.curriculum.pack.questions import Question
from school.curriculum.question_models import BankQuestion
from school.learning.marking import Verdict
from school.learning.quizzes.models import QuizAnswer, QuizAttempt, QuizWindow
from school.learning.quizzes.rules import Purpose
from tests.factories.lessons import module_of, newest_version_id
from tests.factories.records import add, number

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC).replace(tzinfo=None)
DRAWN = '{"order":[],"quantities":{}}'


def make_attempt(session: Session, enrolment: Enrolment, **values: Any) -> QuizAttempt:
    """Make an attempt at the quiz of the common core, with one answer."""
    serial = number()
    defaults = {
        "reference": f"Q-{serial}",
        "trainee_id": enrolment.trainee_id,
        "cohort_id": enrolment.cohort_id,
        "module_id": module_of(session).id,
        "purpose": Purpose.MODULE,
        "quiz": "F0",
        "number": serial,
        "curriculum_version": "2026.2",
        "mark": Decimal(50),
        "answered_at": MOMENT,
        "received_at": MOMENT,
    }
    attempt = add(session, QuizAttempt(**{**defaults, **values}))
    make_answer(session, attempt)
    return attempt


def make_answer(session: Session, attempt: QuizAttempt, **values: Any) -> QuizAnswer:
    """Make the answer to a question of an attempt, a blank one unless said otherwise."""
    defaults = {
        "attempt_id": attempt.id,
        "question": "F0-Q01",
        "position": 0,
        "drawn": DRAWN,
        "share": Decimal(0),
        "verdict": Verdict.UNANSWERED,
    }
    return add(session, QuizAnswer(**{**defaults, **values}))


def make_window(session: Session, cohort: Cohort, **values: Any) -> QuizWindow:
    """Make a window without limits for the quiz of the common core."""
    defaults = {
        "reference": f"W-{number()}",
        "cohort_id": cohort.id,
        "module_id": module_of(session).id,
        "decided_at": MOMENT,
    }
    return add(session, QuizWindow(**{**defaults, **values}))


def replace_bank(session: Session, questions: Sequence[Question], module: str = "F0") -> None:
    """Give a module of the newest version these questions and no others."""
    version, owner = newest_version_id(session), module_of(session, module).id
    session.execute(
        delete(BankQuestion).where(
            BankQuestion.version_id == version, BankQuestion.module_id == owner
        )
    )
    for position, one in enumerate(questions):
        add(
            session,
            BankQuestion(
                version_id=version,
                module_id=owner,
                reference=one.code,
                position=position,
                kind=one.kind,
                lesson=one.lesson,
                content=one.model_dump(mode="json"),
            ),
        )
