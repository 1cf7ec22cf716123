"""Reads of what hours come to: which count, which do not, and why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from school.clauses.hours.queries import same_person
from school.clauses.hours.rules import NOTHING, Hindrance, hindrance_of
from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.rules import HourStatus
from school.clauses.standing.fates import eligible, hours_of_day, in_contract, person_of
from school.core.database import ExactDecimal
from school.core.facts import is_known_row, known
from school.core.versions import edition_of


@dataclass(frozen=True)
class Weighed:
    """An entry, and why its hours do not all count, or would not once they are validated."""

    entry: IntegrationHours
    hindrance: Hindrance | None


def weigh(session: Session, which: ColumnElement[bool], today: date) -> list[Weighed]:
    """Read the hours that a condition asks for, and tell why each does not count.

    As the figures do (INDICATORS §4): the hours of a person's day are used up in the order in
    which they were recorded, by those alone that count. Pending ones are taken as they would be
    validated together: a day that one of them uses up is not there for the next. Rejected hours
    are nobody's hindrance. In the order of days.
    """
    entry = IntegrationHours
    allowance = type_coerce(hours_of_day(), ExactDecimal)
    rows = session.execute(
        select(entry, person_of(), in_contract(), eligible(), allowance, _taken(today))
        .join(Contract, Contract.id == entry.contract_id)
        .join(Participant, Participant.id == entry.participant_id)
        .where(which, entry.hours > 0, is_known_row(entry, today))
        .order_by(entry.worked_on, entry.recorded_on, entry.reference)
    ).all()
    used: dict[tuple[int, date], Decimal] = defaultdict(Decimal)
    return [_weighed(row, used) for row in rows]


def edition_of_weighed(weighed: Sequence[Weighed]) -> int:
    """Number what a page shows of hours, so that nobody decides of what they did not see."""
    entries = [one.entry for one in weighed]
    said = [(one.reference, str(one.hours), one.status.value) for one in entries]
    return edition_of(*sorted(said))


def _weighed(row: Sequence[Any], used: dict[tuple[int, date], Decimal]) -> Weighed:
    entry, person, inside, counts, allowance, before = row
    if entry.status is HourStatus.REJECTED:
        return Weighed(entry, None)
    day = (person, entry.worked_on)
    pending = entry.status is HourStatus.PENDING
    taken = (before or NOTHING) + (used[day] if pending else NOTHING)
    found = hindrance_of(
        entry.hours, inside=bool(inside), eligible=bool(counts), taken=taken, allowance=allowance
    )
    if pending and found in {None, Hindrance.BEYOND_DAY}:
        used[day] += entry.hours
    return Weighed(entry, found)


def _taken(today: date) -> ColumnElement[Decimal]:
    """Add up the hours that use up an entry's day before it, over all contracts.

    All that count already where the entry is pending, for it would be recorded after them.
    """
    entry, other = IntegrationHours, known(IntegrationHours, today)
    whose, contract = aliased(Participant), aliased(Contract)
    before = or_(
        entry.status == HourStatus.PENDING,
        other.recorded_on < entry.recorded_on,
        and_(other.recorded_on == entry.recorded_on, other.reference < entry.reference),
    )
    return (
        select(func.sum(other.hours))
        .join(whose, whose.id == other.participant_id)
        .join(contract, contract.id == other.contract_id)
        .where(
            same_person(Participant, whose),
            other.worked_on == entry.worked_on,
            other.status == HourStatus.VALIDATED,
            or_(contract.starts_on.is_(None), contract.starts_on <= other.worked_on),
            or_(contract.ends_on.is_(None), contract.ends_on >= other.worked_on),
            before,
        )
        .correlate(IntegrationHours, Participant)
        .scalar_subquery()
    )
