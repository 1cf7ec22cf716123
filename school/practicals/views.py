"""Pages of practical assessments: the list, one of them, a cohort's grid, and recording."""

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts.models import Cohort
from school.cohorts.queries import cohort_by_reference, enrolment_of
from school.core.clock import today
from school.practicals import cohort_queries, list_queries, operations, pages, queries
from school.practicals.filters import filters_of
from school.practicals.forms import assessment_form
from school.practicals.labels import VERDICT_KINDS, VERDICTS
from school.practicals.wording import note_of
from school.web.context import principal, session
from school.web.paging import page_number
from school.web.submit import submit

blueprint = Blueprint("practicals", __name__, url_prefix="/practicals")


@blueprint.get("")
@requires(Permission.SEE_PRACTICALS)
def index() -> ResponseReturnValue:
    """List assessments, the newest first."""
    return render_template(
        "practicals/index.html",
        page=list_queries.list_assessments(
            session, principal, filters_of(request.args), page_number()
        ),
        **pages.filter_choices(session, principal),
        verdicts=VERDICTS,
        verdict_kinds=VERDICT_KINDS,
    )


@blueprint.get("/<reference>")
@requires(Permission.SEE_PRACTICALS)
def show(reference: str) -> ResponseReturnValue:
    """Show one assessment: its measures, its verdict and why, and who changed it."""
    assessment = queries.assessment_by_reference(session, principal, reference)
    return render_template(
        "practicals/show.html", **pages.assessment_page(session, principal, assessment)
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
    cohort_reference, task, trainee = (
        request.args.get(name, "") for name in ("cohort", "task", "trainee")
    )
    if cohort_reference and task and trainee:
        return _record(cohort_reference, task, trainee)
    if not cohort_reference:
        return _choose_cohort()
    cohort = cohort_by_reference(session, principal, cohort_reference, Permission.ASSESS_PRACTICALS)
    return _choose_person(cohort, task) if task else _choose_task(cohort)


@blueprint.route("/<reference>/correct", methods=["GET", "POST"])
@requires(Permission.ASSESS_PRACTICALS)
def correct(reference: str) -> ResponseReturnValue:
    """Correct an assessment; what was known before is kept."""
    assessment = queries.assessment_by_reference(
        session, principal, reference, Permission.ASSESS_PRACTICALS
    )
    form, context = pages.correction(session, assessment)
    if request.method == "GET":
        form.version.data = queries.version_of(session, reference)
        return render_template("practicals/correct.html", form=form, **context)

    def action() -> str:
        pages.correct(session, principal, assessment, form)
        flash(gettext("La correction est enregistrée."), "success")
        return url_for("practicals.show", reference=reference)

    return submit(form, "practicals/correct.html", action, **context)


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


def _record(cohort: str, task_reference: str, trainee: str) -> ResponseReturnValue:
    enrolment = enrolment_of(session, principal, cohort, trainee, Permission.ASSESS_PRACTICALS)
    task = queries.task_by_reference(session, task_reference)
    limits = queries.limits_for(session, enrolment.cohort, task)
    form = assessment_form(limits)(assessed_on=today())
    form.offer_people(())
    context = pages.entry_page(session, enrolment, task)
    if request.method == "GET":
        return render_template("practicals/new.html", form=form, **context)

    def action() -> str:
        assessment = operations.assess(session, principal, enrolment, task, form.entry(), note_of)
        flash(pages.saved_words(assessment, enrolment), "success")
        return url_for("practicals.show", reference=assessment.reference)

    return submit(form, "practicals/new.html", action, **context)
