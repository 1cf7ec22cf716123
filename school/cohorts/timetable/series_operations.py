"""Many sessions at once: every half-day of some weeks, or a week like another."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.cohorts.attendance_rules import Moment
from school.cohorts.cohort_queries import period_of
from school.cohorts.models import Cohort
from school.cohorts.rules import HalfDay
from school.cohorts.timetable import queries
from school.cohorts.timetable.models import ClassSession, Room
from school.cohorts.timetable.operations import room_named
from school.cohorts.timetable.plan_rules import Week, week_of
from school.cohorts.timetable.rules import (
    Place,
    SessionDetails,
    Slot,
    check_series,
    check_session,
    moments_of,
)
from school.core import audit
from school.core.calendar import monday_of
from school.core.errors import InvalidInput, mark
from school.core.periods import written_day
from school.core.references import new_reference
from school.curriculum.models import Module

Booked = dict[tuple[date, HalfDay, int | None], ClassSession]
"""What is held, by day, half-day and the number of who or what is taken."""


@dataclass(frozen=True)
class Series:
    """What came of many sessions wanted: those held, and why others are not."""

    held: int
    taken: int
    closed: int


def hold_series(
    session: Session,
    principal: Principal,
    cohort: Cohort,
    slots: frozenset[Slot],
    details: SessionDetails,
    *,
    last: date,
    language: str,
) -> Series:
    """Hold sessions on some half-days of each week, from the details' day to a last one.

    Days without work, weeks out of the centre and half-days that have a session already are left
    out and counted. Raises `InvalidInput` for an impossible series, and names the first half-day
    on which the trainer or the room is taken.
    """
    first = details.moment.day
    check_series(first, last)
    if not slots:
        raise InvalidInput(mark("Choisissez au moins une demi-journée."), "slots")
    wanted = [replace(details, moment=one) for one in moments_of(first, last, slots)]
    return _hold(session, principal, cohort, wanted, language)


def copy_week(
    session: Session,
    principal: Principal,
    cohort: Cohort,
    source: date,
    target: date,
    *,
    language: str,
) -> Series:
    """Hold in one week what is held in another, on the same half-days; see `hold_series`."""
    monday, shift = monday_of(source), monday_of(target) - monday_of(source)
    if not shift:
        raise InvalidInput(mark("Choisissez une autre semaine."), "target")
    held = queries.sessions_of_cohort(session, cohort.id, monday, monday + timedelta(days=6))
    plan = queries.plan_of(session, cohort.id)
    modules = queries.titles_of(queries.modules_of(session, cohort))
    wanted = [
        _like(one, one.date + shift, plan, modules) for one in held if one.cancelled_on is None
    ]
    if not wanted:
        raise InvalidInput(mark("Cette semaine-là n’a pas de séance à copier."), "source")
    return _hold(session, principal, cohort, wanted, language)


def _like(
    one: ClassSession, day: date, plan: Sequence[Week], modules: Mapping[str, Module]
) -> SessionDetails:
    # The module is that of the week reached: the next may have begun.
    week = week_of(plan, day)
    module = modules.get(week.module or "") if week else None
    return SessionDetails(
        Moment(day, one.half_day),
        module.id if module else one.module_id,
        one.trainer_id,
        one.room.name if one.room else None,
        one.subject,
        one.hours,
    )


def _hold(
    session: Session,
    principal: Principal,
    cohort: Cohort,
    wanted: Sequence[SessionDetails],
    language: str,
) -> Series:
    period = period_of(cohort)
    inside = [one for one in wanted if period.holds(one.moment.day)]
    if not inside:
        raise InvalidInput(mark("Ces jours ne sont pas dans les dates de la promotion."), "date")
    check_session(inside[0], period)
    open_days = _open(session, cohort, inside, language)
    others = queries.held_at(session, {one.moment for one in open_days})
    taken = {Moment(one.date, one.half_day) for one in others if one.cohort_id == cohort.id}
    free = [one for one in open_days if one.moment not in taken]
    rooms = {one.room: room_named(session, cohort.school_id, one.room) for one in free}
    _refuse_double_booking(free, others, rooms)
    made = [_made(cohort, one, rooms[one.room]) for one in free]
    session.add_all(made)
    session.flush()
    told = {"held": [f"{one.date.isoformat()} {one.half_day.value}" for one in made]}
    audit.note(session, principal.name, "session.hold_many", cohort, told)
    return Series(len(made), len(open_days) - len(free), len(wanted) - len(open_days))


def _open(
    session: Session, cohort: Cohort, wanted: Sequence[SessionDetails], language: str
) -> list[SessionDetails]:
    days = [one.moment.day for one in wanted]
    closed = queries.closed_days(session, cohort.school, min(days), max(days), language)
    plan = queries.plan_of(session, cohort.id)
    return [one for one in wanted if one.moment.day not in closed and _in_centre(plan, one)]


def _in_centre(plan: Sequence[Week], one: SessionDetails) -> bool:
    week = week_of(plan, one.moment.day)
    return week is None or week.place is Place.CENTRE


def _refuse_double_booking(
    wanted: Iterable[SessionDetails],
    others: Collection[ClassSession],
    rooms: Mapping[str | None, Room | None],
) -> None:
    trainers: Booked = {
        (one.date, one.half_day, one.trainer_id): one for one in others if one.trainer_id
    }
    places: Booked = {(one.date, one.half_day, one.room_id): one for one in others if one.room_id}
    for one in wanted:
        when = (one.moment.day, one.moment.half_day)
        room = rooms[one.room]
        for field, other in (
            ("trainer", trainers.get((*when, one.trainer_id))),
            ("room", places.get((*when, room.id if room else None))),
        ):
            if other is not None:
                raise InvalidInput(
                    mark("Déjà pris le %(day)s, par la promotion %(cohort)s."),
                    field,
                    {"day": written_day(one.moment.day), "cohort": other.cohort.name},
                )


def _made(cohort: Cohort, details: SessionDetails, room: Room | None) -> ClassSession:
    return ClassSession(
        reference=new_reference("SE"),
        cohort_id=cohort.id,
        module_id=details.module_id,
        date=details.moment.day,
        half_day=details.moment.half_day,
        trainer_id=details.trainer_id,
        room_id=room.id if room else None,
        subject=details.subject,
        hours=details.hours,
    )
