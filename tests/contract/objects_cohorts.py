"""Whose is what on pages of cohorts, what their people learn, and what they are certified for."""

from sqlalchemy.orm import Session

from school.accounts.models import School
from tests.contract.objects_common import (
    Maker,
    Values,
    enrolled,
    of_cohort,
    of_live_placement,
    of_school,
    of_trainee,
)
from tests.factories import records
from tests.factories.certification import make_certificate, make_jury
from tests.factories.quizzes import make_attempt
from tests.factories.timetable import make_session


def _person_of_cohort(session: Session, school: School) -> Values:
    enrolment = enrolled(session, school)
    return {"reference": enrolment.cohort.reference, "trainee": enrolment.trainee.reference}


def _session(session: Session, school: School) -> Values:
    held = make_session(session, records.make_cohort(session, school))
    return {"reference": held.reference}


def _module_of_person(session: Session, school: School) -> Values:
    return {**of_trainee(session, school), "module": "F0"}


def _known_person(session: Session, school: School) -> Values:
    enrolment = enrolled(session, school)
    other = records.make_cohort(session, school)
    return {"reference": other.reference, "trainee": enrolment.trainee.reference}


def _module_of_cohort(session: Session, school: School) -> Values:
    return {**of_cohort(session, school), "module": "F0"}


def _quiz_attempt(session: Session, school: School) -> Values:
    return {"reference": make_attempt(session, enrolled(session, school)).reference}


def _jury(session: Session, school: School) -> Values:
    return {"reference": make_jury(session, records.make_cohort(session, school)).reference}


def _judged(session: Session, school: School) -> Values:
    enrolment = enrolled(session, school)
    jury = make_jury(session, enrolment.cohort)
    return {"reference": jury.reference, "trainee": enrolment.trainee.reference}


def _certificate(session: Session, school: School) -> Values:
    code = make_certificate(session, enrolled(session, school)).code
    return {"code": code, "name": "badge.jwt"}


OBJECTS: dict[str, Maker] = {
    "certification.certificate": _certificate,
    "certification.certificate_file": _certificate,
    "certification.certify": _jury,
    "certification.completion": of_cohort,
    "certification.decide": _judged,
    "certification.edit_jury": _jury,
    "certification.jury": _jury,
    "certification.minutes": _jury,
    "certification.new_jury": of_cohort,
    "certification.person": of_trainee,
    "certification.revoke": _certificate,
    "cohorts.admit": of_cohort,
    "cohorts.apply": of_cohort,
    "cohorts.apply_known": _known_person,
    "cohorts.attendance": of_cohort,
    "cohorts.cancel_session": _session,
    "cohorts.certify": of_cohort,
    "cohorts.change_version": of_cohort,
    "cohorts.complete": of_cohort,
    "cohorts.copy_week": of_cohort,
    "cohorts.days_off": of_school,
    "cohorts.edit": of_cohort,
    "cohorts.edit_plan": of_cohort,
    "cohorts.edit_session": _session,
    "cohorts.edit_trainee": of_trainee,
    "cohorts.enrolment": _person_of_cohort,
    "cohorts.forget_day": of_school,
    "cohorts.half_days": of_cohort,
    "cohorts.hours": of_cohort,
    "cohorts.new_series": of_cohort,
    "cohorts.new_session": of_cohort,
    "cohorts.person_hours": of_trainee,
    "cohorts.plan": of_cohort,
    "cohorts.show": of_cohort,
    "cohorts.sign_in_sheet": of_cohort,
    "cohorts.week": of_cohort,
    "competencies.ask_tutor": of_live_placement,
    "competencies.cohort": of_cohort,
    "competencies.livret": of_trainee,
    "competencies.livret_pdf": of_trainee,
    "competencies.rate": _module_of_person,
    "competencies.speak_as_tutor": of_live_placement,
    "quizzes.close": _module_of_cohort,
    "quizzes.cohort": of_cohort,
    "quizzes.result": _quiz_attempt,
    "quizzes.results": _module_of_cohort,
    "quizzes.statistics": _module_of_cohort,
    "quizzes.window": _module_of_cohort,
}
