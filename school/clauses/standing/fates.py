"""What becomes of each declared hour, decided in the database (INDICATORS §4).

An entry is the last row known of its reference. Each of its hours is pending, rejected,
ineligible, counted twice or validated; the five add up to what was declared.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union,
)
from sqlalchemy.orm import aliased

from school.clauses.hours.rules import HOURS_WITHOUT_LOGBOOK
from school.clauses.models import Contract, Eligibility, IntegrationHours, Participant
from school.clauses.rules import HourStatus
from school.core.database import ExactDecimal
from school.core.facts import is_known_row
from school.core.sql_dates import add_months_to
from school.core.sql_logic import constant, is_one
from school.placements.models import LogbookDay, Placement

NO_HOURS: ColumnElement[Decimal] = literal(Decimal(0), ExactDecimal)


class Fate(StrEnum):
    """What a declared hour came to; the parts of what was declared."""

    VALIDATED = "validated"
    PENDING = "pending"
    REJECTED = "rejected"
    INELIGIBLE = "ineligible"
    DOUBLE_COUNTED = "double_counted"


def person_of(participant: type[Participant] = Participant) -> ColumnElement[int]:
    """Name the person behind a participant: the linked trainee, else the participant alone."""
    return case((participant.trainee_id.is_(None), -participant.id), else_=participant.trainee_id)


def fates(as_of: date, known_on: date, within: ColumnElement[bool] | None = None) -> Subquery:
    """Give each entry worked and known by two days, and its hours of every fate.

    `within` is a condition on contracts: only their entries are given, and of the others only
    those of the same people are read, as one hour serves one clause over all contracts.
    """
    taken = _taken(as_of, known_on, within).subquery("taken")
    counts = taken.c.fate == constant(Fate.VALIDATED)
    left = taken.c.day_hours - (taken.c.reached - taken.c.hours)
    kept = case((left >= taken.c.hours, taken.c.hours), (left > NO_HOURS, left), else_=NO_HOURS)
    query = select(
        *(taken.c[name] for name in ("id", "contract_id", "lot", "bucket", "form", "worked_on")),
        *(taken.c[name] for name in ("reference", "participant_id", "person", "sex", "hours")),
        _part(counts, kept).label(Fate.VALIDATED.value),
        *(
            _part(taken.c.fate == constant(fate), taken.c.hours).label(fate.value)
            for fate in (Fate.PENDING, Fate.REJECTED, Fate.INELIGIBLE)
        ),
        _part(counts, taken.c.hours - kept).label(Fate.DOUBLE_COUNTED.value),
    )
    if within is not None:
        query = query.where(taken.c.contract_id.in_(select(Contract.id).where(within)))
    return query.subquery("fates")


def _part(condition: ColumnElement[bool], hours: ColumnElement[Any]) -> ColumnElement[Decimal]:
    return type_coerce(case((condition, hours), else_=NO_HOURS), ExactDecimal)


def _taken(as_of: date, known_on: date, within: ColumnElement[bool] | None) -> Select[Any]:
    """Read the entries in the order in which they use up their person's day."""
    entries = _entries(as_of, known_on, within).subquery("entries")
    using = case((entries.c.fate == constant(Fate.VALIDATED), entries.c.hours), else_=NO_HOURS)
    reached = func.sum(using).over(
        partition_by=(entries.c.person, entries.c.worked_on),
        order_by=(entries.c.recorded_on, entries.c.reference),
        rows=(None, 0),
    )
    return select(*entries.c, reached.label("reached"))


def _entries(as_of: date, known_on: date, within: ColumnElement[bool] | None) -> Select[Any]:
    entry = IntegrationHours
    fate = case(
        (is_one(entry.status, HourStatus.PENDING), constant(Fate.PENDING)),
        (is_one(entry.status, HourStatus.REJECTED), constant(Fate.REJECTED)),
        (and_(in_contract(), eligible()), constant(Fate.VALIDATED)),
        else_=constant(Fate.INELIGIBLE),
    )
    lot = case((Contract.globalised.is_(True), ""), else_=entry.lot)
    columns: list[Any] = [
        *(entry.id, entry.contract_id, type_coerce(lot, String).label("lot"), entry.bucket),
        *(entry.form, entry.worked_on, entry.recorded_on, entry.reference),
        *(entry.participant_id, person_of().label("person"), Participant.sex, entry.hours),
        fate.label("fate"),
        hours_of_day().label("day_hours"),
    ]
    query = (
        select(*columns)
        .join(Contract, Contract.id == entry.contract_id)
        .join(Participant, Participant.id == entry.participant_id)
        .where(entry.worked_on <= as_of, is_known_row(entry, known_on))
    )
    if within is not None:
        query = query.where(entry.participant_id.in_(_same_people(within)))
    return query


def in_contract() -> ColumnElement[bool]:
    """Tell whether the day of an entry lies in its contract."""
    day = IntegrationHours.worked_on
    return and_(
        or_(Contract.starts_on.is_(None), Contract.starts_on <= day),
        or_(Contract.ends_on.is_(None), Contract.ends_on >= day),
    )


def eligible() -> ColumnElement[bool]:
    """Tell whether the person may count that day, under any participant that stands for them."""
    day, twin = IntegrationHours.worked_on, aliased(Participant)
    runs = and_(
        Eligibility.eligible_from <= day,
        or_(
            Eligibility.months.is_(None),
            add_months_to(Eligibility.eligible_from, Eligibility.months) > day,
        ),
    )
    own = exists().where(Eligibility.participant_id == IntegrationHours.participant_id, runs)
    of_twin = exists().where(
        twin.trainee_id == Participant.trainee_id, Eligibility.participant_id == twin.id, runs
    )
    return or_(
        own.correlate(IntegrationHours, Participant),
        of_twin.correlate(IntegrationHours, Participant),
    )


def hours_of_day() -> ColumnElement[Decimal]:
    """Give the hours that the logbooks tell of the person's day, else the usual most."""
    told = (
        select(func.sum(LogbookDay.hours))
        .join(Placement, Placement.id == LogbookDay.placement_id)
        .where(
            Placement.trainee_id == Participant.trainee_id,
            LogbookDay.date == IntegrationHours.worked_on,
        )
        .correlate(IntegrationHours, Participant)
        .scalar_subquery()
    )
    usual = literal(HOURS_WITHOUT_LOGBOOK, ExactDecimal)
    return case((Participant.trainee_id.is_(None), usual), else_=func.coalesce(told, usual))


def _same_people(within: ColumnElement[bool]) -> Any:
    """List the participants who stand for somebody with an entry under some contracts."""
    there = (
        select(IntegrationHours.participant_id)
        .join(Contract, Contract.id == IntegrationHours.contract_id)
        .where(within)
    )
    own, twin = aliased(Participant), aliased(Participant)
    twins = select(twin.id).join(own, own.trainee_id == twin.trainee_id).where(own.id.in_(there))
    return union(there, twins)
