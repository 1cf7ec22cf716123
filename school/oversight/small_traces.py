"""The small traces of a cohort's people, one beside each name, all on the same span of time."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Enrolment
from school.oversight.small_trace_drawing import draw_small
from school.oversight.small_trace_queries import MarkKind, PersonMarks, marks
from school.oversight.trace_rules import EventKind, Period, Trace, TraceEvent
from school.web.filters import day as day_words
from school.web.template_words import language

AFTERWARDS = timedelta(days=183)
"""How far the drawings of a finished cohort go on: the six months in which people are hired."""

EVENTS = {MarkKind.SUCCESS: EventKind.SUCCESS, MarkKind.DIFFICULTY: EventKind.DIFFICULTY}


class Span(NamedTuple):
    """What the drawings of one cohort have in common."""

    starts_on: date
    ends_on: date
    today: date


NOTHING_DONE = PersonMarks("", 0)


def small_traces(
    session: Session, cohort: Cohort, enrolments: Sequence[Enrolment], today: date
) -> Mapping[int, Markup]:
    """Draw the trace of everybody admitted, by the number of the person."""
    admitted = [one for one in enrolments if one.enrolled_on and one.enrolled_on <= today]
    if not admitted or cohort.starts_on > today:
        return {}
    found = marks(session, cohort, [one.trainee_id for one in admitted], today)
    span = Span(cohort.starts_on, cohort.ends_on or today, today)
    spoken = language()
    drawings = {}
    for one in admitted:
        exit_on = one.dates.as_of(today).exit_on
        person = found.get(one.trainee_id, NOTHING_DONE)
        drawings[one.trainee_id] = _drawn(span, exit_on, person, spoken)
    return drawings


@lru_cache(maxsize=2048)
def _drawn(span: Span, exit_on: date | None, person: PersonMarks, spoken: str) -> Markup:
    # Kept: most of a list is as it was when somebody last opened it. The words depend on the
    # language in which they are spoken.
    del spoken
    trace = _trace(span, exit_on, person)
    return draw_small(trace, _words(trace))


def _trace(span: Span, exit_on: date | None, person: PersonMarks) -> Trace:
    found = person.read()
    events = [TraceEvent(one.day, EVENTS[one.kind], "") for one in found if one.kind in EVENTS]
    hires = [one.day for one in found if one.kind is MarkKind.HIRE and exit_on]
    return Trace(
        start=span.starts_on,
        end=span.ends_on + AFTERWARDS if span.ends_on < span.today else span.ends_on,
        today=span.today,
        training=Period(span.starts_on, span.ends_on, ""),
        hours=[(one.day, one.hours) for one in found if one.kind is MarkKind.HOURS],
        planned_hours=Decimal(person.planned_hours),
        events=[one for one in events if span.starts_on <= one.day <= span.today],
        exit_on=exit_on,
        hired_on=next((day for day in hires if exit_on and exit_on <= day <= span.today), None),
    )


def _words(trace: Trace) -> str:
    share = round(trace.done_until(trace.line_ends_on) * 100)
    words = gettext("%(share)s %% des heures faites", share=share)
    if trace.hired_on is None:
        return words
    return f"{words}, " + gettext("embauche le %(day)s", day=day_words(trace.hired_on))
