"""Each step of a consultation, in each state and by each person who signs in."""

from itertools import product

import pytest
from sqlalchemy.orm import Session

from school.core.clock import today
from school.enterprises.consultations.rules import ConsultationState, Step
from tests.factories import records
from tests.factories.consultations import make_consultation
from tests.support.people import People

DIRECTOR = "director"
S = ConsultationState
ALLOWED = {
    (S.DRAFT, Step.OPEN): S.OPEN,
    (S.OPEN, Step.CLOSE): S.CLOSED,
    (S.CLOSED, Step.SEND_BACK): S.RETURNED,
    (S.RETURNED, Step.SEND_BACK): S.RETURNED,
}
"""Written here by hand, as what was wanted of a director; nothing else is allowed to anybody."""


@pytest.fixture(params=["sqlite"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Who may come to a page is the same on either database."""
    name: str = request.param
    return name


@pytest.mark.parametrize(
    "who", [DIRECTOR, "apprentice", "trainer", "enterprise", "ministry", "foreign_director"]
)
def test_each_step_is_taken_by_whom_it_is_as_the_table_says(
    people: People, session: Session, who: str
) -> None:
    records.make_enterprise(session, people.school, email="contact@a.example")
    client = people.client(who)
    for number, (state, step) in enumerate(product(S, Step)):
        days = {"made_on": today(), "opened_on": None if state is S.DRAFT else today()}
        days["closed_on"] = today() if state in {S.CLOSED, S.RETURNED} else None
        days["returned_on"] = today() if state is S.RETURNED else None
        year = today().year + number
        found = make_consultation(session, people.school, state=state, year=year, **days)
        session.commit()
        page = f"/consultations/{found.reference}"
        decided = {"verdict": "keep", "reason": "Bien", "version": "0"}
        decided |= {"decided_on": today().isoformat()}
        decision = f"{page}/items/{found.items[0].reference}/decision"
        client.post(decision, data=decided)
        client.post(f"{page}/move", data={"step": step.value, "confirmed": "y"})
        session.rollback()
        session.refresh(found)
        after = ALLOWED.get((state, step), state) if who == DIRECTOR else state
        assert found.state is after, (state, step)
        said = client.get(page).text
        assert ("Bien" in said) == (who == DIRECTOR and state in {S.CLOSED, S.RETURNED}), state
