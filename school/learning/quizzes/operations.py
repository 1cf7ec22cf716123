"""What can be done with quizzes: answering one, and deciding when one is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort
from school.core import audit
from school.core.database import DECIMAL_SCALE
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.references import new_reference
from school.curriculum.models import Module
from school.learning.answers import Answer
from school.learning.marking import AnswerError, Mark, mark_answer
from school.learning.quizzes.codec import write_answer, write_draw
from school.learning.quizzes.draw import DrawnAttempt, Occasion, draw
from school.learning.quizzes.models import QuizAnswer, QuizAttempt, QuizWindow
from school.learning.quizzes.queries import attempt_sent_before
from school.learning.quizzes.rules import (
    ANSWERED_ALREADY,
    NO_ATTEMPT_LEFT,
    Opening,
    OpeningState,
    answered_at,
    check_number,
    check_open,
    mark_of,
)
from school.learning.quizzes.targets import QuizTarget

OTHER_PAGE = mark(
    "Cette page ne correspond plus au quiz : ouvrez-le de nouveau, puis répondez aux questions."
)
NOT_YOURS = mark("Seuls les apprentis répondent aux quiz.")
WRONG_ORDER = mark("La fermeture ne peut pas précéder l’ouverture.")


@dataclass(frozen=True)
class Sent:
    """What the page of an attempt sends.

    `answers` are by question code; `fingerprint` and `version` are those of the draw that the page
    shows; `answered_at` is what the page's clock said (UTC), nothing without script; `shown_at` is
    when we gave the page out (UTC), nothing when it does not say so in words of ours.
    """

    number: int
    version: str
    fingerprint: str
    answers: Mapping[str, Answer | None]
    client_uuid: str
    answered_at: datetime | None = None
    shown_at: datetime | None = None


def draw_for(target: QuizTarget, number: int, key: str) -> DrawnAttempt:
    """Draw an attempt of the target's person; nothing is written."""
    occasion = Occasion(
        target.enrolment.trainee.reference,
        f"{target.purpose}/{target.quiz}",
        target.version.version,
        number,
    )
    return draw(target.bank, target.size, occasion, key)


def submit_attempt(
    session: Session, principal: Principal, target: QuizTarget, sent: Sent, *, key: str,
    now: datetime,
) -> QuizAttempt:  # fmt: skip
    """Keep an attempt with its answers and its mark, all or nothing, and give it.

    The same number of a form (`client_uuid`) again gives the attempt that it made. Raises
    `NotAllowed` for whoever is no apprentice, an attempt that was made or is not to be made yet,
    more attempts than allowed, and a quiz that was not open when it was answered; `InvalidInput`
    for a page that shows another draw, answers to other questions, and a clock that is ahead.
    What was answered in time and comes after the end is kept, and marked as received late.
    """
    if principal.trainee_id != target.enrolment.trainee_id:
        raise NotAllowed(NOT_YOURS)
    if known := attempt_sent_before(session, principal, sent.client_uuid):
        return known
    drawn = _checked_draw(target, sent, key)
    answered = answered_at(sent.answered_at, sent.shown_at, now)
    check_open(target.opening, answered)
    marks = _marks(drawn, sent.answers)
    attempt = QuizAttempt(
        reference=new_reference("Q"),
        trainee_id=target.enrolment.trainee_id,
        cohort_id=target.cohort.id,
        module_id=target.module.id,
        purpose=target.purpose,
        quiz=target.quiz,
        number=sent.number,
        curriculum_version=target.version.version,
        mark=mark_of(one.share for one in marks),
        answered_at=answered,
        received_at=now,
        received_late=target.opening.state(now) is OpeningState.CLOSED,
        client_uuid=sent.client_uuid,
    )
    answers = [QuizAnswer(**values) for values in answer_values(drawn, sent.answers, marks)]
    return _keep(session, principal, attempt, answers)


def _checked_draw(target: QuizTarget, sent: Sent, key: str) -> DrawnAttempt:
    check_number(sent.number, target.taken)
    if target.left == 0:
        raise NotAllowed(NO_ATTEMPT_LEFT)
    drawn = draw_for(target, sent.number, key)
    same = (drawn.fingerprint, target.version.version) == (sent.fingerprint, sent.version)
    if not drawn.items or not same or set(sent.answers) - {one.code for _, one in drawn.items}:
        raise InvalidInput(OTHER_PAGE)
    return drawn


def _marks(drawn: DrawnAttempt, answers: Mapping[str, Answer | None]) -> list[Mark]:
    try:
        return [
            mark_answer(question, answers.get(one.code), one.quantities)
            for question, one in drawn.items
        ]
    except AnswerError as error:
        raise InvalidInput(OTHER_PAGE) from error


def answer_values(
    drawn: DrawnAttempt, answers: Mapping[str, Answer | None], marks: list[Mark]
) -> list[dict[str, Any]]:
    """Give what is kept of each question of an attempt, by column, in the order of the page."""
    return [
        {
            "question": one.code,
            "position": position,
            "drawn": write_draw(one),
            "answer": write_answer(answers.get(one.code)),
            "share": round(Decimal(mark.share.numerator) / mark.share.denominator, DECIMAL_SCALE),
            "verdict": mark.verdict,
        }
        for position, ((_, one), mark) in enumerate(zip(drawn.items, marks, strict=True))
    ]


def _keep(
    session: Session, principal: Principal, attempt: QuizAttempt, answers: list[QuizAnswer]
) -> QuizAttempt:
    try:
        with session.begin_nested():
            session.add(attempt)
            session.flush()
            for one in answers:
                one.attempt_id = attempt.id
            session.add_all(answers)
            audit.record(session, principal.name, "quiz.attempt", attempt)
    except IntegrityError as error:
        # Another copy, or another telephone, was quicker.
        known = attempt_sent_before(session, principal, attempt.client_uuid or "")
        if known is None:
            raise NotAllowed(ANSWERED_ALREADY) from error
        return known
    return attempt


def decide_window(
    session: Session, principal: Principal, cohort: Cohort, module: Module, opening: Opening, *,
    now: datetime,
) -> QuizWindow:  # fmt: skip
    """Decide from when to when a cohort may take the quiz of a module; later decisions prevail.

    A limit that is nothing is the cohort's own. Raises `InvalidInput` for an end before the
    beginning, and `NotAllowed` for whoever may not decide.
    """
    if cohort.school_id not in principal.school_ids(Permission.OPEN_QUIZZES):
        raise NotAllowed(mark("Seule l’école de la promotion décide de l’ouverture du quiz."))
    if opening.opens_at and opening.closes_at and opening.closes_at < opening.opens_at:
        raise InvalidInput(WRONG_ORDER, "closes_at")
    window = QuizWindow(
        reference=new_reference("W"),
        cohort_id=cohort.id,
        module_id=module.id,
        opens_at=opening.opens_at,
        closes_at=opening.closes_at,
        decided_at=now,
        decided_by=principal.name,
    )
    session.add(window)
    audit.record(session, principal.name, "quiz.window", window)
    return window


def close_now(
    session: Session, principal: Principal, cohort: Cohort, module: Module,
    window: QuizWindow | None, *, now: datetime,
) -> QuizWindow:  # fmt: skip
    """Close a quiz at once; what was answered before is still taken.

    An opening to come is given up: it would lie after the end.
    """
    opens_at = window.opens_at if window else None
    if opens_at is not None and opens_at > now:
        opens_at = None
    return decide_window(session, principal, cohort, module, Opening(opens_at, now), now=now)
