"""The sign-in sheet of a half-day or of a week, as a PDF."""

from datetime import date, timedelta

from flask import Response, request
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts import queries as cohort_reads
from school.cohorts.attendance_rules import Moment, is_expected
from school.cohorts.blueprint import blueprint
from school.cohorts.cohort_queries import period_of
from school.cohorts.labels import HALF_DAYS
from school.cohorts.models import Cohort
from school.cohorts.rules import HalfDay
from school.cohorts.timetable import queries
from school.cohorts.timetable.documents import SheetBox, SignInSheet, sign_in_document
from school.cohorts.timetable.models import ClassSession
from school.cohorts.timetable.rules import TEACHING_DAYS
from school.core.calendar import monday_of
from school.core.clock import today
from school.web.addresses import day_asked
from school.web.context import principal, session
from school.web.filters import day as day_words
from school.web.filters import day_long
from school.web.template_words import language


@blueprint.get("/cohorts/<reference>/sign-in-sheet.pdf")
@requires(Permission.TAKE_ATTENDANCE)
def sign_in_sheet(reference: str) -> Response:
    """Give the sheet of a half-day when one is named, else of a week."""
    cohort = cohort_reads.cohort_by_reference(
        session, principal, reference, Permission.TAKE_ATTENDANCE
    )
    moments = _moments(cohort)
    answer = Response(sign_in_document(_sheet(cohort, moments)), mimetype="application/pdf")
    name = f"emargement-{moments[0].day.isoformat()}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _sheet(cohort: Cohort, moments: list[Moment]) -> SignInSheet:
    first, last = moments[0].day, moments[-1].day
    several = gettext("du %(start)s au %(end)s", start=day_words(first), end=day_words(last))
    return SignInSheet(
        school=cohort.school.name,
        cohort=cohort.name,
        period=day_long(first) if first == last else several,
        language=language(),
        boxes=_boxes(cohort, moments),
        people=_people(cohort, {one.day for one in moments}),
    )


def _moments(cohort: Cohort) -> list[Moment]:
    half_day, day = request.args.get("half_day", ""), day_asked("date")
    if day is not None:
        halves = [HalfDay(half_day)] if half_day in set(HalfDay) else list(HalfDay)
        return [Moment(day, half) for half in halves]
    monday = monday_of(day_asked("week") or period_of(cohort).nearest(today()))
    days = [monday + timedelta(days=number) for number in range(TEACHING_DAYS)]
    closed = queries.closed_days(session, cohort.school, days[0], days[-1], language())
    opened = [one for one in days if one not in closed] or days
    return [Moment(one, half) for one in opened for half in HalfDay]


def _boxes(cohort: Cohort, moments: list[Moment]) -> list[SheetBox]:
    first, last = moments[0].day, moments[-1].day
    held = {
        Moment(one.date, one.half_day): one
        for one in queries.sessions_of_cohort(session, cohort.id, first, last)
        if one.cancelled_on is None
    }
    return [
        SheetBox(
            day_words(moment.day),
            str(HALF_DAYS[moment.half_day]),
            _held_words(held[moment]) if moment in held else "",
        )
        for moment in moments
    ]


def _held_words(held: ClassSession) -> str:
    parts = (
        held.module.reference if held.module else "",
        held.subject or "",
        held.trainer.name if held.trainer else "",
        held.room.name if held.room else "",
    )
    return " · ".join(part for part in parts if part)


def _people(cohort: Cohort, days: set[date]) -> list[str]:
    return [
        one.trainee.full_name
        for one in cohort_reads.roster(session, cohort)
        if any(is_expected(one.dates, day) for day in days)
    ]
