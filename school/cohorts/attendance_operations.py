"""Taking the roll call, and taking it again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.cohorts.attendance_queries import (
    ROLL_CALL,
    RollCallEntry,
    edition_of_roll,
    roll_call,
    taken_by,
)
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
from school.core.versions import stale_record


def take_roll_call(
    session: Session,
    principal: Principal,
    cohort: Cohort,
    moment: Moment,
    states: Mapping[str, AttendanceState],
    *,
    hours: Decimal,
    today: date,
    known: int | None = None,
) -> int:
    """Note a half-day for the people of a cohort, by reference, and say how many are noted.

    The same half-day again corrects what was noted: it makes no second line. What did not
    change keeps the hours it had. `known` is the number of what the form showed as noted
    (`edition_of_roll`); pages of earlier programs give none. Raises `InvalidInput` for a day to
    come or outside the cohort and for a duration that no half-day has, and `StaleRecord` rather
    than overwrite what somebody else noted meanwhile.
    """
    check_moment(moment, period_of(cohort), today)
    check_hours(hours)
    everybody = roll_call(session, cohort, moment)
    entries = [entry for entry in everybody if entry.trainee.reference in states]
    written = edition_of_roll(everybody)
    changes = _write(session, cohort, moment, entries, states, hours)
    overwrites = any(old is not None for old, _ in changes.values())
    if overwrites and known is not None and known != written:
        _check_own(session, principal, cohort, moment, written)
    if changes:
        session.flush()
        _note(session, principal, cohort, moment, changes)
    return len(entries)


def _write(
    session: Session,
    cohort: Cohort,
    moment: Moment,
    entries: Sequence[RollCallEntry],
    states: Mapping[str, AttendanceState],
    hours: Decimal,
) -> dict[str, list[str | None]]:
    """Note the states and tell, by reference, what each that changed was before and is now."""
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
    return changes


def _check_own(
    session: Session, principal: Principal, cohort: Cohort, moment: Moment, written: int
) -> None:
    # A phone that sends two roll calls of one half-day has shown neither of them as noted.
    taking = taken_by(session, cohort, moment)
    if taking is None or taking.actor != principal.name:
        raise stale_record(written)


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
