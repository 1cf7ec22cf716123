"""Pages of practical assessments: the list, one of them, a cohort's grid, and recording."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts.models import Cohort
from school.cohorts.queries import cohort_by_reference
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.practicals import (
    actions,
    cohort_queries,
    pages,
    queries,
)
from school.practicals.blueprint import blueprint
from school.practicals.filters import filters_of, length_of
from school.practicals.labels import VERDICT_KINDS, VERDICTS
from school.practicals.sheet_forms import AcknowledgementForm
from school.practicals.targets import task_of_cohort
from school.web.context import principal, session
from school.web.paging import page_number
from school.web.submit import submit


@blueprint.get("")
@requires(Permission.SEE_PRACTICALS)
def index() -> ResponseReturnValue:
    """List assessments, the newest first."""
    return render_template(
        "practicals/index.html",
        **pages.list_page(session, principal, filters_of(request.args), page_number()),
    )


@blueprint.get("/<reference>")
@requires(Permission.SEE_PRACTICALS)
def show(reference: str) -> ResponseReturnValue:
    """Show one assessment: its measures, its verdict and why, and who changed it."""
    assessment = queries.assessment_by_reference(session, principal, reference)
    page = pages.assessment_page(session, principal, assessment, length_of(request.args))
    return render_template(
        "practicals/show.html", form=AcknowledgementForm.about(page["sheet"]), **page
    )


@blueprint.get("/grid/<reference>")
@requires(Permission.SEE_PRACTICALS)
def grid(reference: str) -> ResponseReturnValue:
    """Show a cohort's people and practical tasks, each crossing with its latest verdict."""
    cohort = cohort_by_reference(session, principal, reference, Permission.SEE_PRACTICALS)
    return render_template("practicals/grid.html", **pages.grid_page(session, principal, cohort))


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.ASSESS_PRACTICALS)
def new() -> ResponseReturnValue:
    """Record an attempt: choose the cohort, the task and the person, then enter the measures."""
    cohort_reference, task = (request.args.get(name, "") for name in ("cohort", "task"))
    if cohort_reference and task and "trainee" in request.args:
        return _record(cohort_reference, task)
    if not cohort_reference:
        return _choose_cohort()
    cohort = cohort_by_reference(session, principal, cohort_reference, Permission.ASSESS_PRACTICALS)
    return _choose_person(cohort, task) if task else _choose_task(cohort)


@blueprint.route("/<reference>/correct", methods=["GET", "POST"])
@requires(Permission.ASSESS_PRACTICALS)
def correct(reference: str) -> ResponseReturnValue:
    """Correct an assessment by signing another sheet; what was known before is kept."""
    assessment = queries.assessment_by_reference(
        session, principal, reference, Permission.ASSESS_PRACTICALS
    )
    form, asked, context = pages.correction(session, assessment)
    if request.method == "GET":
        return render_template("practicals/correct.html", form=form, **context)
    return submit(
        form,
        "practicals/correct.html",
        lambda: actions.correct(session, principal, assessment, asked, form),
        **context,
    )


def _choose_cohort() -> ResponseReturnValue:
    cohorts = cohort_queries.cohorts_to_assess(session, principal)
    running = [one for one in cohorts if one.ends_on is None or one.ends_on >= today()]
    if len(running) == 1:
        return _choose_task(running[0])
    others = [one for one in cohorts if one not in running]
    return render_template("practicals/choose_cohort.html", running=running, others=others)


def _choose_task(cohort: Cohort) -> ResponseReturnValue:
    tasks = cohort_queries.tasks_of(session, cohort)
    recent = cohort_queries.recent_tasks(session, principal, cohort)
    return render_template(
        "practicals/choose_task.html",
        cohort=cohort,
        modules=pages.by_module(tasks),
        recent=[task for name in recent for task in tasks if task.reference == name],
        trainee=request.args.get("trainee"),
    )


def _choose_person(cohort: Cohort, task_reference: str) -> ResponseReturnValue:
    task = queries.task_by_reference(session, task_reference)
    return render_template(
        "practicals/choose_person.html",
        cohort=cohort,
        task=task,
        people=cohort_queries.standings(session, cohort, task),
        verdicts=VERDICTS,
        verdict_kinds=VERDICT_KINDS,
        today=today(),
    )


def _record(cohort: str, task: str) -> ResponseReturnValue:
    named = request.form.get("trainee") or request.args["trainee"]
    opened = task_of_cohort(session, principal, cohort, task, named)
    if request.method == "GET" and named and opened.standing_of(named) is None:
        raise NotFound(mark("Cette personne n’est pas de cette promotion."))
    form = pages.new_attempt(session, principal, opened, request.args)
    context = {"opened": opened, **pages.FORM_WORDS}
    if request.method == "GET" or form.preview.data:
        form.validate_on_submit()
        return render_template("practicals/new.html", form=form, **context)
    return submit(
        form,
        "practicals/new.html",
        lambda: actions.record(session, principal, opened, form),
        **context,
    )
