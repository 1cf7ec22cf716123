"""Pages of a cohort's plan: its modules and their weeks."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts import queries as cohort_reads
from school.cohorts.blueprint import blueprint
from school.cohorts.models import Cohort
from school.cohorts.timetable import operations, plan_news, queries
from school.cohorts.timetable.forms import PlanForm, plan_form
from school.cohorts.timetable.plan_rules import (
    Week,
    missing_weeks,
    mondays_of,
    propose,
)
from school.cohorts.timetable.presentation import module_words, modules_of_plan, plan_labels
from school.cohorts.timetable.queries import ClosedDay
from school.cohorts.timetable.rules import Place
from school.cohorts.views.cohorts import managed
from school.core.clock import today
from school.curriculum.models import Module
from school.web.context import principal, session
from school.web.submit import submit
from school.web.template_words import language

TWO_YEARS = timedelta(days=731)


@blueprint.get("/cohorts/<reference>/plan")
@requires(Permission.SEE_COHORTS)
def plan(reference: str) -> ResponseReturnValue:
    """Show the modules of a cohort with their weeks, as fixed or as proposed."""
    cohort = cohort_reads.cohort_by_reference(session, principal, reference)
    modules = queries.modules_of(session, cohort)
    closed = closed_of(cohort)
    fixed = queries.plan_of(session, cohort.id)
    weeks = fixed or _proposal(cohort, modules, closed)
    return render_template(
        "cohorts/timetable/plan.html",
        cohort=cohort,
        is_fixed=bool(fixed),
        modules=modules_of_plan(weeks, modules, closed, today(), cohort),
        missing=missing_weeks(queries.planned(session, cohort, modules), weeks),
        closed=closed,
    )


@blueprint.route("/cohorts/<reference>/plan/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_COHORTS)
def edit_plan(reference: str) -> ResponseReturnValue:
    """Fix the plan of a cohort week by week, starting from the one fixed or proposed."""
    cohort = managed(reference)
    modules = queries.modules_of(session, cohort)
    closed = closed_of(cohort)
    weeks = _weeks_to_edit(cohort, modules, closed)
    words = {one.reference: module_words(one) for one in modules}
    form = plan_form(weeks, words, plan_labels(weeks, closed))
    context = {"cohort": cohort, "modules": words}
    if not form.is_submitted():
        form.version.data = str(cohort.version)
        return render_template("cohorts/timetable/edit_plan.html", form=form, **context)
    template = "cohorts/timetable/edit_plan.html"
    return submit(form, template, lambda: _fix(form, cohort), **context)


def closed_of(cohort: Cohort) -> dict[date, ClosedDay]:
    """Name the days without work of a cohort, over two years at most when it has no end."""
    last = cohort.ends_on or cohort.starts_on + TWO_YEARS
    return queries.closed_days(session, cohort.school, cohort.starts_on, last, language())


def _fix(form: PlanForm, cohort: Cohort) -> str:
    before, after = queries.plan_of(session, cohort.id), form.plan()
    changed = operations.fix_plan(session, principal, cohort, after, form.known_version)
    plan_news.tell(session, cohort, before, after)
    words = ngettext("%(num)s semaine est changée.", "%(num)s semaines sont changées.", changed)
    flash(words if changed else gettext("Le plan était déjà ainsi."), "success")
    return url_for("cohorts.plan", reference=cohort.reference)


def _proposal(
    cohort: Cohort, modules: Sequence[Module], closed: dict[date, ClosedDay]
) -> list[Week]:
    return propose(
        queries.planned(session, cohort, modules), cohort.starts_on, cohort.ends_on, closed
    )


def _weeks_to_edit(
    cohort: Cohort, modules: Sequence[Module], closed: dict[date, ClosedDay]
) -> list[Week]:
    proposal = _proposal(cohort, modules, closed)
    fixed = {week.monday: week for week in queries.plan_of(session, cohort.id)}
    if not fixed:
        return proposal
    if cohort.ends_on is None:
        return list(fixed.values())
    mondays = mondays_of(cohort.starts_on, cohort.ends_on)
    return [fixed.get(monday, Week(monday, Place.OFF)) for monday in mondays]
