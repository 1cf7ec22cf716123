"""People are forgotten two years after their last day; their hours are not."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.clauses.models import IntegrationHours, Participant
from school.clauses.people.forgetting import forget
from school.clauses.people.models import EligibilityPaper
from school.clauses.people.rules import FORGOTTEN
from tests.factories.clause_hours import make_eligibility, make_engagement, make_paper
from tests.factories.clauses import make_contract, make_hours, make_participant


def test_only_those_without_a_late_day_are_forgotten(session: Session) -> None:
    """Work, eligibility and a first day each keep a name; papers go with it, hours stay."""
    contract = make_contract(session)
    over = make_participant(session, family_name="Over")
    make_eligibility(session, over, eligible_from=date(2023, 1, 1), months=24)
    make_hours(session, contract, over, worked_on=date(2024, 12, 1))
    make_paper(session, over)
    working = make_participant(session, family_name="Working")
    make_hours(session, contract, working, worked_on=date(2025, 1, 2))
    eligible = make_participant(session, family_name="Eligible")
    make_eligibility(session, eligible, eligible_from=date(2020, 1, 1), months=None)
    engaged = make_participant(session, family_name="Engaged")
    make_engagement(session, contract, engaged, since=date(2025, 1, 2))
    make_participant(session, family_name="Unknown")
    session.flush()
    assert forget(session, "cron", date(2027, 1, 1)) == 0
    assert forget(session, "cron", date(2027, 1, 2)) == 1
    assert forget(session, "cron", date(2027, 1, 2)) == 0
    session.expire_all()
    names = set(session.scalars(select(Participant.family_name)))
    assert names == {FORGOTTEN, "Working", "Eligible", "Engaged", "Unknown"}
    assert session.scalars(select(EligibilityPaper)).all() == []
    assert session.scalar(select(func.count()).select_from(IntegrationHours)) == 2
