"""What can be done with cohorts and with people's ways through them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts import cohort_queries
from school.cohorts.cohort_queries import period_of
from school.cohorts.enrolment_rules import (
    advance,
    check_dates,
    check_reason,
    check_step_day,
    missing_places,
)
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.rules import EnrolmentDates, EnrolmentState
from school.cohorts.version_operations import newest_version
from school.core import audit
from school.core.errors import InvalidInput, NeedsConfirmation, NotAllowed, mark
from school.core.versions import check_version


@dataclass(frozen=True)
class CohortDetails:
    """What somebody states of a cohort, besides its code, which never changes."""

    path_id: int
    name: str
    starts_on: date
    ends_on: date | None = None
    capacity: int | None = None


def open_cohort(
    session: Session, principal: Principal, school_id: int, code: str, details: CohortDetails
) -> Cohort:
    """Open a cohort in a school where one manages them, on the newest version of its path.

    Raises `InvalidInput` for an end before the start; a code that is taken breaks the
    constraint `uq_cohorts_reference`.
    """
    if school_id not in principal.school_ids(Permission.MANAGE_COHORTS):
        raise NotAllowed(mark("Cette école n’est pas de celles que vous dirigez."), "school")
    version = newest_version(session, details.path_id)
    cohort = Cohort(reference=code, school_id=school_id, curriculum_version_id=version)
    _write(cohort, details)
    session.add(cohort)
    audit.record(session, principal.name, "cohort.open", cohort)
    return cohort


def revise_cohort(
    session: Session,
    principal: Principal,
    cohort: Cohort,
    details: CohortDetails,
    known_version: int | None,
) -> None:
    """Correct what is stated of a cohort; raises `StaleRecord` or `InvalidInput`.

    On another path it follows that path's newest version.
    """
    check_version(cohort, known_version)
    if cohort.path_id != details.path_id:
        cohort.curriculum_version_id = newest_version(session, details.path_id)
    _write(cohort, details)
    audit.record(session, principal.name, "cohort.revise", cohort)


def take_step(
    session: Session,
    principal: Principal,
    cohort: Cohort,
    target: EnrolmentState,
    references: Collection[str],
    *,
    day: date,
    today: date,
    confirmed: bool = False,
) -> Sequence[Enrolment]:
    """Bring several people of a cohort to their next state, all of them or nobody.

    Raises `NotAllowed` when one of them cannot take the step any more, `InvalidInput` for a
    date that does not agree with the others of one of them, `NeedsConfirmation` when an
    admission goes past the capacity.
    """
    waiting = cohort_queries.waiting_for(session, cohort, target)
    chosen = [one for one in waiting if one.trainee.reference in references]
    if len(chosen) != len(set(references)):
        raise NotAllowed(mark("Une de ces personnes n’en est plus là : rechargez la page."))
    if target is EnrolmentState.ENROLLED and not confirmed:
        _ask_about_capacity(session, cohort, len(chosen))
    check_step_day(target, day, period_of(cohort), today)
    for enrolment in chosen:
        write_dates(enrolment, _dates_after(enrolment, target, day, today))
        audit.record(session, principal.name, f"enrolment.{target.value}", enrolment)
    return chosen


def revise_enrolment(
    session: Session,
    principal: Principal,
    enrolment: Enrolment,
    dates: EnrolmentDates,
    reason: str | None,
    *,
    known_version: int | None,
    today: date,
) -> None:
    """Write the dates of a person's way through a cohort: withdrawal, end, certificate, or a fix.

    Raises `StaleRecord`, or `InvalidInput` on the field whose date cannot be.
    """
    check_version(enrolment, known_version)
    check_dates(dates, period_of(enrolment.cohort), today)
    check_reason(dates, reason)
    write_dates(enrolment, dates)
    enrolment.withdrawal_reason = reason if dates.withdrawn_on else None
    audit.record(session, principal.name, "enrolment.revise", enrolment)


def write_dates(enrolment: Enrolment, dates: EnrolmentDates) -> None:
    """Put the dates of the rules into the record."""
    enrolment.applied_on = dates.applied_on
    enrolment.enrolled_on = dates.enrolled_on
    enrolment.withdrawn_on = dates.withdrawn_on
    enrolment.completed_on = dates.completed_on
    enrolment.certified_on = dates.certified_on


def _dates_after(
    enrolment: Enrolment, target: EnrolmentState, day: date, today: date
) -> EnrolmentDates:
    dates = advance(enrolment.dates, target, day)
    try:
        check_dates(dates, period_of(enrolment.cohort), today)
    except InvalidInput as refusal:
        raise InvalidInput(
            mark("Cette date ne va pas avec celles que porte déjà la fiche : %(name)s."),
            "day",
            {"name": enrolment.trainee.full_name},
        ) from refusal
    return dates


def _write(cohort: Cohort, details: CohortDetails) -> None:
    if details.ends_on is not None and details.ends_on < details.starts_on:
        raise InvalidInput(mark("La fin ne peut pas précéder le début."), "ends_on")
    cohort.path_id = details.path_id
    cohort.name = details.name
    cohort.starts_on = details.starts_on
    cohort.ends_on = details.ends_on
    cohort.capacity = details.capacity


def _ask_about_capacity(session: Session, cohort: Cohort, wanted: int) -> None:
    taken = cohort_queries.counts_of(session, [cohort.id])
    places = taken[cohort.id].places if cohort.id in taken else 0
    lacking = missing_places(cohort.capacity, places, wanted)
    if lacking:
        raise NeedsConfirmation(
            mark(
                "La promotion compte %(capacity)s places, dont %(taken)s prises : il en manque "
                "%(lacking)s. Admettre quand même ?"
            ),
            "people",
            {"capacity": cohort.capacity, "taken": places, "lacking": lacking},
        )
