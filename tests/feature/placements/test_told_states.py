"""Each step about an absence and an accident, in each state and by each person who signs in."""

from collections.abc import Iterator
from itertools import product

import pytest
import time_machine
from sqlalchemy.orm import Session

from school.placements.immersion.models import Absence, Accident
from school.placements.immersion.rules import AbsenceStatus, AccidentStatus, Care
from school.placements.models import Placement
from tests.factories.immersion import make_absence, make_accident
from tests.support.people import People
from tests.support.placements import TODAY, own_placement

DIRECTOR = "director"
EVERYBODY = (DIRECTOR, "apprentice", "trainer", "enterprise", "ministry", "foreign_director")
A, C = AbsenceStatus, AccidentStatus
SETTLED = {
    (A.DECLARED, A.EXCUSED),
    (A.UNEXCUSED, A.EXCUSED),
    (A.DECLARED, A.UNEXCUSED),
    (A.DECLARED, A.MISTAKE),
}
TAKEN_UP = {
    (C.REPORTED, Care.DOCTOR, "declare"),
    (C.REPORTED, Care.NONE, "declare"),
    (C.REPORTED, Care.NONE, "close"),
    (C.DECLARED, Care.DOCTOR, "close"),
    (C.DECLARED, Care.NONE, "close"),
}
"""Written here by hand, as what was wanted of a director; nothing else is allowed to anybody."""


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
    return own_placement(people, session)


def again(session: Session, row: Absence | Accident) -> str:
    """Read what became of a row, and take it away."""
    session.rollback()
    session.refresh(row)
    status = row.status.value
    session.delete(row)
    session.commit()
    return status


@pytest.mark.parametrize("who", EVERYBODY)
def test_an_absence_is_settled_by_whom_it_is_as_the_table_says(
    people: People, session: Session, placement: Placement, who: str
) -> None:
    client = people.client(who)
    for state, target in product(A, A):
        settled_on = None if state is A.DECLARED else placement.starts_on
        row = make_absence(session, placement, status=state, settled_on=settled_on)
        session.commit()
        data = {"target": target.value, "answer": "Vu", "version": str(row.version)}
        client.post(f"/absences/{row.reference}/settle", data=data)
        allowed = who == DIRECTOR and (state, target) in SETTLED
        assert again(session, row) == (target if allowed else state).value, (state, target)


@pytest.mark.parametrize("who", EVERYBODY)
def test_an_accident_is_taken_up_by_whom_it_is_as_the_table_says(
    people: People, session: Session, placement: Placement, who: str
) -> None:
    client, day = people.client(who), placement.starts_on
    assert day is not None
    for state, care, step in product(C, (Care.DOCTOR, Care.NONE), ("declare", "close")):
        declared = {"declared_on": day, "declared_to": "Caisse"} if state is not C.REPORTED else {}
        closed = {"closed_on": day, "measures": "Balisage"} if state is C.CLOSED else {}
        row = make_accident(session, placement, status=state, care=care, **declared, **closed)
        session.commit()
        data = {"declared_on": day.isoformat(), "declared_to": "Caisse", "measures": "Balisage"}
        data["version"] = str(row.version)
        client.post(f"/accidents/{row.reference}/{step}", data=data)
        allowed = who == DIRECTOR and (state, care, step) in TAKEN_UP
        target = C.DECLARED if step == "declare" else C.CLOSED
        assert again(session, row) == (target if allowed else state).value, (state, care, step)
