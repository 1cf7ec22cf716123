"""Reads across features: what a person's page and the first pages show. Writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
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
from school.cohorts.models import Attendance, Cohort, Enrolment
from school.cohorts.policy import enrolment_visible_to
from school.cohorts.rules import AttendanceState
from school.core.facts import known
from school.curriculum.models import Path, PathModule
from school.enterprises.models import Enterprise
from school.hiring.models import Hire, Offer, Situation
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.waiting_queries import (
    WaitingAgreement,
    done_columns,
    is_open_and_sent,
    waiting_agreement,
)
from school.placements.ends.queries import unanswered_since
from school.placements.models import LogbookDay, Placement
from school.placements.policy import visible_to as placement_visible_to
from school.practicals.models import Assessment
from school.visits.models import Visit

HALF_DAY_HOURS = Decimal("3.5")
"""Hours of a half-day whose hours were not stated."""


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


def enrolments(
    session: Session, principal: Principal, whose: ColumnElement[bool]
) -> list[Enrolment]:
    """List a person's enrolments that the reader may see, with their paths, the latest first."""
    query = (
        select(Enrolment)
        .join(Enrolment.trainee)
        .join(Enrolment.cohort)
        .where(whose, enrolment_visible_to(principal))
        .options(
            contains_eager(Enrolment.trainee),
            contains_eager(Enrolment.cohort)
            .joinedload(Cohort.path)
            .joinedload(Path.modules)
            .joinedload(PathModule.module),
            contains_eager(Enrolment.cohort).joinedload(Cohort.school),
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


@dataclass(frozen=True)
class Immersions:
    """A person's placements and visits, the latest first, and what of them waits for somebody.

    `ends`: the placements of whose end the person has said nothing yet, and since when.
    """

    placements: Sequence[Placement]
    visits: Sequence[Visit]
    agreements: Sequence[WaitingAgreement]
    ends: Mapping[Placement, date]


def immersions(session: Session, principal: Principal, trainee_id: int) -> Immersions:
    """Read a person's placements that the reader may see, with all about them, in one statement."""
    waits = and_(AgreementVersion.placement_id == Placement.id, is_open_and_sent())
    query = (
        select(Placement, Visit, AgreementVersion, unanswered_since(), *done_columns())
        .outerjoin(Visit, Visit.placement_id == Placement.id)
        .outerjoin(AgreementVersion, waits)
        .where(Placement.trainee_id == trainee_id, placement_visible_to(principal))
        .options(
            joinedload(Placement.trainee),
            joinedload(Placement.enterprise),
            joinedload(Placement.tutor),
            joinedload(Visit.trainer),
        )
        .order_by(
            Placement.starts_on.desc(),
            Placement.reference,
            func.coalesce(Visit.done_on, Visit.planned_on).desc(),
            Visit.reference,
        )
    )
    rows = session.execute(query).all()
    visits = [visit for _, visit, *_ in rows if visit is not None]
    visits.sort(key=lambda one: one.done_on or one.planned_on or date.min, reverse=True)
    # A placement stands in as many rows as it has visits; it has one open version at most.
    waiting = {
        placement.id: waiting_agreement(placement, version, done)
        for placement, _, version, _, *done in rows
        if version is not None
    }
    return Immersions(
        placements=list(dict.fromkeys(placement for placement, *_ in rows)),
        visits=visits,
        agreements=list(waiting.values()),
        ends={placement: since for placement, _, _, since, *_ in rows if since is not None},
    )


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
    rows = union_all(
        _hires_of(trainee_id, on), _offers_of(trainee_id, on), _situations_of(trainee_id, on)
    ).subquery()
    columns = list(rows.c)
    ordered = select(*columns).order_by(columns[2], columns[1])
    return [
        AfterTraining(row[0], row[1], row[2], row[3] or "", row[4], row[5], bool(row[6]))
        for row in session.execute(ordered)
    ]


def _hires_of(trainee_id: int, on: date) -> Select[*tuple[Any, ...]]:
    hire = known(Hire, on)
    return (
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


def _offers_of(trainee_id: int, on: date) -> Select[*tuple[Any, ...]]:
    offer = known(Offer, on)
    return (
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


def _situations_of(trainee_id: int, on: date) -> Select[*tuple[Any, ...]]:
    situation = known(Situation, on)
    return select(
        literal("situation"),
        situation.reference,
        func.coalesce(situation.starts_on, situation.observed_on, situation.recorded_on),
        cast(situation.situation, String),
        cast(null(), String),
        cast(situation.evidence, String),
        literal(False),
    ).where(situation.trainee_id == trainee_id)
