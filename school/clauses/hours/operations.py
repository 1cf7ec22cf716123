"""What can be declared of hours on screen: the days of a person, and whole months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from school.clauses.hours import limit_queries, queries
from school.clauses.hours.models import MonthDeclaration
from school.clauses.hours.queries import Lot
from school.clauses.hours.rules import (
    NOTHING,
    DayHours,
    DayLimits,
    HourStep,
    Side,
    field_of,
    may_step,
)
from school.clauses.hours.writing import Writer, reference_of
from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.rules import HourForm, HourStatus
from school.core import audit
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.periods import written_day
from school.core.versions import edition_of, stale_record

SHEET = "HS"
"""How references of entries begin that were typed on a sheet."""


@dataclass(frozen=True)
class Sheet:
    """What a sheet is about: one person, one month, one lot of a contract."""

    contract: Contract
    lot: Lot
    participant: Participant
    month: str
    form: HourForm | None
    enterprise_id: int | None = None
    """Who employs the person; the operator of the contract where nobody is named."""


def edition_of_sheet(entries: Sequence[IntegrationHours]) -> int:
    """Number what a sheet shows, so that nobody writes over what they did not see."""
    said = [(one.reference, str(one.hours), one.status.value) for one in entries]
    return edition_of(*said)


def declare_days(
    session: Session,
    actor: str,
    sheet: Sheet,
    typed: Sequence[DayHours],
    *,
    today: date,
    known: int | None,
) -> int:
    """Write a person's hours of a month down, to be validated; tell how many days changed.

    A day left blank counts no hours. How the person works and for whom holds for every day that
    may be typed; where nothing is said of it, days keep what they say. Nothing is written when
    one day is refused: more than 24 hours, a day to come, outside the contract or the person's
    eligibility, hours that count already for another contract, and any change of what was
    validated or flows from a logbook.
    Raises `StaleRecord` when somebody else changed the sheet since it was opened.
    """
    about = (sheet.contract, sheet.lot, sheet.participant, sheet.month, today)
    entries = queries.entries_of(session, *about)
    if (known or 0) != edition_of_sheet(entries):
        raise stale_record(edition_of_sheet(entries))
    limits = limit_queries.day_limits(session, *about)
    writer = Writer(session, today)
    for one in typed:
        there = [entry for entry in entries if entry.worked_on == one.day]
        declare_day(writer, sheet, there, one, limits)
    writer.write()
    count = writer.added + writer.changed
    if count:
        changes = {"month": sheet.month, "lot": sheet.lot.name, "days": count}
        audit.note(session, actor, "hours.declare", sheet.participant, changes)
    return count


def declare_day(
    writer: Writer,
    sheet: Sheet,
    there: Sequence[IntegrationHours],
    typed: DayHours,
    limits: DayLimits,
) -> bool:
    """Write one day of a sheet down beside what is there; false when it says that already.

    Raises `InvalidInput` on the field of the day for hours that cannot be.
    """
    hours = typed.hours or NOTHING
    if hours == sum((entry.hours for entry in there), NOTHING):
        return _restate(writer, sheet, there)
    _check_changeable(there, typed.day)
    limits.check(typed.day, hours, field_of(typed.day))
    _write_day(writer, sheet, there, typed.day, hours)
    return True


def _way(sheet: Sheet) -> dict[str, Any]:
    """Give how and for whom the person works, as far as the sheet says it."""
    said = {"form": sheet.form, "enterprise_id": sheet.enterprise_id}
    return {name: value for name, value in said.items() if value is not None}


def _restate(writer: Writer, sheet: Sheet, there: Sequence[IntegrationHours]) -> bool:
    """Say of the same hours of a day how the person worked, or for whom; false without need."""
    way = _way(sheet)
    if len(there) != 1 or there[0].hours == NOTHING or there[0].placement_id is not None:
        return False
    same = all(getattr(there[0], name) == value for name, value in way.items())
    if same or not may_step(there[0].status, HourStep.DECLARE, Side.DECLARER):
        return False
    return writer.supersede(there[0], status=HourStatus.PENDING, reason=None, detail=None, **way)


def _check_changeable(there: Sequence[IntegrationHours], day: date) -> None:
    field, values = field_of(day), {"day": written_day(day)}
    if any(one.placement_id is not None for one in there):
        words = mark("Le %(day)s vient du carnet de l’apprenti : il se corrige dans le carnet.")
        raise InvalidInput(words, field, values)
    if not all(may_step(one.status, HourStep.DECLARE, Side.DECLARER) for one in there):
        words = mark("Le %(day)s est validé : demandez d’abord qu’il soit repris.")
        raise InvalidInput(words, field, values)


def _write_day(
    writer: Writer, sheet: Sheet, there: Sequence[IntegrationHours], day: date, hours: Decimal
) -> None:
    again = {"status": HourStatus.PENDING, "reason": None, "detail": None, **_way(sheet)}
    for place, one in enumerate(there):
        # Where an import left several on one day, the first says the whole from now on.
        writer.supersede(one, hours=hours if place == 0 else NOTHING, **again)
    if there:
        return
    contract, lot, participant = sheet.contract, sheet.lot, sheet.participant
    writer.add(
        reference=reference_of(
            SHEET, contract.reference, lot.name, lot.bucket, participant.reference, day
        ),
        contract_id=contract.id,
        lot=lot.name,
        bucket=lot.bucket,
        participant_id=participant.id,
        enterprise_id=sheet.enterprise_id or contract.operator_id,
        form=sheet.form,
        worked_on=day,
        hours=hours,
        status=HourStatus.PENDING,
    )


def declare_month(
    session: Session,
    actor: str,
    contract: Contract,
    lot: str,
    month: str,
    *,
    has_hours: bool,
    today: date,
) -> MonthDeclaration:
    """Say of a month whether it had hours; a later word replaces the former, which is audited.

    Raises `NotAllowed` for a month without hours that has some.
    """
    if not has_hours and queries.has_hours(session, contract, lot, month, today):
        raise NotAllowed(mark("Ce mois a déjà des heures déclarées : il n’est pas sans heures."))
    found = queries.declaration_of(session, contract, lot, month)
    if found is None:
        found = MonthDeclaration(contract_id=contract.id, lot=lot, month=month)
        session.add(found)
    found.has_hours, found.declared_on, found.declared_by = has_hours, today, actor
    audit.record(session, actor, "month.declare", found)
    return found
