"""Small builders of records: each gives a valid one, and takes what a test cares about."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import School, Staff
from school.accounts.rules import StaffRole
from school.cohorts.models import Attendance, Cohort, Enrolment, Trainee
from school.cohorts.rules import AttendanceState, HalfDay, Sex
from school.core.database import Base
from school.curriculum.models import Path, PracticalTask
from school.enterprises.models import Enterprise, Partnership, Tutor
from school.hiring.models import FollowUp, Hire, HireCheck, Offer, Situation, SituationCheck
from school.hiring.rules import (
    AttemptOutcome,
    Channel,
    Contract,
    Decision,
    Evidence,
    SituationKind,
)
from school.placements.models import LogbookDay, Placement
from school.placements.rules import PlacementStatus
from school.practicals.models import Assessment, Measure
from school.practicals.rules import Verdict
from school.visits.models import Visit
from school.visits.rules import VisitKind

_numbers = count(1)


Thing = TypeVar("Thing", bound=Base)


def add(session: Session, thing: Thing) -> Thing:
    """Add a record and flush, so that it has its number."""
    session.add(thing)
    session.flush()
    return thing


def number() -> int:
    """Give a number that no other record of the test process bears."""
    return next(_numbers)


def make_school(session: Session, reference: str | None = None, **values: Any) -> School:
    """Make a school."""
    reference = reference or f"S{number()}"
    defaults = {"name": f"École {reference}", "country": "BJ", "department": "Littoral"}
    return add(session, School(reference=reference, **{**defaults, **values}))


def make_staff(
    session: Session,
    role: StaffRole = StaffRole.TRAINER,
    school: School | None = None,
    **values: Any,
) -> Staff:
    """Make a member of staff; of a new school unless one is given or the role is the ministry's."""
    if school is None and role is not StaffRole.MINISTRY:
        school = make_school(session)
    serial = number()
    defaults = {"email": f"{role.value}{serial}@example.test", "name": f"Personne {serial}"}
    return add(session, Staff(role=role, school=school, **{**defaults, **values}))


def make_enterprise(session: Session, school: School | None = None, **values: Any) -> Enterprise:
    """Make an enterprise, a partner of the school when one is given."""
    serial = number()
    defaults = {"reference": f"ENT-{serial}", "name": f"Entreprise {serial}"}
    enterprise = add(session, Enterprise(**{**defaults, **values}))
    if school is not None:
        add(session, Partnership(school_id=school.id, enterprise_id=enterprise.id))
    return enterprise


def make_tutor(session: Session, enterprise: Enterprise | None = None, **values: Any) -> Tutor:
    """Make a tutor, of a new enterprise unless one is given."""
    serial = number()
    enterprise = enterprise or make_enterprise(session)
    defaults = {
        "reference": f"TUT-{serial}",
        "name": f"Tuteur {serial}",
        "email": f"tuteur{serial}@example.test",
    }
    return add(session, Tutor(enterprise=enterprise, **{**defaults, **values}))


def path_of(session: Session, reference: str = "deployment") -> Path:
    """Find a training path of the curricula."""
    return session.scalars(select(Path).where(Path.reference == reference)).one()


def task_of(session: Session, reference: str = "PA-05") -> PracticalTask:
    """Find a practical task of the curricula."""
    return session.scalars(select(PracticalTask).where(PracticalTask.reference == reference)).one()


def make_cohort(session: Session, school: School | None = None, **values: Any) -> Cohort:
    """Make a cohort on the deployment path, of a new school unless one is given."""
    serial = number()
    defaults = {
        "reference": f"C-{serial}",
        "name": f"Promotion {serial}",
        "starts_on": date(2026, 1, 12),
        "ends_on": date(2026, 9, 11),
        "capacity": 24,
        "path": path_of(session),
    }
    return add(session, Cohort(school=school or make_school(session), **{**defaults, **values}))


def make_trainee(session: Session, **values: Any) -> Trainee:
    """Make a person."""
    serial = number()
    defaults = {
        "reference": f"T-{serial}",
        "family_name": f"Houngbédji{serial}",
        "given_names": "Aïcha",
        "sex": Sex.FEMALE,
        "born_on": date(2004, 5, 17),
    }
    return add(session, Trainee(**{**defaults, **values}))


def make_enrolment(
    session: Session, cohort: Cohort, trainee: Trainee | None = None, **values: Any
) -> Enrolment:
    """Enrol a person, new unless given, on the first day of the cohort."""
    defaults = {"applied_on": cohort.starts_on, "enrolled_on": cohort.starts_on}
    return add(
        session,
        Enrolment(
            cohort=cohort, trainee=trainee or make_trainee(session), **{**defaults, **values}
        ),
    )


def make_attendance(session: Session, enrolment: Enrolment, **values: Any) -> Attendance:
    """Note a half-day of presence."""
    defaults = {
        "date": enrolment.cohort.starts_on,
        "half_day": HalfDay.MORNING,
        "state": AttendanceState.PRESENT,
    }
    return add(
        session,
        Attendance(
            trainee_id=enrolment.trainee_id, cohort_id=enrolment.cohort_id, **{**defaults, **values}
        ),
    )


