"""What can be done with people: have them apply, and correct what is stated of them."""

from dataclasses import fields
from datetime import date

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.contacts import checked_email, checked_phone
from school.cohorts.cohort_queries import period_of
from school.cohorts.enrolment_rules import check_dates
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.cohorts.person_rules import LikelyDouble, PersonDetails, check_birth
from school.cohorts.rules import EnrolmentDates
from school.core import audit
from school.core.errors import NeedsConfirmation, mark
from school.core.references import new_reference
from school.core.versions import check_version


def apply_newcomer(
    session: Session,
    principal: Principal,
    cohort: Cohort,
    details: PersonDetails,
    applied_on: date,
    *,
    today: date,
    doubles: list[LikelyDouble],
    confirmed: bool = False,
) -> Trainee:
    """Record the application of somebody new to a cohort.

    `doubles` are those who may be that very person (`trainee_queries.likely_doubles`): with any,
    raises `NeedsConfirmation` unless confirmed. Raises `InvalidInput` for dates to come and for
    a number or an address that is not one.
    """
    check_birth(details.born_on, today)
    _check_application(cohort, applied_on, today)
    _ask_about_doubles(doubles, confirmed)
    trainee = Trainee(reference=new_reference("T"))
    _write(trainee, details)
    session.add(trainee)
    audit.record(session, principal.name, "trainee.register", trainee)
    _apply(session, principal, cohort, trainee, applied_on)
    return trainee


def apply_known(
    session: Session,
    principal: Principal,
    cohort: Cohort,
    trainee: Trainee,
    applied_on: date,
    *,
    today: date,
) -> Enrolment:
    """Record the application of somebody the school knows already.

    Who is in the cohort breaks the constraint `uq_enrolments_trainee_id`.
    """
    _check_application(cohort, applied_on, today)
    return _apply(session, principal, cohort, trainee, applied_on)


def revise_trainee(
    session: Session,
    principal: Principal,
    trainee: Trainee,
    details: PersonDetails,
    *,
    known_version: int | None,
    today: date,
    doubles: list[LikelyDouble],
    confirmed: bool = False,
) -> None:
    """Correct what is stated of a person.

    Raises `StaleRecord`, `InvalidInput`, and `NeedsConfirmation` when the name and birth date
    become those of somebody else.
    """
    check_version(trainee, known_version)
    check_birth(details.born_on, today)
    renamed = (trainee.family_name, trainee.given_names, trainee.born_on) != (
        details.family_name,
        details.given_names,
        details.born_on,
    )
    if renamed:
        _ask_about_doubles(doubles, confirmed)
    _write(trainee, details)
    audit.record(session, principal.name, "trainee.revise", trainee)


def _apply(
    session: Session, principal: Principal, cohort: Cohort, trainee: Trainee, applied_on: date
) -> Enrolment:
    enrolment = Enrolment(trainee_id=trainee.id, cohort_id=cohort.id, applied_on=applied_on)
    session.add(enrolment)
    audit.record(session, principal.name, "enrolment.applied", enrolment)
    return enrolment


def _write(trainee: Trainee, details: PersonDetails) -> None:
    phone = checked_phone(details.phone, trainee.phone)
    email = checked_email(details.email, trainee.email)
    for field in fields(details):
        setattr(trainee, field.name, getattr(details, field.name))
    trainee.phone = phone
    trainee.email = email


def _check_application(cohort: Cohort, applied_on: date, today: date) -> None:
    check_dates(EnrolmentDates(applied_on=applied_on), period_of(cohort), today)


def _ask_about_doubles(doubles: list[LikelyDouble], confirmed: bool) -> None:
    if doubles and not confirmed:
        raise NeedsConfirmation(
            mark("L’école connaît déjà quelqu’un de ce nom : est-ce la même personne ?"),
            "family_name",
        )
