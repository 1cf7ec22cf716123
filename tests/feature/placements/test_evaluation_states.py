"""Each step of an evaluation, in each state and by each person, against what was wanted."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.operations import PURPOSE
from school.placements.evaluations.rules import EvaluationState
from school.placements.models import Placement
from school.placements.operations_links import issue
from school.placements.rules import PlacementStatus
from tests.factories.evaluations import make_evaluation
from tests.support.people import People
from tests.support.placements import TODAY, own_placement

WORKED = {PlacementStatus.LIVE, PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF}
"""Written here a second time, by hand: only who has worked is evaluated."""

EVERYBODY = (
    "director", "trainer", "apprentice", "enterprise", "ministry", "foreign_director",
    "foreign_trainer",
)  # fmt: skip
BY_TUTOR = {
    "work": "4", "safety": "5", "presence": "4", "prepared": "4", "again": "yes",
    "job_answer": "no",
}  # fmt: skip
BY_APPRENTICE = {"safety": "5", "learnt": "4", "welcome": "5", "prepared": "4", "again": "yes"}
KEPT = {
    EvaluationState.HANDLED: {
        "handled_on": date(2026, 3, 9), "handled_by": "Direction", "handled_note": "Revu",
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    return own_placement(people, session)


def count(session: Session, kind: type[Evaluation] | type[SignedLink]) -> int:
    session.rollback()
    query = select(func.count()).select_from(kind)
    if kind is SignedLink:
        query = query.where(SignedLink.purpose == PURPOSE)
    return session.scalar(query) or 0


def enter(session: Session, placement: Placement, status: PlacementStatus) -> None:
    session.rollback()
    over = status not in {*WORKED, PlacementStatus.PROPOSED, PlacementStatus.CONFIRMED}
    ended = over or status in {PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF}
    placement.status, placement.ended_on = status, date(2026, 3, 10) if ended else None
    session.commit()


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_apprentice_alone_evaluates_and_the_director_alone_asks(
    people: People, session: Session, placement: Placement, who: str
) -> None:
    client, page = people.client(who), f"/placements/{placement.reference}"
    for status in PlacementStatus:
        enter(session, placement, status)
        given, asked = count(session, Evaluation), count(session, SignedLink)
        client.post(f"{page}/evaluate", data=BY_APPRENTICE)
        client.post(f"{page}/evaluations/ask")
        worked = status in WORKED
        assert count(session, Evaluation) - given == (worked and who == "apprentice"), status
        assert count(session, SignedLink) - asked == (worked and who == "director"), status


def test_a_tutor_evaluates_by_link_whom_they_have_seen_at_work(
    app: Flask, session: Session, placement: Placement
) -> None:
    for status in PlacementStatus:
        enter(session, placement, status)
        address = f"/link/evaluation/{issue(session, PURPOSE, placement)}"
        session.commit()
        given = count(session, Evaluation)
        for _ in range(2):
            app.test_client().post(address, data=BY_TUTOR)
        assert count(session, Evaluation) - given == (status in WORKED), status


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_low_mark_is_taken_up_by_the_staff_of_the_school_while_it_waits(
    people: People, session: Session, placement: Placement, who: str
) -> None:
    client = people.client(who)
    for state in EvaluationState:
        one = make_evaluation(session, placement, state=state, **KEPT.get(state, {}))
        session.commit()
        typed = {"version": str(one.version), "note": "Vu avec elle."}
        client.post(f"/evaluations/{one.reference}/handle", data=typed)
        session.rollback()
        session.refresh(one)
        taken_up = who in {"director", "trainer"} and state is EvaluationState.OPEN
        assert (one.handled_note == "Vu avec elle.") is taken_up, state
