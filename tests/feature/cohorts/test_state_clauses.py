"""The states inside the database are those of the rules."""

from datetime import date
from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment
from school.cohorts.rules import EnrolmentState
from school.cohorts.state_clauses import OPEN_APPLICATION, STATES
from tests.factories.records import make_cohort, make_enrolment


def test_every_enrolment_is_in_the_state_that_the_rules_give(session: Session) -> None:
    cohort = make_cohort(session)
    day = date(2026, 3, 2)
    for enrolled, withdrawn, completed, certified in product((None, day), repeat=4):
        make_enrolment(
            session,
            cohort,
            enrolled_on=enrolled,
            withdrawn_on=withdrawn,
            completed_on=completed,
            certified_on=certified,
        )
    everybody = session.scalars(select(Enrolment)).all()
    assert len(everybody) == 16
    for state in EnrolmentState:
        found = set(session.scalars(select(Enrolment).where(STATES[state])))
        assert found == {one for one in everybody if one.dates.state is state}, state
    waiting = set(session.scalars(select(Enrolment).where(OPEN_APPLICATION)))
    assert waiting == {one for one in everybody if one.dates.is_open_application}
