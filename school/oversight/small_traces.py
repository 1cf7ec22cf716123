"""The small traces of a cohort's people, one beside each name, all on the same span of time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Enrolment
from school.oversight.small_trace_drawing import draw_small
from school.oversight.small_trace_queries import MarkKind, TraceMark, marks, planned_hours
from school.oversight.trace_rules import EventKind, Period, Trace, TraceEvent
from school.web.filters import day as day_words
from school.web.filters import number

AFTERWARDS = timedelta(days=183)
"""How far the drawings of a finished cohort go on: the six months in which people are hired."""

EVENTS = {MarkKind.SUCCESS: EventKind.SUCCESS, MarkKind.DIFFICULTY: EventKind.DIFFICULTY}


def small_traces(
    session: Session, cohort: Cohort, enrolments: Sequence[Enrolment], today: date
) -> Mapping[int, Markup]:
    """Draw the trace of everybody admitted, by the number of the person."""
    admitted = [one for one in enrolments if one.enrolled_on and one.enrolled_on <= today]
    if not admitted or cohort.starts_on > today:
        return {}
    found: dict[int, list[TraceMark]] = defaultdict(list)
    for mark in marks(session, cohort, [one.trainee_id for one in admitted], today):
        found[mark.trainee_id].append(mark)
    planned = planned_hours(session, cohort)
    drawings = {}
    for one in admitted:
        trace = _trace(cohort, one, found[one.trainee_id], planned, today)
        drawings[one.trainee_id] = draw_small(trace, _words(trace))
    return drawings


def _trace(
    cohort: Cohort, enrolment: Enrolment, found: Sequence[TraceMark], planned: Decimal, today: date
) -> Trace:
    exit_on = enrolment.dates.as_of(today).exit_on
    ends_on = cohort.ends_on or today
    events = [TraceEvent(one.day, EVENTS[one.kind], "") for one in found if one.kind in EVENTS]
    hires = [one.day for one in found if one.kind is MarkKind.HIRE and exit_on]
    return Trace(
        start=cohort.starts_on,
        end=ends_on + AFTERWARDS if ends_on < today else ends_on,
        today=today,
        training=Period(cohort.starts_on, ends_on, cohort.name),
        hours=[(one.day, one.hours) for one in found if one.hours is not None],
        planned_hours=planned,
        events=[one for one in events if cohort.starts_on <= one.day <= today],
        exit_on=exit_on,
        hired_on=next((day for day in hires if exit_on and exit_on <= day <= today), None),
    )


def _words(trace: Trace) -> str:
    share = number(trace.done_until(trace.line_ends_on) * 100, 0)
    words = [gettext("%(share)s %% des heures faites", share=share)]
    if trace.exit_on:
        words.append(gettext("sortie le %(day)s", day=day_words(trace.exit_on)))
    if trace.hired_on:
        words.append(gettext("embauche le %(day)s", day=day_words(trace.hired_on)))
    return ", ".join(words)
