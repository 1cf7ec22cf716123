"""Taking the roll call, and taking it again."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.cohorts.attendance_queries import ROLL_CALL, RollCallEntry, roll_call
from school.cohorts.attendance_rules import (
    Moment,
    check_hours,
    check_moment,
    hours_of,
    usual_duration,
)
from school.cohorts.cohort_queries import period_of
from school.cohorts.models import Attendance, Cohort
from school.cohorts.rules import AttendanceState
from school.core import audit


def take_roll_call(
    session: Session,
    principal: Principal,
    cohort: Cohort,
    moment: Moment,
    states: Mapping[str, AttendanceState],
    *,
    hours: Decimal,
    today: date,
) -> int:
    """Note a half-day for the people of a cohort, by reference, and say how many are noted.

    The same half-day again corrects what was noted: it makes no second line. What did not
    change keeps the hours it had. Raises `InvalidInput` for a day to come or outside the
    cohort and for a duration that no half-day has.
    """
    check_moment(moment, period_of(cohort), today)
    check_hours(hours)
    entries = [
        entry for entry in roll_call(session, cohort, moment) if entry.trainee.reference in states
    ]
    before = duration_of(entries)
    changes: dict[str, list[str | None]] = {}
    for entry in entries:
        state = states[entry.trainee.reference]
        if entry.mark is None:
            changes[entry.trainee.reference] = [None, state.value]
            session.add(_new_mark(cohort, entry, moment, state, hours))
        elif entry.mark.state is not state or hours != before:
            changes[entry.trainee.reference] = [entry.mark.state.value, state.value]
            entry.mark.state = state
            entry.mark.hours = hours_of(state, hours)
    if changes:
        session.flush()
        _note(session, principal, cohort, moment, changes)
    return len(entries)


def duration_of(entries: Iterable[RollCallEntry]) -> Decimal:
    """Tell how long a half-day was noted to be, or how long one usually is."""
    return usual_duration(entry.mark.hours for entry in entries if entry.mark is not None)


def _new_mark(
    cohort: Cohort, entry: RollCallEntry, moment: Moment, state: AttendanceState, hours: Decimal
) -> Attendance:
    return Attendance(
        trainee_id=entry.trainee.id,
        cohort_id=cohort.id,
        date=moment.day,
        half_day=moment.half_day,
        state=state,
        hours=hours_of(state, hours),
    )


def _note(
    session: Session,
    principal: Principal,
    cohort: Cohort,
    moment: Moment,
    changes: dict[str, list[str | None]],
) -> None:
    told: dict[str, Any] = {
        "date": moment.day.isoformat(),
        "half_day": moment.half_day.value,
        "states": changes,
    }
    audit.note(session, principal.name, ROLL_CALL, cohort, told)
