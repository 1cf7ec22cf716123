"""People who left a school eight months ago, for the tests of the follow-up."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.cohorts.models import Enrolment
from school.hiring.indicators.options import Options
from school.hiring.indicators.report import Scope, hiring_report
from school.hiring.rules import Evidence
from tests.factories.careers import LEFT_ON, Careers
from tests.factories.records import make_cohort

PRESENT = date(2026, 3, 2)
NOON = "2026-03-02 12:00+00:00"


def careers_at(
    session: Session, school: School, reference: str = "C-1", left_on: date = LEFT_ON
) -> Careers:
    """Make a cohort that everybody leaves on one day."""
    started = left_on - timedelta(days=240)
    cohort = make_cohort(session, school, reference=reference, starts_on=started, ends_on=left_on)
    return Careers(session, cohort, left_on)


def somebody(session: Session, school: School) -> Enrolment:
    """Make somebody certified eight months ago, of whom nothing is known."""
    (one,) = careers_at(session, school).certified()
    one.trainee.email, one.trainee.phone = "aicha@example.test", "+2290197000001"
    session.commit()
    return one


def hired(session: Session, school: School, evidence: Evidence, known_on: date) -> tuple[int, int]:
    """Give the numerator and the denominator of the school's hiring rate at six months."""
    session.rollback()
    options = Options(as_of=known_on, known_on=known_on, evidence=evidence)
    rate = hiring_report(session, Scope(frozenset({school.id})), options).total.figures.hire_rate
    return rate.numerator, rate.denominator
