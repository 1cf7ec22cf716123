"""What was agreed at visits, and plans of contact, for tests."""

from typing import Any

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.placements.models import Placement
from school.visits.contact.models import AgreedAction, ContactPlan, ContactRules
from school.visits.models import Visit
from school.visits.rules import ActionOwner
from tests.factories.records import add, number


def make_agreed_action(session: Session, visit: Visit, **values: Any) -> AgreedAction:
    """Make something that the apprentice agreed to do, not yet done."""
    defaults = {
        "reference": f"AA-{number()}",
        "position": 1,
        "wording": "Ranger la nacelle chaque soir.",
        "owner": ActionOwner.APPRENTICE,
    }
    return add(session, AgreedAction(visit=visit, **{**defaults, **values}))


def make_contact_rules(session: Session, school: School, **values: Any) -> ContactRules:
    """Make the rules of a school: a week, then every three weeks, two visits."""
    defaults = {
        "first_within_days": 7,
        "every_days": 21,
        "midterm_visit": True,
        "final_visit": True,
        "director_after_days": 5,
    }
    return add(session, ContactRules(school=school, **{**defaults, **values}))


def make_contact_plan(session: Session, placement: Placement, **values: Any) -> ContactPlan:
    """Make the plan of a placement, which sets nothing unless told."""
    return add(session, ContactPlan(placement=placement, **values))
