"""Reads across features: what a person's page and the first pages show. Writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import (
    Date,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session, contains_eager, joinedload

from school.access.principal import Principal
from school.cohorts.models import Attendance, Cohort, Enrolment, Trainee
from school.cohorts.policy import enrolment_visible_to
from school.cohorts.policy import visible_to as cohort_visible_to
from school.cohorts.rules import AttendanceState
from school.core.facts import known
from school.curriculum.models import Path, PathModule
from school.enterprises.models import Enterprise
from school.hiring.models import Hire, Offer, Situation
from school.placements.models import LogbookDay, Placement
from school.placements.policy import visible_to as placement_visible_to
from school.placements.rules import PlacementStatus
from school.practicals.models import Assessment
from school.visits.models import Visit

HALF_DAY_HOURS = Decimal("3.5")
"""Hours of a half-day whose hours were not stated."""

VISITS_AHEAD = timedelta(days=14)

STATEMENTS_KEPT = 256
"""How many people's statements are kept: writing one takes longer than a small one's answer."""


@dataclass(frozen=True)
class Day:
    """What one day of training or of work brought: hours done, or an absence."""

    day: date
    hours: Decimal
    absence: str | None


@dataclass(frozen=True)
class AfterTraining:
    """An offer, a hire or a situation, in the columns that a person's page shows."""

    kind: str
    reference: str
    day: date
    detail: str
    employer: str | None
    state: str | None
    contested: bool


def own_reference(session: Session, principal: Principal) -> str | None:
    """Give the reference of the person who is signed in as an apprentice."""
    return session.scalar(select(Trainee.reference).where(Trainee.id == principal.trainee_id))


def enrolments(session: Session, principal: Principal, reference: str) -> list[Enrolment]:
    """List a person's enrolments that the reader may see, with their paths, the latest first."""
    query = (
        select(Enrolment)
        .join(Enrolment.trainee)
        .join(Enrolment.cohort)
        .where(Trainee.reference == reference, enrolment_visible_to(principal))
        .options(
            contains_eager(Enrolment.trainee),
            contains_eager(Enrolment.cohort)
            .joinedload(Cohort.path)
            .joinedload(Path.modules)
            .joinedload(PathModule.module),
        )
        .order_by(Cohort.starts_on.desc(), Cohort.reference.desc())
    )
    return list(session.scalars(query).unique())


def assessments(
    session: Session, cohort_ids: Sequence[int], trainee_id: int, on: date
) -> list[Assessment]:
    """List a person's assessments as known on a day, the latest first, with their tasks."""
    latest = known(Assessment, on)
    query = (
        select(latest)
        .where(latest.trainee_id == trainee_id, latest.cohort_id.in_(cohort_ids))
        .options(joinedload(latest.task))
        .order_by(latest.assessed_on.desc(), latest.reference)
    )
    return list(session.scalars(query))


def placements(session: Session, principal: Principal, trainee_id: int) -> list[Placement]:
    """List a person's placements that the reader may see, the latest first."""
    query = (
        select(Placement)
        .where(Placement.trainee_id == trainee_id, placement_visible_to(principal))
        .options(joinedload(Placement.enterprise), joinedload(Placement.tutor))
        .order_by(Placement.starts_on.desc(), Placement.reference)
    )
    return list(session.scalars(query))


def visits(session: Session, placement_ids: Sequence[int]) -> list[Visit]:
    """List the visits and contacts of placements, the latest first."""
    query = (
        select(Visit)
        .where(Visit.placement_id.in_(placement_ids))
        .options(joinedload(Visit.trainer))
        .order_by(func.coalesce(Visit.done_on, Visit.planned_on).desc(), Visit.reference)
    )
    return list(session.scalars(query))


