"""A jury of the demo: the last cohort that was certified, its certificates, and one revoked."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.models import School, Staff
from school.accounts.rules import StaffRole
from school.certification.certificate_operations import Issuer, revoke
from school.certification.facts import standings_of
from school.certification.jury_rules import Outcome, Revocation, Ruling
from school.certification.models import Jury
from school.certification.operations import (
    JuryDetails,
    Subject,
    call_jury,
    certify_several,
    decide,
    standing_to,
)
from school.certification.queries import edition_of_decision, valid_certificates
from school.certification.rules import Standing
from school.certification.views.issuing import this_issuer
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.rules import EnrolmentState
from school.core.clock import today
from school.demo.story import COTONOU

PLACE = "Cotonou, Fidjrossè"
EXCEPTION = "Quelques heures manquent ; le tuteur et le formateur attestent le travail fait."
ADJOURNED = "Examen final à repasser : mesures incomplètes."
NOTE = "Nom mal écrit sur le papier ; un autre certificat suivra."


def hold_juries(session: Session, day: date) -> None:
    """Hold the jury of the last cohort of the first school that was certified.

    Who meets every condition is certified together; the others one by one, by exception with the
    reason written, or adjourned. Needs an application context for the key and the addresses.
    """
    cohort = _last_certified(session, day)
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
    certified = [one for one in people if one.dates.state is EnrolmentState.CERTIFIED]
    meeting = _meeting(session, cohort, certified)
    certify_several(session, principal, jury, Subject(), meeting, issuer)
    for enrolment in people:
        state = enrolment.dates.state
        if enrolment.trainee.reference in meeting:
            continue
        if state is EnrolmentState.CERTIFIED:
            ruling = Ruling(Outcome.CERTIFIED, derogation=EXCEPTION)
        elif state is EnrolmentState.COMPLETED:
            ruling = Ruling(Outcome.ADJOURNED, ADJOURNED)
        else:
            continue
        decide(session, principal, jury, Subject(), enrolment, ruling, issuer)
    _replace_one(session, principal, jury, people, issuer)


def _meeting(session: Session, cohort: Cohort, people: Sequence[Enrolment]) -> set[str]:
    """Name those who meet every condition of the path."""
    standings = standings_of(session, cohort, [one.trainee_id for one in people], today())
    return {
        one.trainee.reference
        for one in people
        if standing_to(standings, one.trainee_id, Subject(), frozenset()) is Standing.MET
    }


def _last_certified(session: Session, day: date) -> Cohort | None:
    query = (
        select(Cohort)
        .join(School, School.id == Cohort.school_id)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(School.reference == COTONOU.reference, Enrolment.certified_on <= day)
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
    meets = bool(_meeting(session, jury.cohort, [enrolment]))
    ruling = Ruling(Outcome.CERTIFIED, derogation=None if meets else EXCEPTION)
    known = edition_of_decision(session, jury, enrolment.trainee_id, None)
    decide(session, principal, jury, Subject(), enrolment, ruling, issuer, known=known)
