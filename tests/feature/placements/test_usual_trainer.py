"""Who trains a cohort most: what is cancelled and what nobody holds counts for nobody."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from school.placements.agreements.draft_queries import usual_trainer
from tests.factories.records import make_cohort, make_enrolment, make_placement, make_staff
from tests.factories.timetable import make_session

MONDAY = date(2026, 3, 9)


def test_the_usual_trainer_holds_most_half_days(session: Session) -> None:
    cohort = make_cohort(session)
    placement = make_placement(session, make_enrolment(session, cohort))
    trainer, other = (make_staff(session, school=cohort.school) for _ in range(2))
    assert usual_trainer(session, placement) is None
    days = (MONDAY + timedelta(days=number) for number in range(20))
    for _ in range(3):
        make_session(session, cohort, date=next(days), trainer=None)
    assert usual_trainer(session, placement) is None
    for _ in range(2):
        cancelled = {"cancelled_on": MONDAY, "cancel_reason": "Pluie"}
        make_session(session, cohort, date=next(days), trainer=other, **cancelled)
    make_session(session, cohort, date=next(days), trainer=trainer)
    assert usual_trainer(session, placement) == trainer.id
    for _ in range(2):
        make_session(session, cohort, date=next(days), trainer=other)
    assert usual_trainer(session, placement) == other.id