def days(
    session: Session, cohort_ids: Sequence[int], trainee_id: int, placement_ids: Sequence[int]
) -> list[Day]:
    """List what each day in the centre and in an enterprise brought, in order."""
    was_there = Attendance.state.in_([AttendanceState.PRESENT, AttendanceState.LATE])
    hours = func.coalesce(Attendance.hours, literal(HALF_DAY_HOURS, Attendance.hours.type))
    in_centre = select(
        Attendance.date.label("day"),
        case((was_there, hours), else_=literal(Decimal(0), Attendance.hours.type)).label("hours"),
        case((was_there, null()), else_=cast(Attendance.state, String)).label("absence"),
    ).where(Attendance.trainee_id == trainee_id, Attendance.cohort_id.in_(cohort_ids))
    in_enterprise = select(LogbookDay.date, LogbookDay.hours, cast(null(), String)).where(
        LogbookDay.placement_id.in_(placement_ids)
    )
    rows = union_all(in_centre, in_enterprise).subquery()
    found = session.execute(select(rows.c.day, rows.c.hours, rows.c.absence).order_by(rows.c.day))
    return [Day(*row) for row in found]


def after_training(session: Session, trainee_id: int, on: date) -> list[AfterTraining]:
    """List a person's offers, hires and situations as known on a day, in order."""
    hire, offer, situation = known(Hire, on), known(Offer, on), known(Situation, on)
    hires = (
        select(
            literal("hire"),
            hire.reference,
            hire.starts_on.label("day"),
            cast(hire.contract, String),
            func.coalesce(Enterprise.name, hire.employer_name),
            cast(hire.evidence, String),
            hire.contested,
        )
        .outerjoin(Enterprise, Enterprise.id == hire.enterprise_id)
        .where(hire.trainee_id == trainee_id)
    )
    offers = (
        select(
            literal("offer"),
            offer.reference,
            offer.offered_on,
            cast(offer.contract, String),
            Enterprise.name,
            cast(offer.decision, String),
            literal(False),
        )
        .outerjoin(Enterprise, Enterprise.id == offer.enterprise_id)
        .where(offer.trainee_id == trainee_id)
    )
    situations = select(
        literal("situation"),
        situation.reference,
        func.coalesce(situation.starts_on, situation.observed_on, situation.recorded_on),
        cast(situation.situation, String),
        cast(null(), String),
        cast(situation.evidence, String),
        literal(False),
    ).where(situation.trainee_id == trainee_id)
    rows = union_all(hires, offers, situations).subquery()
    columns = list(rows.c)
    ordered = select(*columns).order_by(columns[2], columns[1])
    return [
        AfterTraining(row[0], row[1], row[2], row[3] or "", row[4], row[5], bool(row[6]))
        for row in session.execute(ordered)
    ]


@dataclass(frozen=True)
class GroupToday:
    """A cohort in training, with how many people it has."""

    reference: str
    name: str
    path_fr: str
    path_en: str
    people: int
    ends_on: date | None

    @property
    def title_fr(self) -> str:
        """The path's French title."""
        return self.path_fr

    @property
    def title_en(self) -> str:
        """The path's English title."""
        return self.path_en


def groups_today(session: Session, principal: Principal, today: date) -> list[GroupToday]:
    """List the cohorts in training today, with their people still enrolled."""
    still_there = and_(
        Enrolment.cohort_id == Cohort.id,
        Enrolment.enrolled_on <= today,
        Enrolment.withdrawn_on.is_(None),
        Enrolment.completed_on.is_(None),
        Enrolment.certified_on.is_(None),
    )
    query = (
        select(
            Cohort.reference,
            Cohort.name,
            Path.title_fr,
            Path.title_en,
            func.count(Enrolment.id),
            Cohort.ends_on,
        )
        .join(Path, Path.id == Cohort.path_id)
        .outerjoin(Enrolment, still_there)
        .where(
            cohort_visible_to(principal),
            Cohort.starts_on <= today,
            func.coalesce(Cohort.ends_on, cast(literal(today), Date)) >= today,
        )
        .group_by(Cohort.id, Path.id)
        .order_by(Cohort.starts_on, Cohort.reference)
    )
    return [GroupToday(*row) for row in session.execute(query)]


def visits_due(session: Session, principal: Principal, today: date, limit: int = 8) -> list[Visit]:
    """List the visits late or due within a fortnight, the oldest first; a trainer's own first."""
    return list(session.scalars(_visits_due(principal, today, limit)))


