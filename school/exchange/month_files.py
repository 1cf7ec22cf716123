"""The file to fill in for a month: a row a person and working day, and what stands there."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from school.clauses.hours import queries
from school.clauses.hours.forms import FREE_DAYS
from school.clauses.hours.rules import NOTHING, Period
from school.clauses.models import IntegrationHours, Participant
from school.clauses.people.models import ContractParticipant
from school.exchange.cells import typed_cells
from school.exchange.exporting import COLUMN_WIDTH
from school.exchange.intake import MOST_ROWS
from school.exchange.month_hours import SPEC, Month

MOST_PEOPLE = MOST_ROWS // 31
"""People for whom a whole month of rows can be sent back in one file."""

Entries = dict[int, dict[date, list[IntegrationHours]]]


def sheet_to_fill(session: Session, month: Month, today: date) -> BytesIO:
    """Write the workbook of a month of a lot: its people by name, each with the days to fill in."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(SPEC.name)
    sheet.freeze_panes = "A2"
    for place in range(1, len(SPEC.columns) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = COLUMN_WIDTH
    sheet.append([column.name for column in SPEC.columns])
    cells = typed_cells(SPEC)
    for row in _rows(session, month, today):
        sheet.append(cells(row))
    stream = BytesIO()
    workbook.save(stream)
    stream.seek(0)
    return stream


def _rows(session: Session, month: Month, today: date) -> Iterator[list[Any]]:
    contract, lot = month.contract, month.lot
    people = _people(session, month)
    there: Entries = defaultdict(lambda: defaultdict(list))
    numbers = [one.id for one in people]
    for entry in queries.entries_of_people(session, contract, lot, numbers, month.month, today):
        there[entry.participant_id][entry.worked_on].append(entry)
    term = Period(contract.starts_on, contract.ends_on)
    open_days = {day for day in month.days if day <= today and term.holds(day)}
    usual = {day for day in open_days if day.weekday() not in FREE_DAYS}
    for person in people:
        entries = there.get(person.id, {})
        for day in sorted(usual | set(entries)):
            yield _row(month, person, day, entries.get(day, []))


def _people(session: Session, month: Month) -> list[Participant]:
    engaged = select(ContractParticipant.participant_id).where(
        ContractParticipant.contract_id == month.contract.id
    )
    worked = select(IntegrationHours.participant_id).where(
        queries.of_lot(month.contract, month.lot, month.month)
    )
    query = (
        select(Participant)
        .where(month.people, or_(Participant.id.in_(engaged), Participant.id.in_(worked)))
        .order_by(Participant.family_name, Participant.given_names, Participant.reference)
    )
    return list(session.scalars(query.limit(MOST_PEOPLE)))


def _row(
    month: Month, person: Participant, day: date, entries: list[IntegrationHours]
) -> list[Any]:
    hours: Decimal | None = sum((one.hours for one in entries), NOTHING) if entries else None
    form = next((one.form for one in entries if one.form is not None), None)
    names = (person.reference, person.family_name, person.given_names)
    return [*names, day, hours, form, month.contract.reference, month.lot.name, month.lot.bucket]
