"""What stands in the calendar of a trainer or an apprentice."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask_babel import gettext
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from school.cohorts.models import Cohort
from school.cohorts.timetable import queries
from school.cohorts.timetable.calendars import DayEvent, TimedEvent, calendar_text
from school.cohorts.timetable.labels import PLACES
from school.cohorts.timetable.models import CalendarFeed, ClassSession
from school.cohorts.timetable.plan_rules import Week
from school.cohorts.timetable.rules import TEACHING_DAYS, Place
from school.core.clock import DEFAULT_TIME_ZONE

BACK = timedelta(days=60)
AHEAD = timedelta(days=365)
"""How far a calendar goes back, so that it stays small, and how far it goes ahead."""


def own_calendar(
    session: Session, feed: CalendarFeed, *, host: str, today: date, language: str
) -> bytes:
    """Write the sessions of a trainer, or the sessions, weeks and holidays of an apprentice."""
    first, last = today - BACK, today + AHEAD
    if feed.staff_id is not None:
        held = _sessions(session, ClassSession.trainer_id == feed.staff_id, first, last)
        events = [_event(one, one.cohort.name) for one in held]
        zone = held[0].cohort.school.timezone if held else DEFAULT_TIME_ZONE
        return _text(events, [], host, zone, feed)
    held = _sessions(session, queries.attended_by(feed.trainee_id), first, last)
    events = [_event(one, one.trainer.name if one.trainer else "") for one in held]
    cohort = queries.cohort_of_trainee(session, feed.trainee_id, today)
    if cohort is None:
        return _text(events, [], host, DEFAULT_TIME_ZONE, feed)
    days = [
        *week_events(cohort.reference, queries.plan_of(session, cohort.id)),
        *_holidays(session, cohort, max(first, cohort.starts_on), last, language),
    ]
    return _text(events, days, host, cohort.school.timezone, feed)


def week_events(name: str, plan: Sequence[Week]) -> list[DayEvent]:
    """Give the weeks of a plan as whole days, from Monday to Friday."""
    return [
        DayEvent(
            f"week-{name}-{week.monday.isoformat()}",
            week.monday,
            week.monday + timedelta(days=TEACHING_DAYS - 1),
            f"{week.module or ''} {PLACES[week.place]!s}".strip(),
        )
        for week in plan
        if week.place is not Place.OFF
    ]


def _sessions(
    session: Session, whose: ColumnElement[bool], first: date, last: date
) -> Sequence[ClassSession]:
    query = (
        select(ClassSession)
        .options(
            joinedload(ClassSession.cohort).joinedload(Cohort.school),
            joinedload(ClassSession.module),
            joinedload(ClassSession.trainer),
            joinedload(ClassSession.room),
        )
        .where(whose, ClassSession.date.between(first, last))
        .order_by(ClassSession.date, ClassSession.half_day.desc(), ClassSession.id)
    )
    return session.scalars(query).all()


def _event(one: ClassSession, with_whom: str) -> TimedEvent:
    words = one.subject or gettext("Séance")
    parts = (one.module.reference if one.module else "", words, with_whom)
    return TimedEvent(
        identifier=one.reference,
        day=one.date,
        half_day=one.half_day,
        minutes=int(one.hours * 60),
        summary=" · ".join(part for part in parts if part),
        place=one.room.name if one.room else "",
        changed_at=one.changed_at,
        revision=one.version - 1,
        cancelled=one.cancelled_on is not None,
    )


def _holidays(
    session: Session, cohort: Cohort, first: date, last: date, language: str
) -> list[DayEvent]:
    end = min(last, cohort.ends_on or last)
    closed = queries.closed_days(session, cohort.school, first, end, language)
    return [
        DayEvent(f"closed-{cohort.school.reference}-{day.isoformat()}", day, day, one.name)
        for day, one in closed.items()
    ]


def _text(
    events: list[TimedEvent], days: list[DayEvent], host: str, zone: str, feed: CalendarFeed
) -> bytes:
    stamp: datetime = max((one.changed_at for one in events), default=feed.created_at)
    name = gettext("Emploi du temps")
    return calendar_text(name, host, zone, events, days, max(stamp, feed.created_at))
