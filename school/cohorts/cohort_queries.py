"""Reads of the lists of cohorts, and of a cohort's people and numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.enrolment_rules import TRANSITIONS, CohortPeriod
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.cohorts.policy import visible_to
from school.cohorts.rules import EnrolmentState, Sex
from school.cohorts.state_clauses import ADMITTED, OPEN_APPLICATION, STATES
from school.cohorts.trainee_queries import UNSTATED
from school.core.paging import Slice, paginate


class CohortView(StrEnum):
    """Which cohorts a list shows."""

    OPEN = "open"
    FINISHED = "finished"
    ALL = "all"


@dataclass(frozen=True)
class CohortCounts:
    """How many people of a cohort wait, hold a place, train, and finished."""

    applicants: int = 0
    places: int = 0
    training: int = 0
    completed: int = 0
    certified: int = 0
    women: int = 0
    men: int = 0


@dataclass(frozen=True)
class CohortRow:
    """A cohort as a list shows it."""

    cohort: Cohort
    period: CohortPeriod
    counts: CohortCounts


@dataclass(frozen=True)
class StageCount:
    """How many people reached a stage of a cohort, by sex."""

    women: int
    men: int
    unstated: int

    @property
    def total(self) -> int:
        """Everybody, whether the sex is stated or not."""
        return self.women + self.men + self.unstated

    @property
    def women_share(self) -> float | None:
        """F / (F + M), nothing when neither (INDICATORS §3)."""
        stated = self.women + self.men
        return self.women / stated if stated else None


@dataclass(frozen=True)
class CohortNumbers:
    """The stages of a cohort by sex, and since when applicants wait."""

    applied: StageCount
    admitted: StageCount
    withdrawn: StageCount
    completed: StageCount
    certified: StageCount
    waiting: StageCount
    training: StageCount
    to_certify: StageCount
    waiting_since: date | None

    @property
    def places(self) -> int:
        """The places that people hold: admitted, and not withdrawn."""
        return self.admitted.total - self.withdrawn.total


@dataclass(frozen=True)
class Wanted:
    """Which people of a cohort a list shows; what is empty does not choose.

    A stage is one of `STAGES`: it stays reached by those who went further.
    """

    state: EnrolmentState | None = None
    stage: str = ""
    sex: str = ""

    @property
    def is_count(self) -> bool:
        """Tell whether the people of one of the cohort's numbers are wanted."""
        return bool(self.stage or self.sex)


EVERYBODY = Wanted()


def period_of(cohort: Cohort) -> CohortPeriod:
    """Give the days of a cohort as the rules read them."""
    return CohortPeriod(cohort.starts_on, cohort.ends_on)


def cohort_list(
    session: Session, principal: Principal, view: CohortView, today: date, number: int
) -> Slice[CohortRow]:
    """Read one page of the cohorts a person may see, newest first, with their numbers."""
    query = (
        select(Cohort)
        .options(joinedload(Cohort.path), joinedload(Cohort.school))
        .where(visible_to(principal), _in_view(view, today))
        .order_by(Cohort.starts_on.desc(), Cohort.reference)
    )
    page = paginate(session, query, number)
    counts = counts_of(session, [cohort.id for cohort in page.items])
    rows = [
        CohortRow(cohort, period_of(cohort), counts.get(cohort.id, CohortCounts()))
        for cohort in page.items
    ]
    return Slice(rows, page.number, page.total, page.size)


def cohorts_to_choose(
    session: Session, principal: Principal, permission: Permission, number: int
) -> Slice[Cohort]:
    """Read one page of the cohorts for which a person holds a permission, newest first."""
    query = (
        select(Cohort)
        .where(visible_to(principal, permission))
        .order_by(Cohort.starts_on.desc(), Cohort.reference)
    )
    return paginate(session, query, number)


def counts_of(session: Session, cohort_ids: Iterable[int]) -> dict[int, CohortCounts]:
    """Count the people of several cohorts in one statement."""
    holds_place = ADMITTED & ~STATES[EnrolmentState.WITHDRAWN]
    query = (
        select(
            Enrolment.cohort_id,
            _count_if(OPEN_APPLICATION),
            _count_if(holds_place),
            _count_if(STATES[EnrolmentState.ENROLLED]),
            _count_if(STATES[EnrolmentState.COMPLETED]),
            _count_if(STATES[EnrolmentState.CERTIFIED]),
            _count_if(holds_place & (Trainee.sex == Sex.FEMALE)),
            _count_if(holds_place & (Trainee.sex == Sex.MALE)),
        )
        .join(Enrolment.trainee)
        .where(Enrolment.cohort_id.in_(sorted(cohort_ids)))
        .group_by(Enrolment.cohort_id)
    )
    return {row[0]: CohortCounts(*row[1:]) for row in session.execute(query)}


