"""Alerts about immersions: one statement finds those of every kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import STATEMENTS_KEPT, Principal
from school.accounts.models import Staff
from school.cohorts.models import Trainee
from school.cohorts.timetable.models import CohortWeek
from school.cohorts.timetable.rules import Place
from school.core.calendar import monday_of
from school.core.paging import PAGE_SIZE, Slice, clamp, count_rows
from school.core.sql_dates import days_between
from school.enterprises.models import Enterprise, Tutor
from school.placements.agreements.interruption_queries import is_interrupted
from school.placements.agreements.models import AgreementVersion, PlacementDuty
from school.placements.agreements.rules import AgreementStatus
from school.placements.ends.rules import ENDING_STATES
from school.placements.immersion.agreement_alert_queries import agreements_to_write
from school.placements.immersion.alert_rules import VALIDATED_WITHIN, AlertKind
from school.placements.immersion.end_alert_queries import ends_to_answer, for_staff
from school.placements.immersion.further_alerts import AlertSource
from school.placements.immersion.models import Absence, Accident, LogbookDuty
from school.placements.immersion.rules import AbsenceStatus, AccidentStatus, Care
from school.placements.models import LogbookDay, Placement
from school.placements.policy import visible_to
from school.placements.rules import PlacementStatus

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class AlertRow:
    """An alert: about which placement, since when, and the names of those who may act.

    `reference` is that of the absence or the accident, else of the placement.
    """

    kind: AlertKind
    since: date
    reference: str
    placement: str
    trainee: str
    enterprise: str
    tutor: str | None
    trainer: str | None


def alerts_of(
    session: Session,
    principal: Principal,
    today: date,
    limit: int,
    further: tuple[AlertSource, ...] = (),
) -> Sequence[AlertRow]:
    """List the oldest alerts about the placements that a person may see.

    The tutor who signs in and the apprentice see those of their own placements; staff see the
    `further` ones too.
    """
    return _rows(session, _alerts(principal, today, further).limit(limit))


def alerts_page(
    session: Session,
    principal: Principal,
    today: date,
    number: int,
    further: tuple[AlertSource, ...] = (),
) -> Slice[AlertRow]:
    """List the alerts that a person may see, the oldest first, one page of them."""
    query = _alerts(principal, today, further)
    total = count_rows(session, query)
    number = clamp(number, total)
    rows = _rows(session, query.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Slice(rows, number, total)


def _rows(session: Session, query: Select[*tuple[Any, ...]]) -> Sequence[AlertRow]:
    rows = (_row(*row) for row in session.execute(query))
    return sorted(rows, key=lambda row: (row.since, row.placement))


def _row(kind: str, since: date, begun: date, ends_on: date | None, *more: Any) -> AlertRow:
    reference, placement, given, family, enterprise, tutor, trainer = more
    name = " ".join(part for part in (given, family) if part)
    if kind == AlertKind.DUTIES_NOT_GIVEN and ends_on is not None:
        since = begun + (ends_on - begun) / 2
    return AlertRow(AlertKind(kind), since, reference, placement, name, enterprise, tutor, trainer)


@lru_cache(maxsize=STATEMENTS_KEPT)
def _alerts(
    principal: Principal, today: date, further: tuple[AlertSource, ...]
) -> Select[*tuple[Any, ...]]:
    for_school = [agreements_to_write(today), *for_staff(today), *(find(today) for find in further)]
    found = union_all(
        _accidents(),
        _absences(),
        _empty_logbooks(today),
        _weeks_to_validate(today),
        _duties_not_given(today),
        ends_to_answer(),
        *(for_school if principal.school_ids(Permission.SEE_PLACEMENTS) else []),
    ).subquery()
    kind, placement_id, since, reference = list(found.c)
    return (
        select(
            kind,
            since,
            Placement.starts_on,
            Placement.ends_on,
            func.coalesce(reference, Placement.reference),
            Placement.reference,
            Trainee.given_names,
            Trainee.family_name,
            Enterprise.name,
            Tutor.name,
            _trainer_name(),
        )
        .join(Placement, Placement.id == placement_id)
        .join(Trainee, Trainee.id == Placement.trainee_id)
        .join(Enterprise, Enterprise.id == Placement.enterprise_id)
        .outerjoin(Tutor, Tutor.id == Placement.tutor_id)
        .where(visible_to(principal))
        .order_by(since, kind, Placement.reference)
    )


def _trainer_name() -> ColumnElement[Any]:
    return (
        select(Staff.name)
        .join(AgreementVersion, AgreementVersion.trainer_id == Staff.id)
        .where(
            AgreementVersion.placement_id == Placement.id,
            AgreementVersion.status == AgreementStatus.VALIDATED,
        )
        .order_by(AgreementVersion.number.desc())
        .limit(1)
        .correlate(Placement)
        .scalar_subquery()
    )


def _accidents() -> Select[*tuple[Any, ...]]:
    to_declare = (Accident.status == AccidentStatus.REPORTED) & (Accident.care != Care.NONE)
    kind = case(
        (to_declare, literal(AlertKind.ACCIDENT_TO_DECLARE.value)),
        else_=literal(AlertKind.ACCIDENT_TO_CLOSE.value),
    )
    since = func.coalesce(Accident.declared_on, Accident.reported_on)
    return select(kind, Accident.placement_id, since, Accident.reference).where(
        Accident.status != AccidentStatus.CLOSED
    )


def _absences() -> Select[*tuple[Any, ...]]:
    return select(
        literal(AlertKind.ABSENCE_TO_SETTLE.value),
        Absence.placement_id,
        Absence.declared_on,
        Absence.reference,
    ).where(Absence.status == AbsenceStatus.DECLARED)


def _empty_logbooks(today: date) -> Select[*tuple[Any, ...]]:
    """Find the live placements of whose last full week in the enterprise nothing is said.

    A week of which an interruption takes a day is not asked for, nor is any while it lasts.
    """
    monday = monday_of(today) - WEEK
    sunday = monday + timedelta(days=6)
    elsewhere = exists().where(
        CohortWeek.cohort_id == Placement.cohort_id,
        CohortWeek.starts_on == monday,
        CohortWeek.place != Place.ENTERPRISE,
    )
    noted = exists().where(
        LogbookDay.placement_id == Placement.id, LogbookDay.date.between(monday, sunday)
    )
    absent = exists().where(
        Absence.placement_id == Placement.id,
        Absence.status != AbsenceStatus.MISTAKE,
        Absence.first_on <= monday + timedelta(days=4),
        Absence.last_on >= monday,
    )
    interrupted = is_interrupted(monday, monday + timedelta(days=4))
    now_interrupted = is_interrupted(today, today)
    last = select(func.max(LogbookDay.date)).where(LogbookDay.placement_id == Placement.id)
    since = func.coalesce(last.scalar_subquery(), Placement.starts_on)
    return select(literal(AlertKind.LOGBOOK_EMPTY.value), Placement.id, since, null()).where(
        Placement.status == PlacementStatus.LIVE,
        Placement.starts_on <= monday + timedelta(days=4),
        or_(Placement.ends_on.is_(None), Placement.ends_on >= monday),
        ~elsewhere,
        ~noted,
        ~absent,
        ~interrupted,
        ~now_interrupted,
    )


def _weeks_to_validate(today: date) -> Select[*tuple[Any, ...]]:
    """Find the placements that run, or ended lately, of which a past week is not validated.

    An interruption does not silence it: what was worked before is still to be validated.
    """
    last_day = func.coalesce(Placement.ended_on, Placement.ends_on)
    return (
        select(
            literal(AlertKind.WEEK_TO_VALIDATE.value),
            LogbookDay.placement_id,
            func.min(LogbookDay.date),
            null(),
        )
        .join(Placement, Placement.id == LogbookDay.placement_id)
        .where(
            LogbookDay.validated_on.is_(None),
            LogbookDay.date < monday_of(today),
            or_(
                Placement.status == PlacementStatus.LIVE,
                and_(
                    Placement.status.in_(sorted(ENDING_STATES)),
                    last_day >= today - VALIDATED_WITHIN,
                ),
            ),
        )
        .group_by(LogbookDay.placement_id)
    )


def _duties_not_given(today: date) -> Select[*tuple[Any, ...]]:
    """Find the live placements that are half over and have a duty that was never given.

    While the work is interrupted, nothing can be given: nobody is asked to.
    """
    never = exists().where(
        PlacementDuty.placement_id == Placement.id,
        PlacementDuty.until_on.is_(None),
        ~exists().where(LogbookDuty.duty_id == PlacementDuty.id),
    )
    whole = days_between(Placement.ends_on, Placement.starts_on)
    done = days_between(literal(today, Placement.ends_on.type), Placement.starts_on)
    return select(
        literal(AlertKind.DUTIES_NOT_GIVEN.value), Placement.id, Placement.starts_on, null()
    ).where(
        Placement.status == PlacementStatus.LIVE,
        Placement.ends_on >= today,
        done * 2 >= whole,
        never,
        ~is_interrupted(today, today),
    )
