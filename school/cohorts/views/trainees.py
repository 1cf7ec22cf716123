"""Pages of people: the list, a new applicant, corrections."""

from functools import partial

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts import queries, trainee_operations, trainee_queries
from school.cohorts.blueprint import blueprint
from school.cohorts.forms import ApplicantForm, KnownApplicantForm, PersonForm
from school.cohorts.labels import ENROLMENT_STATES, SEXES
from school.cohorts.models import Cohort, Trainee
from school.cohorts.person_rules import LikelyDouble
from school.cohorts.presentation import standing_of
from school.cohorts.rules import EnrolmentState, Sex
from school.cohorts.trainee_queries import UNSTATED, TraineeFilter
from school.cohorts.views.cohorts import managed
from school.core.clock import today
from school.web.context import principal, session
from school.web.filters import of
from school.web.logs import personal_data_seen
from school.web.paging import page_number
from school.web.submit import submit


@blueprint.get("/trainees")
@requires(Permission.SEE_TRAINEES)
def trainees() -> ResponseReturnValue:
    """List the people of one's schools, by name, cohort, state and sex."""
    wanted = _filter()
    cohorts = queries.visible_cohorts(session, principal)
    return render_template(
        "cohorts/trainees.html",
        page=trainee_queries.trainee_list(session, principal, wanted, page_number()),
        wanted=wanted,
        cohorts=[("", gettext("Toutes")), *((one.reference, one.name) for one in cohorts)],
        standing=partial(standing_of, today=today()),
        state_choices=[("", gettext("Tous")), *ENROLMENT_STATES.items()],
        sex_choices=[("", gettext("Tous")), *SEXES.items(), (UNSTATED, gettext("Non précisé"))],
    )


@blueprint.route("/cohorts/<reference>/apply", methods=["GET", "POST"])
@requires(Permission.MANAGE_TRAINEES)
def apply(reference: str) -> ResponseReturnValue:
    """Record the application of somebody new; likely doubles are shown and asked about."""
    cohort = managed(reference)
    form = ApplicantForm()
    doubles: list[LikelyDouble] = []
    if not form.is_submitted():
        form.applied_on.data = today()
        return render_template("cohorts/apply.html", form=form, cohort=cohort, doubles=doubles)
    return submit(
        form,
        "cohorts/apply.html",
        lambda: _apply_newcomer(form, cohort, doubles),
        cohort=cohort,
        doubles=doubles,
    )


@blueprint.route("/cohorts/<reference>/apply/<trainee>", methods=["GET", "POST"])
@requires(Permission.MANAGE_TRAINEES)
def apply_known(reference: str, trainee: str) -> ResponseReturnValue:
    """Record the application of somebody who is known already."""
    cohort, person = managed(reference), _managed_person(trainee)
    form = KnownApplicantForm()
    context = {"cohort": cohort, "trainee": person}
    if not form.is_submitted():
        form.applied_on.data = today()
        return render_template("cohorts/apply_known.html", form=form, **context)

    def action() -> str:
        day = form.applied_on.data
        trainee_operations.apply_known(session, principal, cohort, person, day, today=today())
        return _applied(person, cohort)

    return submit(form, "cohorts/apply_known.html", action, **context)


@blueprint.route("/trainees/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_TRAINEES)
def edit_trainee(reference: str) -> ResponseReturnValue:
    """Correct what is stated of a person."""
    trainee = _managed_person(reference)
    personal_data_seen("trainee", reference, principal.account_id)
    form = PersonForm.on(trainee)
    doubles: list[LikelyDouble] = []
    context = {"trainee": trainee, "doubles": doubles}
    if not form.is_submitted():
        return render_template("cohorts/edit_trainee.html", form=form, **context)
    return submit(
        form, "cohorts/edit_trainee.html", lambda: _revise(form, trainee, doubles), **context
    )


def _filter() -> TraineeFilter:
    state, sex = request.args.get("state", ""), request.args.get("sex", "")
    return TraineeFilter(
        request.args.get("text", "").strip(),
        request.args.get("cohort", ""),
        EnrolmentState(state) if state in set(EnrolmentState) else None,
        sex if sex in {*Sex, UNSTATED} else "",
    )


def _managed_person(reference: str) -> Trainee:
    return queries.trainee_by_reference(session, principal, reference, Permission.MANAGE_TRAINEES)


def _apply_newcomer(form: ApplicantForm, cohort: Cohort, doubles: list[LikelyDouble]) -> str:
    doubles[:] = trainee_queries.likely_doubles(session, principal, form.details)
    trainee = trainee_operations.apply_newcomer(
        session,
        principal,
        cohort,
        form.details,
        form.applied_on.data,
        today=today(),
        doubles=doubles,
        confirmed=form.confirmed.data,
    )
    return _applied(trainee, cohort)


def _applied(trainee: Trainee, cohort: Cohort) -> str:
    words = gettext("La candidature %(of_name)s est enregistrée.", of_name=of(trainee.full_name))
    flash(words, "success")
    return url_for("cohorts.show", reference=cohort.reference)


def _revise(form: PersonForm, trainee: Trainee, doubles: list[LikelyDouble]) -> str:
    doubles[:] = trainee_queries.likely_doubles(session, principal, form.details, trainee.id)
    trainee_operations.revise_trainee(
        session,
        principal,
        trainee,
        form.details,
        known_version=form.known_version,
        today=today(),
        doubles=doubles,
        confirmed=form.confirmed.data,
    )
    flash(gettext("La fiche est enregistrée."), "success")
    return url_for("oversight.trainee", reference=trainee.reference)
