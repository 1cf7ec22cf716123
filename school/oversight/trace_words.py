"""From a person's record to the trace that draws it: events in words, periods, hours."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from flask import url_for
from flask_babel import gettext, ngettext

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.rules import AttendanceState, EnrolmentState
from school.curriculum.models import Module
from school.hiring.labels import CONTRACTS
from school.hiring.rules import Contract
from school.oversight.queries import AfterTraining, Day
from school.oversight.record import Record
from school.oversight.trace_rules import (
    EventKind,
    Period,
    Trace,
    TraceEvent,
    absences,
    spread_modules,
)
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from school.practicals.labels import VERDICTS
from school.practicals.models import Assessment
from school.practicals.rules import Verdict
from school.visits.labels import KINDS
from school.visits.models import Visit
from school.web.filters import day as day_words
from school.web.filters import localised

AFTERWARDS = timedelta(days=60)
"""How far the drawing goes on after the exit when nothing more is known."""

WORKED = frozenset({PlacementStatus.LIVE, PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF})
MAXIMUM_EVENTS = 30


def trace_of(record: Record, principal: Principal, today: date) -> Trace:
    """Make the trace of a person's main enrolment; events lead where the reader may go."""
    enrolment = record.main_enrolment
    cohort = enrolment.cohort
    dates = enrolment.dates.as_of(today)
    hire = first_hire(record.after, dates.exit_on)
    modules = [entry.module for entry in cohort.path.modules]
    planned_end = cohort.ends_on or cohort.starts_on + timedelta(
        weeks=sum(module.weeks for module in modules)
    )
    start = min(filter(None, (enrolment.applied_on, enrolment.enrolled_on, cohort.starts_on)))
    end = _end(planned_end, today, dates.exit_on, hire)
    return Trace(
        start=start,
        end=end,
        today=today,
        training=Period(cohort.starts_on, planned_end, cohort.name),
        modules=_module_periods(cohort.starts_on, planned_end, modules),
        immersions=_immersions(record.placements),
        hours=[(day.day, day.hours) for day in record.days if day.hours],
        planned_hours=Decimal(sum(one.centre_hours + one.enterprise_hours for one in modules)),
        events=_events(record, principal, start, end, today),
        exit_on=dates.exit_on,
        exit_words=_exit_words(dates.state, dates.exit_on),
        hired_on=hire.day if hire else None,
        hire_words=_hire_words(hire),
    )


def first_hire(after: Sequence[AfterTraining], exit_on: date | None) -> AfterTraining | None:
    """Give the first contract of work that still ran at the exit or began after it."""
    if exit_on is None:
        return None
    hires = [one for one in after if one.kind == "hire" and not one.contested]
    return next((one for one in hires if one.day >= exit_on), None)


def _end(planned_end: date, today: date, exit_on: date | None, hire: AfterTraining | None) -> date:
    if exit_on is None:
        return max(planned_end, min(today, planned_end + AFTERWARDS))
    last = max(filter(None, (exit_on, hire.day if hire else None)))
    return min(max(last + AFTERWARDS, exit_on + AFTERWARDS), max(today, last))


def _module_periods(start: date, end: date, modules: Sequence[Module]) -> list[Period]:
    labels = [f"{module.reference} {localised(module, 'title')}" for module in modules]
    return spread_modules(start, end, labels, [module.weeks for module in modules])


def _immersions(placements: Iterable[Placement]) -> list[Period]:
    periods = []
    for one in placements:
        end = one.ended_on or one.ends_on
        if one.status in WORKED and one.starts_on and end:
            periods.append(Period(one.starts_on, end, one.enterprise.name))
    return periods


def _events(
    record: Record, principal: Principal, start: date, end: date, today: date
) -> list[TraceEvent]:
    sees_visits = principal.may(Permission.SEE_VISITS)
    sees_offers = principal.may(Permission.SEE_HIRING_FACTS)
    events = [
        *(_assessment(one) for one in record.assessments),
        *(_visit(one, sees_visits) for one in record.visits if one.done_on),
        *_absences(record.days),
        *(_offer(one, sees_offers) for one in record.after if one.kind == "offer"),
    ]
    shown = [one for one in events if start <= one.day <= min(end, today)]
    return sorted(shown, key=lambda one: (one.day, one.kind, one.text))[-MAXIMUM_EVENTS:]


def _assessment(one: Assessment) -> TraceEvent:
    kind = EventKind.SUCCESS if one.verdict is Verdict.ACQUIRED else EventKind.DIFFICULTY
    return TraceEvent(
        one.assessed_on,
        kind,
        gettext(
            "%(task)s : %(verdict)s",
            task=localised(one.task, "title"),
            verdict=str(VERDICTS[one.verdict]).lower(),
        ),
        url_for("practicals.show", reference=one.reference),
    )


def _visit(one: Visit, with_page: bool) -> TraceEvent:
    words = str(KINDS[one.kind])
    if one.trainer is not None:
        words = gettext("%(kind)s de %(trainer)s", kind=words, trainer=one.trainer.name)
    day = one.done_on or one.planned_on or date.min
    page = url_for("visits.show", reference=one.reference) if with_page else None
    return TraceEvent(day, EventKind.VISIT, words, page)


def _absences(days: Sequence[Day]) -> Iterable[TraceEvent]:
    missed = [(day.day, day.absence == AttendanceState.EXCUSED) for day in days if day.absence]
    for spell in absences(missed):
        words = ngettext(
            "Absence d’une demi-journée", "Absence de %(num)s demi-journées", spell.half_days
        )
        if spell.excused:
            words = gettext("%(absence)s, justifiée", absence=words)
        yield TraceEvent(spell.first_day, EventKind.ABSENCE, words)


def _offer(one: AfterTraining, with_page: bool) -> TraceEvent:
    contract = (
        str(CONTRACTS[Contract(one.detail)]) if one.detail else gettext("contrat non précisé")
    )
    words = gettext("Offre d’embauche : %(contract)s", contract=contract)
    if one.employer:
        words = gettext("%(offer)s, %(employer)s", offer=words, employer=one.employer)
    page = url_for("hiring.offer", reference=one.reference) if with_page else None
    return TraceEvent(one.day, EventKind.STEP, words, page)


def _exit_words(state: EnrolmentState, exit_on: date | None) -> str:
    if exit_on is None:
        return ""
    words = {
        EnrolmentState.CERTIFIED: gettext("certification"),
        EnrolmentState.COMPLETED: gettext("parcours fini"),
        EnrolmentState.WITHDRAWN: gettext("départ"),
    }
    return f"{words.get(state, '')}, {day_words(exit_on)}"


def _hire_words(hire: AfterTraining | None) -> str:
    if hire is None:
        return ""
    return gettext("embauche, %(day)s", day=day_words(hire.day))
