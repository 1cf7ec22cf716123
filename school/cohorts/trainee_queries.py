"""Reads of the list of people, and of those who may be one and the same."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort, Enrolment, Trainee, sort_name
from school.cohorts.person_rules import LikelyDouble, PersonDetails, may_be_born_alike
from school.cohorts.policy import enrolment_visible_to, trainee_visible_to
from school.cohorts.queries import enrolments_of_all
from school.cohorts.rules import EnrolmentState, Sex
from school.cohorts.state_clauses import STATES
from school.core.paging import Slice, paginate
from school.core.text import fold

UNSTATED = "unstated"
"""Chooses those whose sex is not stated, in a filter."""


@dataclass(frozen=True)
class TraineeFilter:
    """Which people a list shows; what is empty does not choose."""

    text: str = ""
    cohort: str = ""
    state: EnrolmentState | None = None
    sex: str = ""

    @property
    def is_set(self) -> bool:
        """Tell whether anything chooses."""
        return bool(self.text or self.cohort or self.state or self.sex)


@dataclass(frozen=True)
class TraineeRow:
    """A person as a list shows them, with the enrolments that the reader may see."""

    trainee: Trainee
    enrolments: list[Enrolment]


def trainee_list(
    session: Session, principal: Principal, wanted: TraineeFilter, number: int
) -> Slice[TraineeRow]:
    """Read one page of the people somebody may see, by name, with their enrolments."""
    query = (
        select(Trainee)
        .where(trainee_visible_to(principal), *_clauses(principal, wanted))
        .order_by(Trainee.sort_name, Trainee.reference)
    )
    page = paginate(session, query, number)
    by_person: dict[int, list[Enrolment]] = {trainee.id: [] for trainee in page.items}
    for enrolment in enrolments_of_all(session, principal, by_person):
        by_person[enrolment.trainee_id].append(enrolment)
    rows = [TraineeRow(trainee, by_person[trainee.id]) for trainee in page.items]
    return Slice(rows, page.number, page.total, page.size)


def likely_doubles(
    session: Session, principal: Principal, details: PersonDetails, except_id: int | None = None
) -> list[LikelyDouble]:
    """List the people of one's schools who bear the same folded name and may be born the same day.

    Family and given names may stand in either order, as lists from elsewhere have them.
    """
    names = {
        sort_name(details.family_name, details.given_names),
        sort_name(details.given_names, details.family_name),
    }
    query = (
        select(Trainee)
        .where(
            trainee_visible_to(principal, Permission.MANAGE_TRAINEES),
            Trainee.sort_name.in_(sorted(names)),
        )
        .order_by(Trainee.sort_name, Trainee.reference)
    )
    found = [
        one
        for one in session.scalars(query)
        if one.id != except_id and may_be_born_alike(one.born_on, details.born_on)
    ]
    return _described(session, principal, found)


def _described(session: Session, principal: Principal, people: list[Trainee]) -> list[LikelyDouble]:
    if not people:
        return []
    cohorts: dict[int, list[str]] = {}
    for enrolment in enrolments_of_all(session, principal, [one.id for one in people]):
        cohorts.setdefault(enrolment.trainee_id, []).append(enrolment.cohort.name)
    return [
        LikelyDouble(one.reference, one.full_name, one.born_on, ", ".join(cohorts.get(one.id, [])))
        for one in people
    ]


def _clauses(principal: Principal, wanted: TraineeFilter) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = [
        Trainee.sort_name.contains(word, autoescape=True) for word in fold(wanted.text).split()
    ]
    if wanted.sex == UNSTATED:
        clauses.append(Trainee.sex.is_(None))
    elif wanted.sex:
        clauses.append(Trainee.sex == Sex(wanted.sex))
    if wanted.cohort or wanted.state:
        clauses.append(_enrolled_as(principal, wanted))
    return clauses


def _enrolled_as(principal: Principal, wanted: TraineeFilter) -> ColumnElement[bool]:
    query = (
        select(Enrolment.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Enrolment.trainee_id == Trainee.id, enrolment_visible_to(principal))
    )
    if wanted.cohort:
        query = query.where(Cohort.reference == wanted.cohort)
    if wanted.state:
        query = query.where(STATES[wanted.state])
    return or_(exists(query))
