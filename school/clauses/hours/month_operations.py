"""Hours of many people at once: a month's days, as a file brings them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from school.clauses.hours import limit_queries, queries
from school.clauses.hours.operations import Sheet, declare_day
from school.clauses.hours.queries import Lot
from school.clauses.hours.rules import NOTHING, DayHours
from school.clauses.hours.writing import Writer
from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.rules import HourForm
from school.core.errors import InvalidInput


@dataclass(frozen=True)
class PersonDay:
    """The hours of one person's day, and how the person works."""

    participant: Participant
    day: date
    hours: Decimal
    form: HourForm | None


@dataclass(frozen=True)
class Declared:
    """What a day held before and holds now; nothing before for a day that nobody had declared.

    `form` is how the person worked, as it was said before.
    """

    before: Decimal | None
    after: Decimal
    form: HourForm | None
    changed: bool


def declare_people(
    session: Session,
    contract: Contract,
    lot: Lot,
    month: str,
    days: Sequence[PersonDay],
    *,
    today: date,
) -> list[Declared | InvalidInput]:
    """Write days of people down, to be validated, by the very rules of a sheet typed on screen.

    Tells of each day, in their order, what it did or why it was refused; a caller keeps nothing
    when one was.
    """
    people = {one.participant.id: one.participant for one in days}
    limits = limit_queries.limits_of(session, contract, lot, list(people.values()), month, today)
    there: dict[tuple[int, date], list[IntegrationHours]] = defaultdict(list)
    about = (contract, lot, list(people), month, today, {one.day for one in days})
    for entry in queries.entries_of_people(session, *about):
        there[entry.participant_id, entry.worked_on].append(entry)
    writer = Writer(session, today)
    found: list[Declared | InvalidInput] = []
    for one in days:
        sheet = Sheet(contract, lot, one.participant, month, one.form)
        entries = there[one.participant.id, one.day]
        before = sum((entry.hours for entry in entries), NOTHING) if entries else None
        form = entries[0].form if entries else None
        typed = DayHours(one.day, one.hours)
        try:
            changed = declare_day(writer, sheet, entries, typed, limits[one.participant.id])
        except InvalidInput as error:
            found.append(error)
        else:
            found.append(Declared(before, one.hours, form, changed))
    writer.write()
    return found
