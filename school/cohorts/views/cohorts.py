"""Pages of cohorts: the list, opening one, its people and numbers."""

from functools import partial

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.accounts.models import School
from school.accounts.queries import schools_where
from school.cohorts import cohort_queries, operations, queries
from school.cohorts.blueprint import blueprint
from school.cohorts.cohort_queries import CohortView, Wanted
from school.cohorts.forms import CohortForm, OpenCohortForm, offer_one_of
from school.cohorts.labels import (
    COHORT_STAGES,
    ENROLMENT_STATES,
    REACHED,
    SEXES_CHOSEN,
    STAGE_KINDS,
)
from school.cohorts.models import Cohort
from school.cohorts.operations import CohortDetails
from school.cohorts.people_drawings import drawings_of
from school.cohorts.presentation import standing_of
from school.cohorts.rules import EnrolmentState, Sex
from school.cohorts.trainee_queries import UNSTATED
from school.cohorts.turns import turns_of
from school.core.clock import today
from school.curriculum.queries import path_choices
from school.web.context import principal, session
from school.web.filters import title
from school.web.paging import page_number
from school.web.submit import submit


@blueprint.get("/cohorts")
@requires(Permission.SEE_COHORTS)
def index() -> ResponseReturnValue:
    """List the cohorts: those that are open, unless others are asked for."""
    wanted = request.args.get("view", "")
    view = CohortView(wanted) if wanted in set(CohortView) else CohortView.OPEN
    page = cohort_queries.cohort_list(session, principal, view, today(), page_number())
    return render_template(
        "cohorts/index.html",
        page=page,
        view=view,
        today=today(),
        stages=COHORT_STAGES,
        stage_kinds=STAGE_KINDS,
    )


@blueprint.get("/cohorts/<reference>")
@requires(Permission.SEE_COHORTS)
def show(reference: str) -> ResponseReturnValue:
    """Show a cohort: what it waits for, its numbers and its people."""
    cohort = queries.cohort_by_reference(session, principal, reference)
    wanted = _wanted()
    numbers = cohort_queries.numbers_of(session, cohort)
    page = cohort_queries.people_of(session, cohort, wanted, page_number())
    return render_template(
        "cohorts/show.html",
        cohort=cohort,
        numbers=numbers,
        turns=turns_of(cohort, numbers, principal, today()),
        page=page,
        drawings=drawings_of(session, cohort, page.items, today()),
        wanted=wanted,
        words=_words(cohort),
    )


@blueprint.route("/cohorts/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_COHORTS)
def new() -> ResponseReturnValue:
    """Open a cohort on a path."""
    form = OpenCohortForm()
    schools = schools_where(session, principal, Permission.MANAGE_COHORTS)
    offer_one_of(form.school, [(one.reference, one.name) for one in schools])
    paths = _offer_paths(form)
    if not form.is_submitted():
        return render_template("cohorts/new.html", form=form)

    def action() -> str:
        school_id = _number_of(schools, form.school.data)
        details = _details(form, paths)
        operations.open_cohort(session, principal, school_id, form.code.data, details)
        flash(gettext("La promotion est ouverte."), "success")
        return url_for("cohorts.show", reference=form.code.data)

    return submit(form, "cohorts/new.html", action)


@blueprint.route("/cohorts/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_COHORTS)
def edit(reference: str) -> ResponseReturnValue:
    """Correct what is stated of a cohort."""
    cohort = managed(reference)
    form = CohortForm.on(cohort)
    paths = _offer_paths(form)
    if not form.is_submitted():
        form.path.data = cohort.path.reference
        return render_template("cohorts/edit.html", form=form, cohort=cohort)

    def action() -> str:
        details, version = _details(form, paths), form.known_version
        operations.revise_cohort(session, principal, cohort, details, version)
        flash(gettext("La fiche de la promotion est enregistrée."), "success")
        return url_for("cohorts.show", reference=reference)

    return submit(form, "cohorts/edit.html", action, cohort=cohort)


def managed(reference: str) -> Cohort:
    """Find a cohort that the person who asks may change; raises `NotFound` for others."""
    return queries.cohort_by_reference(session, principal, reference, Permission.MANAGE_COHORTS)


def _wanted() -> Wanted:
    state, stage, sex = (request.args.get(name, "") for name in ("state", "stage", "sex"))
    return Wanted(
        EnrolmentState(state) if state in set(EnrolmentState) else None,
        stage if stage in cohort_queries.STAGES else "",
        sex if sex in {*Sex, UNSTATED} else "",
    )


def _words(cohort: Cohort) -> dict[str, object]:
    stage = cohort_queries.period_of(cohort).stage(today())
    return {
        "everybody": cohort_queries.EVERYBODY,
        "states": ENROLMENT_STATES,
        "stages": REACHED,
        "sexes": SEXES_CHOSEN,
        "stage": COHORT_STAGES[stage],
        "stage_kind": STAGE_KINDS[stage],
        "standing": partial(standing_of, today=today()),
    }


def _offer_paths(form: CohortForm) -> dict[str, int]:
    paths = path_choices(session)
    offer_one_of(form.path, [(path.reference, title(path)) for path in paths])
    return {path.reference: path.id for path in paths}


def _number_of(schools: list[School], reference: str) -> int:
    return next(school.id for school in schools if school.reference == reference)


def _details(form: CohortForm, paths: dict[str, int]) -> CohortDetails:
    return CohortDetails(
        paths[form.path.data],
        form.name.data,
        form.starts_on.data,
        form.ends_on.data,
        form.capacity.data,
    )
