"""The days without work of a school: the country's holidays and its own."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.accounts.models import School
from school.cohorts.blueprint import blueprint
from school.cohorts.timetable import operations, queries
from school.cohorts.timetable.forms import DayForm
from school.cohorts.timetable.labels import DAY_KINDS
from school.cohorts.timetable.rules import DayKind
from school.core.clock import today
from school.web.addresses import FIRST_YEAR, LAST_YEAR, day_asked
from school.web.context import principal, session
from school.web.submit import submit
from school.web.template_words import language


@blueprint.route("/schools/<reference>/days-off", methods=["GET", "POST"])
@requires(Permission.MANAGE_COHORTS)
def days_off(reference: str) -> ResponseReturnValue:
    """List the days without work of a year, and settle another one."""
    school, form = queries.school_of(session, principal, reference), DayForm()
    template, context = "cohorts/timetable/days_off.html", _context(reference)
    if not form.is_submitted():
        form.date.data = day_asked("date")
        return render_template(template, form=form, **context)
    return submit(form, template, lambda: _settle(form, school), **context)


@blueprint.post("/schools/<reference>/days-off/forget")
@requires(Permission.MANAGE_COHORTS)
def forget_day(reference: str) -> ResponseReturnValue:
    """Take back what the school said of a day."""
    school = queries.school_of(session, principal, reference)
    day = day_asked("date")
    if day is not None and operations.forget_day(session, principal, school, day):
        flash(gettext("Ce jour redevient comme les autres."), "success")
    return redirect(url_for("cohorts.days_off", reference=reference), 303)


def _context(reference: str) -> dict[str, object]:
    school = queries.school_of(session, principal, reference)
    year = _year()
    first, last = date(year, 1, 1), date(year, 12, 31)
    own = queries.own_days(session, school.id)
    return {
        "school": school,
        "year": year,
        "closed": queries.closed_days(session, school, first, last, language()),
        "own": own,
        "kinds": DAY_KINDS,
    }


def _year() -> int:
    text = request.args.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else today().year
    return min(max(year, FIRST_YEAR + 100), LAST_YEAR - 1)


def _settle(form: DayForm, school: School) -> str:
    kind = DayKind(form.kind.data)
    operations.settle_day(session, principal, school, form.date.data, kind, form.label.data)
    flash(gettext("Ce jour est noté au calendrier de l’école."), "success")
    return url_for("cohorts.days_off", reference=school.reference, year=form.date.data.year)
