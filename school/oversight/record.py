"""A person's whole record, gathered in a constant number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.core.errors import NotFound, mark
from school.oversight import queries
from school.oversight.queries import AfterTraining, Day
from school.placements.agreements.waiting_queries import WaitingAgreement
from school.placements.models import Placement
from school.practicals.models import Assessment
from school.practicals.progress import Progress, first_attempts_of, progress_of
from school.visits.models import Visit

NOBODY = mark("Cette personne n’existe pas.")


@dataclass(frozen=True)
class Record:
    """What is known of a person, from the application to work."""

    trainee: Trainee
    enrolments: Sequence[Enrolment]
    assessments: Sequence[Assessment]
    first_attempts: Progress | None
    placements: Sequence[Placement]
    visits: Sequence[Visit]
    agreements: Sequence[WaitingAgreement]
    ends: Mapping[Placement, date]
    days: Sequence[Day]
    after: Sequence[AfterTraining]

    @property
    def main_enrolment(self) -> Enrolment:
        """The enrolment that the page is about: the latest that was admitted, else the latest."""
        admitted = [one for one in self.enrolments if one.enrolled_on]
        return (admitted or list(self.enrolments))[0]


@dataclass(frozen=True)
class PersonProgress:
    """A person and their progress in practicals, nothing before the first attempt."""

    trainee: Trainee
    cohort: Cohort
    progress: Progress | None


def progress_page(
    session: Session, principal: Principal, reference: str, on: date
) -> PersonProgress:
    """Gather a person's progress; raises `NotFound` when the reader may not see the person."""
    enrolments = queries.enrolments(session, principal, Trainee.reference == reference)
    if not enrolments:
        raise NotFound(NOBODY)
    trainee = enrolments[0].trainee
    cohort_ids = [one.cohort_id for one in enrolments]
    assessments = queries.assessments(session, cohort_ids, trainee.id, on)
    progress = progress_of(session, assessments, cohort_ids, on)
    return PersonProgress(trainee, enrolments[0].cohort, progress)


def record_of(
    session: Session, principal: Principal, whose: ColumnElement[bool], on: date
) -> Record:
    """Gather a person's record; raises `NotFound` when the reader may not see the person."""
    enrolments = queries.enrolments(session, principal, whose)
    if not enrolments:
        raise NotFound(NOBODY)
    trainee = enrolments[0].trainee
    cohort_ids = [one.cohort_id for one in enrolments]
    found = queries.immersions(session, principal, trainee.id)
    placement_ids = [one.id for one in found.placements]
    assessments = queries.assessments(session, cohort_ids, trainee.id, on)
    return Record(
        trainee=trainee,
        enrolments=enrolments,
        assessments=assessments,
        first_attempts=first_attempts_of(assessments),
        placements=found.placements,
        visits=found.visits,
        agreements=found.agreements,
        ends=found.ends,
        days=queries.days(session, cohort_ids, trainee.id, placement_ids),
        after=queries.after_training(session, trainee.id, on),
    )
