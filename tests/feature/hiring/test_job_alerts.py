"""A job that somebody speaks of is somebody's turn until an offer, a hire or a « no »."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from sqlalchemy.orm import Session

from school.placements.ends.rules import EndState, NextStep
from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.rules import EvaluationState, JobAnswer
from school.placements.models import Placement
from tests.factories.ends import make_end
from tests.factories.evaluations import make_evaluation
from tests.factories.records import make_enterprise, make_hire, make_offer
from tests.support.people import People
from tests.support.placements import TODAY, placed

WAITS = "Emploi annoncé"
Act = Callable[[Session, Placement], object]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


@pytest.fixture
def said(people: People, session: Session) -> Evaluation:
    placement = placed(people, session, status="completed", ended_on=date(2026, 3, 6))
    return make_evaluation(
        session, placement, job_answer=JobAnswer.YES, state=EvaluationState.PLAIN
    )


def test_the_homes_name_it_until_the_school_notes_that_there_is_none(
    people: People, session: Session, said: Evaluation
) -> None:
    session.commit()
    for who in ("trainer", "director"):
        assert WAITS in people.client(who).get("/").text, who
    assert WAITS in people.client("trainer").get("/placements/alerts").text
    assert WAITS not in people.client("foreign_director").get("/placements/alerts").text
    trainer, address = people.client("trainer"), f"/evaluations/{said.reference}/no-job"
    assert people.client("foreign_trainer").post(address).status_code == 404
    for _ in range(2):
        assert trainer.post(address).status_code == 303
    session.rollback()
    session.refresh(said)
    assert said.no_job_on == date(2026, 3, 11)
    assert WAITS not in people.client("director").get("/").text
    assert "Pas d’offre" in trainer.get(f"/placements/{said.placement.reference}/evaluations").text


def test_no_job_can_be_refused_where_none_was_spoken_of(
    people: People, session: Session, said: Evaluation
) -> None:
    said.job_answer = JobAnswer.LATER
    session.commit()
    people.client("trainer").post(f"/evaluations/{said.reference}/no-job")
    session.rollback()
    session.refresh(said)
    assert said.no_job_on is None


def _offer(session: Session, placement: Placement) -> object:
    return make_offer(
        session, placement.trainee, enterprise=placement.enterprise, offered_on=date(2026, 3, 9)
    )


def _offer_of_another(session: Session, placement: Placement) -> object:
    other = make_enterprise(session)
    return make_offer(session, placement.trainee, enterprise=other, offered_on=date(2026, 3, 9))


def _hire(session: Session, placement: Placement) -> object:
    return make_hire(session, placement.trainee, starts_on=date(2026, 4, 1))


def _said_anew(session: Session, placement: Placement) -> object:
    return make_evaluation(session, placement, job_answer=JobAnswer.NO, state=EvaluationState.PLAIN)


@pytest.mark.parametrize(
    ("act", "waits"),
    [(_offer, False), (_hire, False), (_said_anew, False), (_offer_of_another, True)],
)
def test_what_came_of_it_ends_it(
    people: People, session: Session, said: Evaluation, act: Act, waits: bool
) -> None:
    act(session, said.placement)
    session.commit()
    assert (WAITS in people.client("trainer").get("/").text) == waits


@pytest.mark.parametrize("next_step", [NextStep.HIRED, NextStep.CENTRE])
def test_a_placement_that_ended_for_a_hire_waits_for_the_hire(
    people: People, session: Session, next_step: NextStep
) -> None:
    placement = placed(people, session, status="broken_off", ended_on=date(2026, 3, 6))
    make_end(session, placement, next_step=next_step, state=EndState.SETTLED)
    session.commit()
    director = people.client("director")
    assert ("Embauche à noter" in director.get("/").text) == (next_step is NextStep.HIRED)
    _hire(session, placement)
    session.commit()
    assert "Embauche à noter" not in director.get("/").text