@lru_cache(maxsize=STATEMENTS_KEPT)
def _visits_due(principal: Principal, today: date, limit: int) -> Select[Visit]:
    mine = case((Visit.trainer_id == principal.staff_id, 0), else_=1)
    return (
        select(Visit)
        .join(Visit.placement)
        .where(
            placement_visible_to(principal),
            Visit.done_on.is_(None),
            Visit.planned_on <= today + VISITS_AHEAD,
        )
        .options(
            contains_eager(Visit.placement).joinedload(Placement.trainee),
            contains_eager(Visit.placement).joinedload(Placement.enterprise),
            joinedload(Visit.trainer),
        )
        .order_by(mine, Visit.planned_on, Visit.reference)
        .limit(limit)
    )


def placements_waiting(session: Session, principal: Principal, limit: int = 6) -> list[Placement]:
    """List the placements that wait for an answer or a start, the oldest first."""
    return list(session.scalars(_placements_waiting(principal, limit)))


@lru_cache(maxsize=STATEMENTS_KEPT)
def _placements_waiting(principal: Principal, limit: int) -> Select[Placement]:
    return (
        select(Placement)
        .where(
            placement_visible_to(principal),
            Placement.status.in_([PlacementStatus.PROPOSED, PlacementStatus.CONFIRMED]),
        )
        .options(
            joinedload(Placement.trainee),
            joinedload(Placement.enterprise),
            joinedload(Placement.tutor),
        )
        .order_by(Placement.status.desc(), Placement.proposed_on, Placement.reference)
        .limit(limit)
    )


@dataclass(frozen=True)
class SchoolToday:
    """How many people are in training, in enterprises, and how many steps are late."""

    in_training: int
    in_enterprises: int
    late_visits: int
    unanswered: int
    contested_hires: int


def school_today(session: Session, principal: Principal, today: date) -> SchoolToday:
    """Count what the first line of the director's page says, in one statement."""
    return SchoolToday(*session.execute(_school_today(principal, today)).one())


@lru_cache(maxsize=STATEMENTS_KEPT)
def _school_today(principal: Principal, today: date) -> Select[int, int, int, int, int]:
    training = (
        select(func.count(func.distinct(Enrolment.trainee_id)))
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            cohort_visible_to(principal),
            Enrolment.enrolled_on <= today,
            Enrolment.withdrawn_on.is_(None),
            Enrolment.completed_on.is_(None),
            Enrolment.certified_on.is_(None),
        )
    )
    visible = placement_visible_to(principal)
    live = select(func.count(func.distinct(Placement.enterprise_id))).where(
        visible, Placement.status == PlacementStatus.LIVE
    )
    late = (
        select(func.count(Visit.id))
        .join(Placement, Placement.id == Visit.placement_id)
        .where(visible, Visit.done_on.is_(None), Visit.planned_on < today)
    )
    unanswered = select(func.count(Placement.id)).where(
        visible, Placement.status == PlacementStatus.PROPOSED
    )
    hire = known(Hire, today)
    contested = select(func.count(func.distinct(hire.reference))).where(
        hire.contested,
        hire.trainee_id.in_(
            select(Enrolment.trainee_id)
            .join(Cohort, Cohort.id == Enrolment.cohort_id)
            .where(cohort_visible_to(principal))
        ),
    )
    return select(
        training.scalar_subquery(),
        live.scalar_subquery(),
        late.scalar_subquery(),
        unanswered.scalar_subquery(),
        contested.scalar_subquery(),
    )


def recent_assessments(
    session: Session, principal: Principal, today: date, limit: int = 5
) -> list[Assessment]:
    """List the assessments a trainer logged last."""
    latest = known(Assessment, today)
    query = (
        select(latest)
        .where(latest.trainer_id == principal.staff_id)
        .options(joinedload(latest.task), joinedload(latest.trainee), joinedload(latest.cohort))
        .order_by(latest.recorded_on.desc(), latest.id.desc())
        .limit(limit)
    )
    return list(session.scalars(query))