def make_assessment(session: Session, enrolment: Enrolment, **values: Any) -> Assessment:
    """Make an assessment of a fusion splice."""
    defaults = {
        "reference": f"A-{number()}",
        "task": task_of(session),
        "assessed_on": date(2026, 2, 20),
        "verdict": Verdict.ACQUIRED,
        "recorded_on": date(2026, 2, 20),
    }
    return add(
        session,
        Assessment(
            trainee_id=enrolment.trainee_id, cohort_id=enrolment.cohort_id, **{**defaults, **values}
        ),
    )


def make_measure(session: Session, assessment: Assessment, **values: Any) -> Measure:
    """Make one measure of an assessment."""
    defaults = {"reference": f"m{number()}", "value": Decimal("0.05"), "unit": "dB"}
    return add(
        session, Measure(assessment_reference=assessment.reference, **{**defaults, **values})
    )


def make_placement(session: Session, enrolment: Enrolment, **values: Any) -> Placement:
    """Make a placement proposed to a new enterprise and tutor unless they are given."""
    if "tutor" not in values and "enterprise" not in values:
        values["tutor"] = make_tutor(session)
    if "enterprise" not in values:
        values["enterprise"] = values["tutor"].enterprise
    defaults = {
        "reference": f"P-{number()}",
        "position": "Technicien de raccordement",
        "starts_on": date(2026, 3, 2),
        "ends_on": date(2026, 4, 24),
        "weekly_hours": Decimal(35),
        "status": PlacementStatus.PROPOSED,
        "proposed_on": date(2026, 2, 2),
    }
    return add(
        session,
        Placement(trainee=enrolment.trainee, cohort=enrolment.cohort, **{**defaults, **values}),
    )


def make_logbook_day(session: Session, placement: Placement, **values: Any) -> LogbookDay:
    """Make a day of the logbook, not validated."""
    defaults = {"date": date(2026, 3, 2), "hours": Decimal(7), "activities": "Tirage de câble"}
    return add(session, LogbookDay(placement=placement, **{**defaults, **values}))


def make_visit(session: Session, placement: Placement, **values: Any) -> Visit:
    """Make a visit that is planned and not yet made."""
    defaults = {
        "reference": f"V-{number()}",
        "kind": VisitKind.VISIT,
        "planned_on": date(2026, 3, 20),
    }
    return add(session, Visit(placement=placement, **{**defaults, **values}))


def make_offer(session: Session, trainee: Trainee, **values: Any) -> Offer:
    """Make a firm offer, not yet decided."""
    defaults = {
        "reference": f"O-{number()}",
        "offered_on": date(2026, 8, 3),
        "firm": True,
        "contract": Contract.OPEN_ENDED,
        "decision": Decision.PENDING,
        "recorded_on": date(2026, 8, 3),
    }
    return add(session, Offer(trainee=trainee, **{**defaults, **values}))


def make_hire(session: Session, trainee: Trainee, **values: Any) -> Hire:
    """Make a hire in the trade, confirmed by the employer."""
    defaults = {
        "reference": f"H-{number()}",
        "employer_name": "Delta Réseaux",
        "contract": Contract.OPEN_ENDED,
        "starts_on": date(2026, 10, 5),
        "in_trade": True,
        "evidence": Evidence.CONFIRMED,
        "contested": False,
        "recorded_on": date(2026, 10, 6),
    }
    return add(session, Hire(trainee=trainee, **{**defaults, **values}))


def make_situation(session: Session, trainee: Trainee, **values: Any) -> Situation:
    """Make a situation of seeking work, as the person declared it."""
    defaults = {
        "reference": f"X-{number()}",
        "situation": SituationKind.SEEKING,
        "observed_on": date(2026, 10, 5),
        "evidence": Evidence.DECLARED,
        "recorded_on": date(2026, 10, 5),
    }
    return add(session, Situation(trainee=trainee, **{**defaults, **values}))


def make_follow_up(session: Session, enrolment: Enrolment, **values: Any) -> FollowUp:
    """Make a call, six months after the training, that nobody answered."""
    defaults = {
        "reference": f"F-{number()}",
        "months": 6,
        "attempted_on": date(2026, 10, 5),
        "channel": Channel.CALL,
        "outcome": AttemptOutcome.NO_ANSWER,
    }
    return add(
        session,
        FollowUp(trainee=enrolment.trainee, cohort=enrolment.cohort, **{**defaults, **values}),
    )


def make_situation_check(session: Session, situation: Situation, **values: Any) -> SituationCheck:
    """Make a check of a situation whose document was asked for and not seen."""
    defaults = {"asked_on": date(2026, 10, 6)}
    row = SituationCheck(situation_reference=situation.reference, **{**defaults, **values})
    return add(session, row)


def make_hire_check(session: Session, hire: Hire, **values: Any) -> HireCheck:
    """Make a check of a hire that the employer was asked for and has not answered."""
    defaults = {
        "contact_name": "Codjo Ahouansou",
        "contact_email": "codjo@delta.test",
        "asked_on": date(2026, 10, 6),
    }
    return add(session, HireCheck(hire_reference=hire.reference, **{**defaults, **values}))
