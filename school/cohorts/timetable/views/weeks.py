"""Pages of a week: a cohort's, and one's own."""

from datetime import date, timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts import queries as cohort_reads
from school.cohorts.blueprint import blueprint
from school.cohorts.cohort_queries import period_of
from school.cohorts.labels import HALF_DAYS
from school.cohorts.models import Cohort
from school.cohorts.timetable import queries
from school.cohorts.timetable.plan_rules import week_of
from school.cohorts.timetable.presentation import week_marks, week_view
from school.cohorts.timetable.queries import ClosedDay
from school.core.calendar import monday_of
from school.core.clock import today
from school.web.addresses import day_asked
from school.web.context import principal, session
from school.web.template_words import language

SUNDAY = timedelta(days=6)


@blueprint.get("/cohorts/<reference>/week")
@requires(Permission.SEE_COHORTS)
def week(reference: str) -> ResponseReturnValue:
    """Show the sessions of a cohort in a week: this one unless another is asked for."""
    cohort = cohort_reads.cohort_by_reference(session, principal, reference)
    monday = monday_of(day_asked("week") or period_of(cohort).nearest(today()))
    sunday = monday + SUNDAY
    sessions = queries.sessions_of_cohort(session, cohort.id, monday, sunday)
    closed = queries.closed_days(session, cohort.school, monday, sunday, language())
    planned = week_of(queries.plan_of(session, cohort.id), monday)
    return render_template(
        "cohorts/timetable/week.html",
        cohort=cohort,
        week=week_view(monday, sessions, closed, planned, today()),
        half_days=HALF_DAYS,
        today=today(),
    )


@blueprint.get("/my/week")
@requires(Permission.SEE_TIMETABLE)
def my_week() -> ResponseReturnValue:
    """Show one's own sessions in a week, and an apprentice the weeks of the whole path."""
    monday = monday_of(day_asked("week") or today())
    sessions = queries.own_sessions(session, principal, monday, monday + SUNDAY)
    cohort = queries.cohort_of_trainee(session, principal.trainee_id, today())
    closed = _closed_for(cohort, monday)
    plan = queries.plan_of(session, cohort.id) if cohort else []
    return render_template(
        "cohorts/timetable/my_week.html",
        week=week_view(monday, sessions, closed, week_of(plan, monday), today()),
        half_days=HALF_DAYS,
        cohort=cohort,
        marks=week_marks(plan, {}, today()),
    )


def _closed_for(cohort: Cohort | None, monday: date) -> dict[date, ClosedDay]:
    school = cohort.school if cohort else queries.school_of_staff(session, principal.staff_id)
    if school is None:
        return {}
    return queries.closed_days(session, school, monday, monday + SUNDAY, language())
