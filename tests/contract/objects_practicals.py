"""Whose is what on pages of practical work, at school and offline."""

from sqlalchemy.orm import Session

from school.accounts.models import School
from tests.contract.objects_common import Maker, Values, asked_cohort, enrolled, of_cohort
from tests.factories import records
from tests.factories.practicals import make_equipment, make_photo, make_sheet, make_trace
from tests.factories.readings import make_key


def _allowance(session: Session, school: School) -> Values:
    return {"reference": records.make_cohort(session, school).reference, "task": "PA-05"}


def _assessment(session: Session, school: School) -> Values:
    return {"reference": records.make_assessment(session, enrolled(session, school)).reference}


def _sheet(session: Session, school: School) -> Values:
    assessment = records.make_assessment(session, enrolled(session, school))
    return {"reference": make_sheet(session, assessment).reference}


def _photo(session: Session, school: School) -> Values:
    assessment = records.make_assessment(session, enrolled(session, school))
    return {"reference": make_photo(session, make_sheet(session, assessment)).reference}


def _trace(session: Session, school: School) -> Values:
    assessment = records.make_assessment(session, enrolled(session, school))
    return {"reference": make_trace(session, make_sheet(session, assessment)).reference}


def _equipment(session: Session, school: School) -> Values:
    return {"reference": make_equipment(session, school).reference}


def _key(session: Session, school: School) -> Values:
    return {"reference": make_key(session, school).reference}


def asked_task(session: Session, school: School) -> Values:
    return {**asked_cohort(session, school), "task": "PA-05"}


def asked_person(session: Session, school: School) -> Values:
    enrolment = enrolled(session, school)
    cohort, trainee = enrolment.cohort.reference, enrolment.trainee.reference
    return {"cohort": cohort, "task": "PA-05", "trainee": trainee}


OBJECTS: dict[str, Maker] = {
    "offline.tasks": of_cohort,
    "practicals.allowance": _allowance,
    "practicals.correct": _assessment,
    "practicals.edit_equipment": _equipment,
    "practicals.edit_key": _key,
    "practicals.figures": of_cohort,
    "practicals.grid": of_cohort,
    "practicals.key": _key,
    "practicals.key_paper": _key,
    "practicals.key_trace": _key,
    "practicals.photo": _photo,
    "practicals.sheet": _sheet,
    "practicals.sheet_file": _sheet,
    "practicals.show": _assessment,
    "practicals.trace_file": _trace,
}

QUERIES: list[tuple[str, Maker]] = [
    ("practicals.new", asked_cohort),
    ("practicals.new", asked_person),
    ("practicals.new", asked_task),
]