def numbers_of(session: Session, cohort: Cohort) -> CohortNumbers:
    """Count a cohort's people by stage and sex, in one statement.

    Who is certified counts as having completed (INDICATORS §1).
    """
    found = session.execute(_stage_counts(), {"cohort_id": cohort.id}).mappings()
    by_sex = {row["sex"]: row for row in found}
    counts = {
        name: StageCount(*(by_sex[sex][name] if sex in by_sex else 0 for sex in _SEXES))
        for name in STAGES
    }
    dates = [row["since"] for row in by_sex.values() if row["since"] is not None]
    return CohortNumbers(**counts, waiting_since=min(dates, default=None))


@cache
def _stage_counts() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Trainee.sex,
            func.min(case((OPEN_APPLICATION, Enrolment.applied_on))).label("since"),
            *(_count_if(clause).label(name) for name, clause in STAGES.items()),
        )
        .join(Enrolment.trainee)
        .where(Enrolment.cohort_id == bindparam("cohort_id"))
        .group_by(Trainee.sex)
    )


def people_of(session: Session, cohort: Cohort, wanted: Wanted, number: int) -> Slice[Enrolment]:
    """Read one page of a cohort's people, all of them, those in one state or of one number.

    Those in training come first, then those who finished, applicants, and who withdrew; by name.
    """
    query = (
        select(Enrolment)
        .join(Enrolment.trainee)
        .options(joinedload(Enrolment.trainee))
        .where(Enrolment.cohort_id == cohort.id, *_clauses(wanted))
        .order_by(_rank(), Trainee.sort_name, Trainee.reference)
    )
    return paginate(session, query, number)


def _clauses(wanted: Wanted) -> list[ColumnElement[bool]]:
    sexes = {UNSTATED: Trainee.sex.is_(None)} | {sex.value: Trainee.sex == sex for sex in Sex}
    chosen = (
        STATES[wanted.state] if wanted.state else None,
        STAGES.get(wanted.stage),
        sexes.get(wanted.sex),
    )
    return [clause for clause in chosen if clause is not None]


def waiting_for(session: Session, cohort: Cohort, target: EnrolmentState) -> Sequence[Enrolment]:
    """List the people of a cohort who may take a step, by name."""
    clauses = [STATES[state] for state in TRANSITIONS[target].from_states]
    still_open = OPEN_APPLICATION if target is EnrolmentState.ENROLLED else true()
    query = (
        select(Enrolment)
        .join(Enrolment.trainee)
        .options(joinedload(Enrolment.trainee))
        .where(Enrolment.cohort_id == cohort.id, or_(*clauses), still_open)
        .order_by(Trainee.sort_name, Trainee.reference)
    )
    return session.scalars(query).all()


_SEXES = (Sex.FEMALE, Sex.MALE, None)
_TO_CERTIFY = STATES[EnrolmentState.COMPLETED]
_CERTIFIED = STATES[EnrolmentState.CERTIFIED]
STAGES: dict[str, ColumnElement[bool]] = {
    "applied": true(),
    "admitted": ADMITTED,
    "withdrawn": STATES[EnrolmentState.WITHDRAWN],
    "completed": or_(_TO_CERTIFY, _CERTIFIED),
    "certified": _CERTIFIED,
    "waiting": OPEN_APPLICATION,
    "training": STATES[EnrolmentState.ENROLLED],
    "to_certify": _TO_CERTIFY,
}


def _in_view(view: CohortView, today: date) -> ColumnElement[bool]:
    if view is CohortView.FINISHED:
        return Cohort.ends_on < today
    if view is CohortView.OPEN:
        return or_(Cohort.ends_on.is_(None), Cohort.ends_on >= today)
    return true()


def _rank() -> ColumnElement[int]:
    return case(
        (STATES[EnrolmentState.ENROLLED], 0),
        (STATES[EnrolmentState.CERTIFIED], 1),
        (STATES[EnrolmentState.COMPLETED], 1),
        (OPEN_APPLICATION, 2),
        else_=3,
    )


def _count_if(clause: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((clause, 1), else_=0)), 0)
