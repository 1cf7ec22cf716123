"""Reads of validated hours of a contract that count for nothing, and why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select, true, type_coerce
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.clauses.hours.month_queries import Seen
from school.clauses.hours.rules import Hindrance
from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.policy import participant_visible_to
from school.clauses.standing.fates import NO_HOURS, Fate, fates
from school.core.database import ExactDecimal
from school.core.errors import NotFound, mark
from school.core.paging import PAGE_SIZE, Slice, clamp


@dataclass(frozen=True)
class Uncounted:
    """An entry that was validated, whose hours it is, how many of them count, and why not all."""

    entry: IntegrationHours
    participant: Participant
    counted: Decimal
    hindrance: Hindrance


@dataclass(frozen=True)
class UncountedPage:
    """A page of what does not count, and the hours of all of it."""

    rows: Slice[Uncounted]
    hours: Decimal


def uncounted(
    session: Session, principal: Principal, seen: Seen, today: date, number: int
) -> UncountedPage:
    """List the validated hours of a contract that do not count, the latest first.

    As the figures part them (INDICATORS §4). Whoever validates reads everybody's, by reference,
    and whoever declares those of people to be seen. Raises `NotFound` for anybody else.
    """
    if not seen.validates and not seen.declares:
        raise NotFound(mark("Ce contrat n’existe pas."))
    fate = fates(today, today, Contract.id == seen.contract.id)
    lost = fate.c[Fate.INELIGIBLE] + fate.c[Fate.DOUBLE_COUNTED]
    whose: ColumnElement[bool] = true() if seen.validates else participant_visible_to(principal)
    query = (
        select(IntegrationHours, Participant, fate.c[Fate.VALIDATED], fate.c[Fate.DOUBLE_COUNTED])
        .join(fate, fate.c.id == IntegrationHours.id)
        .join(Participant, Participant.id == IntegrationHours.participant_id)
        .where(lost > NO_HOURS, whose)
    )
    sums = query.with_only_columns(func.count(), type_coerce(func.sum(lost), ExactDecimal))
    total, hours = session.execute(sums).one()
    number = clamp(number, total)
    rows = session.execute(
        query.order_by(IntegrationHours.worked_on.desc(), IntegrationHours.reference)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    found = [
        Uncounted(entry, person, counted, _why(seen.contract, entry, counted, doubled))
        for entry, person, counted, doubled in rows
    ]
    return UncountedPage(Slice(found, number, total), hours or Decimal(0))


def _why(
    contract: Contract, entry: IntegrationHours, counted: Decimal, doubled: Decimal
) -> Hindrance:
    """Tell why an entry does not count whole: of what counts in part, the day was full."""
    first, last = contract.starts_on or date.min, contract.ends_on or date.max
    if doubled:
        return Hindrance.BEYOND_DAY if counted else Hindrance.COUNTED_TWICE
    return Hindrance.OUTSIDE if not first <= entry.worked_on <= last else Hindrance.NOT_ELIGIBLE
