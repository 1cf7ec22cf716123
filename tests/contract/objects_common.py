"""What makers of many features make."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.cohorts.models import Enrolment
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories import records

Values = dict[str, object]
Maker = Callable[[Session, School], Values]

MONDAY = date(2026, 3, 2)


def enrolled(session: Session, school: School) -> Enrolment:
    return records.make_enrolment(session, records.make_cohort(session, school))


def live_placement(session: Session, school: School) -> Placement:
    return records.make_placement(
        session, enrolled(session, school), status=PlacementStatus.LIVE, confirmed_on=MONDAY
    )


def of_school(session: Session, school: School) -> Values:
    return {"reference": school.reference}


def of_enterprise(session: Session, school: School) -> Values:
    return {"reference": records.make_enterprise(session, school).reference}


def of_cohort(session: Session, school: School) -> Values:
    return {"reference": records.make_cohort(session, school).reference}


def of_trainee(session: Session, school: School) -> Values:
    return {"reference": enrolled(session, school).trainee.reference}


def of_live_placement(session: Session, school: School) -> Values:
    return {"reference": live_placement(session, school).reference}


def asked_cohort(session: Session, school: School) -> Values:
    return {"cohort": records.make_cohort(session, school).reference}


def asked_trainee(session: Session, school: School) -> Values:
    return {"trainee": enrolled(session, school).trainee.reference}
