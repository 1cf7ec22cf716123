"""Calendars as RFC 5545 has them, written by the library `icalendar`: sessions, weeks, holidays."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from school.cohorts.rules import HalfDay

PRODUCT = "-//Epissure//Emploi du temps//FR"
STARTS = {HalfDay.MORNING: time(8), HalfDay.AFTERNOON: time(14)}
"""When the half-days of a school begin on its clock (set by the school)."""

LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True)
class TimedEvent:
    """A half-day session: its stable identifier, when it is, and how often it was changed."""

    identifier: str
    day: date
    half_day: HalfDay
    minutes: int
    summary: str
    place: str
    changed_at: datetime
    revision: int
    cancelled: bool = False


@dataclass(frozen=True)
class DayEvent:
    """Whole days, the last one counted: a week in an enterprise, a holiday."""

    identifier: str
    first: date
    last: date
    summary: str


def calendar_text(
    name: str,
    host: str,
    time_zone: str,
    sessions: Iterable[TimedEvent],
    days: Iterable[DayEvent],
    stamp: datetime,
) -> bytes:
    """Write a calendar: times in UTC, whole days with an exclusive end, changes numbered.

    `host` makes the identifiers unique among installations; `stamp` (UTC, without zone) is when
    the whole days were last settled. The same input gives the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", LINE_END.sub(" ", name))
    calendar.add("x-published-ttl", "PT12H")
    zone = ZoneInfo(time_zone)
    for session in sessions:
        calendar.add_component(_timed(session, host, zone))
    for one in days:
        calendar.add_component(_whole(one, host, stamp))
    return bytes(calendar.to_ical())


def _timed(one: TimedEvent, host: str, zone: ZoneInfo) -> Event:
    starts = datetime.combine(one.day, STARTS[one.half_day], zone).astimezone(UTC)
    changed = one.changed_at.replace(tzinfo=UTC)
    event = Event()
    event.add("uid", LINE_END.sub(" ", f"{one.identifier}@{host}"))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", one.revision)
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=one.minutes))
    event.add("summary", _words(one.summary))
    if one.place:
        event.add("location", _words(one.place))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    return event


def _whole(one: DayEvent, host: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", LINE_END.sub(" ", f"{one.identifier}@{host}"))
    event.add("dtstamp", stamp.replace(tzinfo=UTC))
    event.add("dtstart", one.first)
    # The end of whole days is the first day that is not of them.
    event.add("dtend", one.last + timedelta(days=1))
    event.add("summary", _words(one.summary))
    event.add("transp", "TRANSPARENT")
    return event


def _words(text: str) -> str:
    # The library escapes a line feed; a carriage return alone would begin a line of its own.
    return LINE_END.sub("\n", text)
