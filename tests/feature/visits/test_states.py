"""Each step of a visit, from each state, by each person who signs in: what the rows say after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

import pytest
import time_machine
from sqlalchemy.orm import Session

from school.core.clock import today
from school.placements.models import Placement
from school.visits.rules import VisitState, may_move, state_of
from tests.factories.records import make_visit
from tests.support.people import People
from tests.support.placements import TODAY, own_placement

PLANNED_ON, LATE_ON, DAY = date(2026, 3, 20), date(2026, 3, 5), date(2026, 3, 11)
MADE: dict[VisitState, dict[str, object]] = {
    VisitState.PLANNED: {"planned_on": PLANNED_ON},
    VisitState.LATE: {"planned_on": LATE_ON},
    VisitState.DONE: {"planned_on": LATE_ON, "done_on": LATE_ON, "summary": "Vu."},
    VisitState.MISSED: {
        "planned_on": LATE_ON, "missed_on": LATE_ON, "missed_reason": "tutor_away",
    },
}  # fmt: skip
"""What a visit in each state is kept with."""

NEW_DAY = date(2026, 3, 25)


@dataclass(frozen=True)
class Step:
    """A step on screen: its page, what is typed, and the mark that it leaves."""

    page: str
    typed: dict[str, str]
    column: str
    value: object


STEPS = {
    VisitState.PLANNED: Step(
        "move", {"kind": "visit", "planned_on": NEW_DAY.isoformat()}, "planned_on", NEW_DAY
    ),
    VisitState.DONE: Step(
        "log",
        {"kind": "visit", "done_on": DAY.isoformat(), "summary": "Vu aujourd’hui."},
        "summary",
        "Vu aujourd’hui.",
    ),
    VisitState.MISSED: Step(
        "missed",
        {"missed_on": DAY.isoformat(), "missed_reason": "no_transport"},
        "missed_on",
        DAY,
    ),
}
STAFF = {"director", "trainer"}
OTHERS = {"foreign_director", "foreign_trainer", "apprentice", "enterprise", "ministry"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    return own_placement(people, session)


@pytest.mark.parametrize("who", sorted(STAFF | OTHERS))
def test_each_step_is_taken_by_the_staff_of_the_school_as_the_table_says(
    people: People, session: Session, placement: Placement, who: str
) -> None:
    client = people.client(who)
    for state, target in product(VisitState, STEPS):
        step = STEPS[target]
        visit = make_visit(
            session, placement, trainer=people.staff("trainer"), **MADE[state]
        )  # fmt: skip
        session.commit()
        assert state_of(visit.planned_on, visit.done_on, today(), visit.missed_on) is state
        typed = {**step.typed, "version": str(visit.version), "trainer": str(visit.trainer_id)}
        client.post(f"/visits/{visit.reference}/{step.page}", data={**typed, "confirmed": "y"})
        session.rollback()
        session.refresh(visit)
        wanted = who in STAFF and may_move(state, target)
        assert (getattr(visit, step.column) == step.value) is wanted, (state, target)
