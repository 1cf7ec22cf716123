"""Each step about the end of a placement, in each state and by each person who signs in."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
import time_machine
from sqlalchemy.orm import Session

from school.placements.ends import queries
from school.placements.ends.rules import EndAction, EndParty, EndState
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories.ends import make_end
from tests.support.people import People
from tests.support.placements import TODAY, own_placement

LONG_AGO = date(2026, 2, 19)
"""More than a fortnight before `TODAY`: the school may close an end left without answer."""

DIRECTOR, APPRENTICE = "director", "apprentice"
ALLOWED = {
    (EndState.DECLARED, EndAction.AGREE, APPRENTICE),
    (EndState.UNANSWERED, EndAction.AGREE, APPRENTICE),
    (EndState.DECLARED, EndAction.CONTEST, APPRENTICE),
    (EndState.UNANSWERED, EndAction.CONTEST, APPRENTICE),
    (EndState.CONTESTED, EndAction.UPHOLD, DIRECTOR),
    (EndState.DECLARED, EndAction.CLOSE, DIRECTOR),
    *((state, EndAction.CORRECT, DIRECTOR) for state in EndState),
    *((state, EndAction.PLAN, DIRECTOR) for state in EndState),
}
"""Written here by hand, as what was wanted; nothing else is allowed to anybody."""

TYPED = {
    "comment": "En quelques mots",
    "outcome": "partly",
    "missed_hours": "7",
    "next_step": "centre",
}


@pytest.fixture(params=["sqlite"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Who may come to a page is the same on either database."""
    name: str = request.param
    return name


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    found = own_placement(people, session, status=PlacementStatus.COMPLETED)
    found.ended_on = date(2026, 3, 9)
    session.commit()
    return found


@pytest.mark.parametrize(
    "who",
    [DIRECTOR, APPRENTICE, "trainer", "enterprise", "ministry", "foreign_director"],
)
def test_each_step_is_taken_by_whom_it_is_as_the_table_says(
    people: People, session: Session, placement: Placement, who: str
) -> None:
    client = people.client(who)
    address = f"/placements/{placement.reference}/end/step"
    states = EndState if who in {DIRECTOR, APPRENTICE} else (EndState.DECLARED, EndState.CONTESTED)
    for state, action in product(states, EndAction):
        end = make_end(
            session, placement, state=state, state_since=LONG_AGO, action=EndAction.DECLARE,
            party=EndParty.SCHOOL, comment=None,
        )  # fmt: skip
        session.commit()
        client.post(address, data={**TYPED, "action": action.value})
        session.rollback()
        lines = queries.history_of(session, placement)
        said = [one.action for one in lines if one.id != end.id]
        assert said == ([action] if (state, action, who) in ALLOWED else []), (state, action)
        for one in lines:
            session.delete(one)
        session.commit()
