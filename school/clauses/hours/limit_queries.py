"""What the days of people can still hold: read for many people at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.clauses.hours import queries
from school.clauses.hours.queries import Lot
from school.clauses.hours.rules import DayLimits, Period, days_of_month
from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.rules import HourStatus
from school.core.facts import is_known_row
from school.placements.models import LogbookDay, Placement

Hours = IntegrationHours
HoursOfDays = Mapping[date, Decimal]


def day_limits(
    session: Session,
    contract: Contract,
    lot: Lot,
    participant: Participant,
    month: str,
    today: date,
) -> DayLimits:
    """Gather what each day of a month can still hold for a person, in one lot of a contract."""
    return limits_of(session, contract, lot, [participant], month, today)[participant.id]


def limits_of(
    session: Session,
    contract: Contract,
    lot: Lot,
    participants: Sequence[Participant],
    month: str,
    today: date,
) -> dict[int, DayLimits]:
    """Gather what the days of a month can still hold, for people by their numbers."""
    numbers = [one.id for one in participants]
    counted, declared = _elsewhere(session, contract, lot, participants, month, today)
    logged = _logged(session, participants, month)
    eligible = queries.eligibilities_of(session, numbers)
    return {
        one.id: DayLimits(
            Period(contract.starts_on, contract.ends_on),
            tuple(eligible.get(one.id, ())),
            counted.get(one.id, {}),
            declared.get(one.id, {}),
            logged.get(one.trainee_id, {}),
            today,
        )
        for one in participants
    }


def _elsewhere(
    session: Session,
    contract: Contract,
    lot: Lot,
    participants: Sequence[Participant],
    month: str,
    today: date,
) -> tuple[dict[int, HoursOfDays], dict[int, HoursOfDays]]:
    """Sum what stands outside of a person's own sheet: what is validated, and all not rejected.

    A person is everybody who is of one trainee, else the participant alone.
    """
    asked = _asked_for(session, participants)
    own = (contract.id, lot.name, lot.bucket)
    of_entry = (Hours.contract_id, Hours.lot, Hours.bucket)
    rows = session.execute(
        select(
            Hours.participant_id, *of_entry, Hours.worked_on, Hours.status, func.sum(Hours.hours)
        )
        .where(Hours.participant_id.in_(asked), queries.in_month(month))
        .where(is_known_row(Hours, today), Hours.status != HourStatus.REJECTED)
        .group_by(Hours.participant_id, *of_entry, Hours.worked_on, Hours.status)
    )
    counted: dict[int, dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    declared: dict[int, dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for worker, *entry, day, status, hours in rows:
        for number in asked[worker]:
            if number == worker and tuple(entry) == own:
                continue
            declared[number][day] += hours
            if status is HourStatus.VALIDATED:
                counted[number][day] += hours
    return dict(counted), dict(declared)


def _asked_for(session: Session, participants: Sequence[Participant]) -> dict[int, list[int]]:
    """Give, of everybody who is one of these people, for whom of these they are asked."""
    asked: dict[int, list[int]] = defaultdict(list)
    of_trainee: dict[int, list[int]] = defaultdict(list)
    for one in participants:
        if one.trainee_id is None:
            asked[one.id].append(one.id)
        else:
            of_trainee[one.trainee_id].append(one.id)
    query = select(Participant.id, Participant.trainee_id)
    if not of_trainee:
        return asked
    for number, trainee in session.execute(query.where(Participant.trainee_id.in_(of_trainee))):
        asked[number] += of_trainee[trainee or 0]
    return asked


def _logged(
    session: Session, participants: Sequence[Participant], month: str
) -> dict[int | None, HoursOfDays]:
    trainees = {one.trainee_id for one in participants if one.trainee_id is not None}
    if not trainees:
        return {}
    days = days_of_month(month)
    rows = session.execute(
        select(Placement.trainee_id, LogbookDay.date, func.sum(LogbookDay.hours))
        .join(Placement, Placement.id == LogbookDay.placement_id)
        .where(Placement.trainee_id.in_(trainees), LogbookDay.date.between(days[0], days[-1]))
        .group_by(Placement.trainee_id, LogbookDay.date)
    )
    logged: dict[int | None, dict[date, Decimal]] = defaultdict(dict)
    for trainee, day, hours in rows:
        logged[trainee][day] = hours
    return dict(logged)
