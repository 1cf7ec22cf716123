"""Reads of the first pages: groups of the day, what waits, what is late. Writes nothing."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from school.access.principal import STATEMENTS_KEPT, Principal
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.policy import visible_to as cohort_visible_to
from school.core.facts import is_known_row, known
from school.curriculum.models import Path
from school.hiring.follow_up.turns import unsettled
from school.hiring.models import Hire, HireCheck
from school.offline.phone_queries import holding_phones
from school.placements.models import Placement
from school.placements.policy import visible_to as placement_visible_to
from school.placements.rules import PlacementStatus
from school.practicals.list_queries import flagged_number
from school.practicals.models import Assessment
from school.visits.models import Visit
from school.visits.policy import awaited

TRACES_CHECKED = timedelta(days=30)
"""So long a trainer's page speaks of traces that are to be looked at."""

VISITS_AHEAD = timedelta(days=14)
PLACEMENTS_SHOWN = 6


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
    return [GroupToday(*row) for row in session.execute(_groups_today(principal, today))]


@lru_cache(maxsize=STATEMENTS_KEPT)
def _groups_today(principal: Principal, today: date) -> Select[*tuple[Any, ...]]:
    still_there = and_(
        Enrolment.cohort_id == Cohort.id,
        Enrolment.enrolled_on <= today,
        Enrolment.withdrawn_on.is_(None),
        Enrolment.completed_on.is_(None),
        Enrolment.certified_on.is_(None),
    )
    return (
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
            or_(Cohort.ends_on.is_(None), Cohort.ends_on >= today),
        )
        .group_by(Cohort.id, Path.id)
        .order_by(Cohort.starts_on, Cohort.reference)
    )


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
            awaited(),
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


def placements_waiting(
    session: Session, principal: Principal, limit: int = PLACEMENTS_SHOWN
) -> list[Placement]:
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
    """How many people are in training, in enterprises, and how many steps are late.

    `contested_hires` are those to be settled: one that was withdrawn stays contested, for good.
    `silent_phones` held entries when they were last heard of, three days ago or more.
    """

    in_training: int
    in_enterprises: int
    late_visits: int
    unanswered: int
    contested_hires: int
    silent_phones: int


def school_today(session: Session, principal: Principal, today: date) -> SchoolToday:
    """Count what the first line of the director's page says, in one statement."""
    return SchoolToday(*session.execute(_school_today(principal, today)).one())


@lru_cache(maxsize=STATEMENTS_KEPT)
def _school_today(principal: Principal, today: date) -> Select[int, int, int, int, int, int]:
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
        .where(visible, awaited(), Visit.planned_on < today)
    )
    unanswered = select(func.count(Placement.id)).where(
        visible, Placement.status == PlacementStatus.PROPOSED
    )
    return select(
        training.scalar_subquery(),
        live.scalar_subquery(),
        late.scalar_subquery(),
        unanswered.scalar_subquery(),
        _contested_hires(principal, today).scalar_subquery(),
        holding_phones(principal, _begins(today)).scalar_subquery(),
    )


def _begins(today: date) -> datetime:
    return datetime.combine(today, time.min)


def _contested_hires(principal: Principal, today: date) -> Select[int]:
    people = (
        select(Enrolment.trainee_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(cohort_visible_to(principal))
    )
    return (
        select(func.count(func.distinct(Hire.reference)))
        .outerjoin(HireCheck, HireCheck.hire_reference == Hire.reference)
        .where(is_known_row(Hire, today), unsettled(), Hire.trainee_id.in_(people))
    )


@dataclass(frozen=True)
class RecentAssessments:
    """What a trainer logged last, and how many attempts since a day have a trace to look at."""

    assessments: list[Assessment]
    doubtful: int
    since: date


def recent_assessments(
    session: Session, principal: Principal, today: date, limit: int = 5
) -> RecentAssessments:
    """List the assessments a trainer logged last."""
    rows = session.execute(_recent_assessments(principal, today, limit)).all()
    doubtful = rows[0][1] if rows else 0
    return RecentAssessments([row[0] for row in rows], doubtful, today - TRACES_CHECKED)


@lru_cache(maxsize=STATEMENTS_KEPT)
def _recent_assessments(principal: Principal, today: date, limit: int) -> Select[Assessment, int]:
    latest = known(Assessment, today)
    doubtful = flagged_number(principal, today, today - TRACES_CHECKED).scalar_subquery()
    return (
        select(latest, doubtful)
        .where(latest.trainer_id == principal.staff_id)
        .options(joinedload(latest.task), joinedload(latest.trainee), joinedload(latest.cohort))
        .order_by(latest.recorded_on.desc(), latest.id.desc())
        .limit(limit)
    )
