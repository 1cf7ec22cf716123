"""What may be done with quizzes: every refusal, exactly once, and what is kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.core.clock import now
from school.core.errors import DomainError, InvalidInput, NotAllowed, NotFound
from school.learning.answers import Chosen, Judged, Written
from school.learning.marking import Verdict
from school.learning.quizzes.models import QuizAnswer, QuizAttempt
from school.learning.quizzes.operations import (
    WRONG_ORDER,
    Sent,
    close_now,
    decide_window,
    draw_for,
    submit_attempt,
)
from school.learning.quizzes.queries import best_marks
from school.learning.quizzes.rules import (
    ANSWERED_ALREADY,
    IN_THE_FUTURE,
    NO_ATTEMPT_LEFT,
    NOT_YET,
    NOT_YET_THIS_ONE,
    TOO_LATE,
    Opening,
    Purpose,
)
from school.learning.quizzes.targets import QuizTarget, module_target, practice_target
from tests.factories.lessons import module_of, newest_version_id
from tests.factories.quizzes import make_attempt
from tests.factories.records import make_cohort, make_enrolment
from tests.support.people import People
from tests.support.quizzes import right_answer

KEY = "a secret of thirty-two characters"
HOUR = timedelta(hours=1)


@pytest.fixture
def enrolment(people: People, session: Session) -> Enrolment:
    """The apprentice in a cohort of the deployment path that runs now."""
    cohort = make_cohort(
        session, people.school, curriculum_version_id=newest_version_id(session), ends_on=None
    )
    trainee = session.get(Trainee, people.account("apprentice").trainee_id)
    return make_enrolment(session, cohort, trainee)


@pytest.fixture
def apprentice(people: People, enrolment: Enrolment) -> Principal:
    """The apprentice of the test."""
    return people.principal("apprentice")


def sent_for(target: QuizTarget, number: int = 1, uuid: str = "one") -> Sent:
    """Make what the page of an attempt sends when every answer is right."""
    drawn = draw_for(target, number, KEY)
    return Sent(
        number=number,
        version=target.version.version,
        fingerprint=drawn.fingerprint,
        answers={one.code: right_answer(question, one) for question, one in drawn.items},
        client_uuid=uuid,
        shown_at=now() - 3 * HOUR,
    )


def submitted(session: Session, principal: Principal, sent: Sent | None = None) -> QuizAttempt:
    """Submit an attempt at the quiz of the common core."""
    target = module_target(session, principal, "F0")
    return submit_attempt(session, principal, target, sent or sent_for(target), key=KEY, now=now())


def refused(attempt: Callable[[], object]) -> str:
    """Give the message of a refusal."""
    with pytest.raises(DomainError) as refusal:
        attempt()
    return refusal.value.message


def decide(
    session: Session, people: People, enrolment: Enrolment, *limits: datetime | None
) -> None:
    """Let a trainer decide when the quiz of the common core is open."""
    trainer = people.principal("trainer")
    module = module_of(session)
    decide_window(session, trainer, enrolment.cohort, module, Opening(*limits), now=now())


def test_all_of_an_attempt_is_kept(session: Session, apprentice: Principal) -> None:
    attempt = submitted(session, apprentice)
    assert (attempt.mark, attempt.number, attempt.received_late) == (Decimal(100), 1, False)
    answers = session.scalars(select(QuizAnswer)).all()
    assert {one.verdict for one in answers} == {Verdict.RIGHT}
    assert {one.share for one in answers} == {Decimal(1)}
    assert len(answers) == module_target(session, apprentice, "F0").size


def test_the_same_number_of_a_form_makes_one_attempt(
    session: Session, apprentice: Principal
) -> None:
    first = submitted(session, apprentice)
    target = module_target(session, apprentice, "F0")
    again = submitted(session, apprentice, sent_for(target))
    assert again.id == first.id
    assert session.scalar(select(func.count()).select_from(QuizAttempt)) == 1


def test_an_attempt_is_made_once_and_in_turn(session: Session, apprentice: Principal) -> None:
    target = module_target(session, apprentice, "F0")
    second = sent_for(target, number=2)
    assert refused(lambda: submitted(session, apprentice, second)) == NOT_YET_THIS_ONE
    submitted(session, apprentice)
    other = sent_for(target, uuid="other")
    assert refused(lambda: submitted(session, apprentice, other)) == ANSWERED_ALREADY
    # Two telephones that both read « attempt 1 » before either wrote: the database has the word.
    stale = replace(target, attempts=())

    def late() -> QuizAttempt:
        return submit_attempt(session, apprentice, stale, other, key=KEY, now=now())

    assert refused(late) == ANSWERED_ALREADY
    assert session.scalar(select(func.count()).select_from(QuizAttempt)) == 1


def test_no_more_attempts_than_the_module_allows(session: Session, apprentice: Principal) -> None:
    allowed = module_target(session, apprentice, "F0").rules.attempts
    for number in range(1, allowed + 1):
        target = module_target(session, apprentice, "F0")
        submitted(session, apprentice, sent_for(target, number, uuid=str(number)))
    more = sent_for(module_target(session, apprentice, "F0"), allowed + 1, uuid="more")
    assert refused(lambda: submitted(session, apprentice, more)) == NO_ATTEMPT_LEFT


def test_another_cohort_gives_its_attempts_again(
    people: People, session: Session, apprentice: Principal, enrolment: Enrolment
) -> None:
    earlier = make_cohort(session, people.school)
    before = make_enrolment(session, earlier, enrolment.trainee, enrolled_on=date(2024, 3, 4))
    make_attempt(session, before, number=1)
    target = module_target(session, apprentice, "F0")
    assert (target.taken, target.left) == (1, target.rules.attempts)
    assert target.cohort.id == enrolment.cohort_id
    assert submitted(session, apprentice, sent_for(target, 2)).cohort_id == enrolment.cohort_id


def test_practice_is_never_used_up(session: Session, apprentice: Principal) -> None:
    for number in range(1, 6):
        target = practice_target(session, apprentice, "F0-01")
        sent = sent_for(target, number, uuid=str(number))
        submit_attempt(session, apprentice, target, sent, key=KEY, now=now())
    assert best_marks(session, [apprentice.trainee_id or 0]) == {}


def test_what_was_answered_outside_of_the_window(
    people: People, session: Session, apprentice: Principal, enrolment: Enrolment
) -> None:
    decide(session, people, enrolment, now() + HOUR, None)
    assert refused(lambda: submitted(session, apprentice)) == NOT_YET
    decide(session, people, enrolment, None, now() - HOUR)
    assert refused(lambda: submitted(session, apprentice)) == TOO_LATE
    target = module_target(session, apprentice, "F0")
    early = replace(sent_for(target), answered_at=now() - 2 * HOUR)
    assert submitted(session, apprentice, early).received_late


def test_both_ends_of_a_window_are_inside(
    people: People, session: Session, apprentice: Principal, enrolment: Enrolment
) -> None:
    moment = now() - HOUR
    decide(session, people, enrolment, moment, moment)
    target = module_target(session, apprentice, "F0")
    sent = replace(sent_for(target), answered_at=moment)
    assert submitted(session, apprentice, sent).answered_at == moment


def test_a_clock_that_is_ahead(session: Session, apprentice: Principal) -> None:
    target = module_target(session, apprentice, "F0")
    ahead = replace(sent_for(target), answered_at=now() + HOUR)
    assert refused(lambda: submitted(session, apprentice, ahead)) == IN_THE_FUTURE
    little = replace(sent_for(target), answered_at=now() + timedelta(minutes=2))
    assert submitted(session, apprentice, little).answered_at <= now()


@pytest.mark.parametrize(
    "changes",
    [
        {"fingerprint": "other"},
        {"version": "1999.1"},
        {"answers": {"F0-Q99": Written("1")}},
    ],
)
def test_a_page_that_shows_something_else(
    session: Session, apprentice: Principal, changes: dict[str, Any]
) -> None:
    target = module_target(session, apprentice, "F0")
    with pytest.raises(InvalidInput):
        submitted(session, apprentice, replace(sent_for(target), **changes))
    assert session.scalar(select(func.count()).select_from(QuizAttempt)) == 0


def test_an_option_that_there_is_not(session: Session, apprentice: Principal) -> None:
    target = module_target(session, apprentice, "F0")
    sent = sent_for(target)
    chosen = next(code for code, one in sent.answers.items() if isinstance(one, Chosen))
    answers = {chosen: Chosen(frozenset({40}))}
    with pytest.raises(InvalidInput):
        submitted(session, apprentice, replace(sent, answers=answers))


def test_an_answer_of_another_kind(session: Session, apprentice: Principal) -> None:
    target = module_target(session, apprentice, "F0")
    sent = sent_for(target)
    written = next(code for code, one in sent.answers.items() if isinstance(one, Chosen))
    with pytest.raises(InvalidInput):
        submitted(session, apprentice, replace(sent, answers={written: Judged(right=True)}))


def test_who_has_no_quiz(people: People, session: Session, apprentice: Principal) -> None:
    with pytest.raises(NotFound):
        module_target(session, apprentice, "M2")
    with pytest.raises(NotFound):
        practice_target(session, apprentice, "M2-01")
    with pytest.raises(NotFound):
        module_target(session, people.principal("trainer"), "F0")
    target = module_target(session, apprentice, "F0")
    with pytest.raises(NotAllowed):
        submit_attempt(
            session, people.principal("trainer"), target, sent_for(target), key=KEY, now=now()
        )


def test_best_marks_of_many_at_once(people: People, session: Session, enrolment: Enrolment) -> None:
    other = make_enrolment(session, enrolment.cohort)
    for mark in (40, 70, 55):
        make_attempt(session, enrolment, mark=Decimal(mark))
    make_attempt(session, other, purpose=Purpose.PRACTICE, quiz="F0-01", mark=Decimal(90))
    module = module_of(session).id
    found = best_marks(session, [enrolment.trainee_id, other.trainee_id], [module])
    assert list(found) == [(enrolment.trainee_id, module)]
    best = found[enrolment.trainee_id, module]
    assert (best.mark, best.attempts) == (Decimal(70), 3)
    assert best_marks(session, [enrolment.trainee_id], [module + 1]) == {}


def test_a_quiz_is_closed_at_once(
    people: People, session: Session, apprentice: Principal, enrolment: Enrolment
) -> None:
    trainer = people.principal("trainer")
    window = close_now(
        session, trainer, enrolment.cohort, module_of(session), None, now=now() - HOUR
    )
    assert window.closes_at == now() - HOUR
    assert refused(lambda: submitted(session, apprentice)) == TOO_LATE


def test_who_decides_a_window(people: People, session: Session, enrolment: Enrolment) -> None:
    cohort: Cohort = enrolment.cohort
    for who in ("foreign_trainer", "apprentice"):
        with pytest.raises(NotAllowed):
            decide_window(
                session, people.principal(who), cohort, module_of(session), Opening(), now=now()
            )
    assert refused(lambda: decide(session, people, enrolment, now(), now() - HOUR)) == WRONG_ORDER


def test_a_page_of_an_attempt_writes_nothing_and_stays_the_same(
    session: Session, apprentice: Principal
) -> None:
    target = module_target(session, apprentice, "F0")
    first, again = (draw_for(target, 1, KEY) for _ in range(2))
    assert first == again
    assert first.fingerprint != draw_for(target, 2, KEY).fingerprint
    assert first.fingerprint != draw_for(target, 1, f"{KEY}.").fingerprint
