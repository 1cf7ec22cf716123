"""Pages of roll calls."""

from datetime import date
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts import attendance_queries, queries
from school.cohorts.attendance_rules import Moment, check_moment, present_half_day
from school.cohorts.blueprint import blueprint
from school.cohorts.cohort_queries import period_of
from school.cohorts.enrolment_rules import CohortStage
from school.cohorts.labels import HALF_DAYS
from school.cohorts.models import Cohort
from school.cohorts.roll_call import form_of, take
from school.cohorts.roll_call_form import RollCallForm
from school.cohorts.rules import HalfDay
from school.cohorts.timetable import queries as timetable_queries
from school.cohorts.timetable.plan_rules import week_of
from school.cohorts.timetable.rules import Place
from school.core.clock import local_now, today
from school.core.errors import InvalidInput
from school.web.context import principal, session
from school.web.paging import page_number
from school.web.submit import submit


@blueprint.route("/cohorts/<reference>/attendance", methods=["GET", "POST"])
@requires(Permission.TAKE_ATTENDANCE)
def attendance(reference: str) -> ResponseReturnValue:
    """Take the roll call of a half-day, or correct it: today's unless another is asked for."""
    cohort = _called(reference)
    if request.method == "GET" and "date" not in request.args and _is_to_come(cohort):
        return render_template("cohorts/attendance_to_come.html", cohort=cohort)
    moment, refusal = _asked(cohort)
    context: dict[str, Any] = {"cohort": cohort, "moment": moment, "half_days": HALF_DAYS}
    if refusal:
        return render_template("cohorts/attendance_refused.html", refusal=refusal, **context), 422
    context |= _known_of(cohort, moment)
    form = form_of(session, cohort, moment, context["held"])
    if not form.is_submitted():
        return render_template("cohorts/attendance.html", form=form, **context)
    return submit(form, "cohorts/attendance.html", lambda: _take(form, cohort, moment), **context)


@blueprint.get("/cohorts/<reference>/attendance/days")
@requires(Permission.TAKE_ATTENDANCE)
def half_days(reference: str) -> ResponseReturnValue:
    """List the half-days noted for a cohort, the latest first."""
    cohort = _called(reference)
    page = attendance_queries.half_days(session, cohort, page_number())
    return render_template("cohorts/half_days.html", cohort=cohort, page=page, words=HALF_DAYS)


def _known_of(cohort: Cohort, moment: Moment) -> dict[str, Any]:
    """Tell what is known of a half-day: its session, its roll call, where the plan has it spent."""
    held = timetable_queries.session_at(session, cohort, moment)
    week = week_of(timetable_queries.plan_of(session, cohort.id), moment.day)
    return {
        "held": held,
        "taking": attendance_queries.taken_by(session, cohort, moment),
        "elsewhere": held is None and week is not None and week.place is not Place.CENTRE,
    }


def _is_to_come(cohort: Cohort) -> bool:
    stage = period_of(cohort).stage(today(cohort.school.timezone))
    return stage is CohortStage.COMING


def _called(reference: str) -> Cohort:
    return queries.cohort_by_reference(session, principal, reference, Permission.TAKE_ATTENDANCE)


def _asked(cohort: Cohort) -> tuple[Moment, str]:
    """Read the half-day of the address; the second value says why it cannot be."""
    clock = local_now(cohort.school.timezone)
    half_day = request.args.get("half_day", "")
    part = HalfDay(half_day) if half_day in set(HalfDay) else present_half_day(clock.time())
    period = period_of(cohort)
    moment = Moment(period.nearest(clock.date()), part)
    try:
        if text := request.args.get("date", ""):
            moment = Moment(date.fromisoformat(text), part)
        check_moment(moment, period, clock.date())
    except InvalidInput as error:
        return moment, gettext(error.message)
    except ValueError:
        return moment, gettext("Cette date ne se lit pas : choisissez-la dans le calendrier.")
    return moment, ""


def _take(form: RollCallForm, cohort: Cohort, moment: Moment) -> str:
    count = take(session, principal, cohort, moment, form)
    words = ngettext(
        "L’appel est enregistré pour %(num)s personne.",
        "L’appel est enregistré pour %(num)s personnes.",
        count,
    )
    flash(words, "success")
    return url_for("cohorts.half_days", reference=cohort.reference)
