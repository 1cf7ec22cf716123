"""A jury of the demo: the last cohort that was certified, its certificates, and one revoked."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.models import School, Staff
from school.accounts.rules import StaffRole
from school.certification.certificate_operations import Issuer, revoke
from school.certification.jury_rules import Outcome, Revocation, Ruling
from school.certification.models import Jury
from school.certification.operations import JuryDetails, Subject, call_jury, decide
from school.certification.queries import edition_of_decision, valid_certificates
from school.certification.views.issuing import this_issuer
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.rules import EnrolmentState
from school.demo.story import COTONOU

PLACE = "Cotonou, Fidjrossè"
HISTORY = "Dossier papier présenté au jury : heures et questionnaire de l’ancien registre."
ADJOURNED = "Examen final à repasser : mesures incomplètes."
NOTE = "Nom mal écrit sur le papier ; un autre certificat suivra."


def hold_juries(session: Session, today: date) -> None:
    """Hold the jury of the last cohort of the first school that was certified.

    Its people began to train before quizzes were kept, so that each is certified by exception,
    with the reason written. Needs an application context for the key and the addresses.
    """
    cohort = _last_certified(session, today)
    if cohort is None:
        return
    staff = session.scalars(
        select(Staff).where(Staff.school_id == cohort.school_id).order_by(Staff.id)
    ).all()
    director = next(one for one in staff if one.role is StaffRole.DIRECTOR)
    principal = Principal(name=director.name, staff_id=director.id)
    people = session.scalars(
        select(Enrolment).where(Enrolment.cohort_id == cohort.id).order_by(Enrolment.id)
    ).all()
    held_on = max(one.certified_on for one in people if one.certified_on)
    members = [one.id for one in staff[:4]]
    details = JuryDetails(held_on, PLACE, members, director.id)
    jury, issuer = call_jury(session, principal, cohort, details), this_issuer()
    for enrolment in people:
        state = enrolment.dates.state
        if state is EnrolmentState.CERTIFIED:
            ruling = Ruling(Outcome.CERTIFIED, derogation=HISTORY)
        elif state is EnrolmentState.COMPLETED:
            ruling = Ruling(Outcome.ADJOURNED, ADJOURNED)
        else:
            continue
        decide(session, principal, jury, Subject(), enrolment, ruling, issuer)
    _replace_one(session, principal, jury, people, issuer)


def _last_certified(session: Session, today: date) -> Cohort | None:
    query = (
        select(Cohort)
        .join(School, School.id == Cohort.school_id)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(School.reference == COTONOU.reference, Enrolment.certified_on <= today)
        .order_by(Cohort.starts_on.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def _replace_one(
    session: Session, principal: Principal, jury: Jury, people: Sequence[Enrolment], issuer: Issuer
) -> None:
    """Revoke a certificate whose name was misspelt, and give another."""
    valid = valid_certificates(session, jury.cohort, [one.trainee_id for one in people])
    first = min(valid.values(), key=lambda one: one.id)
    enrolment = next(one for one in people if one.trainee_id == first.trainee_id)
    revoke(session, principal, first, Revocation.REPLACED, NOTE)
    ruling = Ruling(Outcome.CERTIFIED, derogation=HISTORY)
    known = edition_of_decision(session, jury, enrolment.trainee_id, None)
    decide(session, principal, jury, Subject(), enrolment, ruling, issuer, known=known)
