"""Proposing a placement, and changing a proposal that has no answer yet."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts.cohort_queries import cohorts_to_choose
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.queries import (
    cohort_by_reference,
    enrolments_of,
    roster,
    trainee_by_reference,
)
from school.placements import operations, operations_links, queries
from school.placements.blueprint import blueprint
from school.placements.forms import ProposalForm
from school.placements.models import Placement
from school.placements.operations import Proposal
from school.placements.rules import PlacementStatus
from school.placements.views.hosts import MAY, host_choices, host_named, host_value
from school.placements.views.sending import deliver_proposal
from school.web.context import principal, session
from school.web.paging import page_number
from school.web.submit import submit


@blueprint.route("/placements/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_PLACEMENTS)
def new() -> ResponseReturnValue:
    """Propose somebody of a cohort to an enterprise; the cohort is asked for first."""
    cohort = _asked_cohort()
    if cohort is None:
        page = cohorts_to_choose(session, principal, MAY, page_number())
        return render_template("placements/choose_cohort.html", page=page)
    people = roster(session, cohort)
    form = ProposalForm(trainee=request.args.get("trainee"))
    form.offer([(one.trainee.reference, _named(one)) for one in people], host_choices())
    if request.method == "GET":
        return render_template("placements/new.html", form=form, cohort=cohort)
    return submit(form, "placements/new.html", lambda: _propose(form, people), cohort=cohort)


def _asked_cohort() -> Cohort | None:
    if reference := request.args.get("cohort"):
        return cohort_by_reference(session, principal, reference, MAY)
    if reference := request.args.get("trainee"):
        trainee = trainee_by_reference(session, principal, reference)
        latest = enrolments_of(session, principal, trainee)
        return cohort_by_reference(session, principal, latest[0].cohort.reference, MAY)
    return None


def _named(enrolment: Enrolment) -> str:
    name = enrolment.trainee.full_name
    if enrolment.enrolled_on is None:
        return str(gettext("%(name)s (candidature)", name=name))
    return name


def _propose(form: ProposalForm, people: Sequence[Enrolment]) -> str:
    enrolment = next(one for one in people if one.trainee.reference == form.trainee.data)
    placement = operations.propose(
        session, principal.name, enrolment, _proposal(form), confirmed=form.confirmed.data
    )
    token = operations_links.issue_confirmation(session, placement)
    deliver_proposal(placement, token)
    return url_for("placements.show", reference=placement.reference)


def _proposal(form: ProposalForm) -> Proposal:
    enterprise, tutor = host_named(form.host.data)
    return Proposal(
        enterprise=enterprise,
        tutor=tutor,
        position=form.position.data,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        weekly_hours=form.weekly_hours.data,
    )


@blueprint.route("/placements/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_PLACEMENTS)
def edit(reference: str) -> ResponseReturnValue:
    """Change a proposal that the enterprise has not answered, and send it again."""
    placement = queries.placement_by_reference(session, principal, reference, MAY)
    if placement.status is not PlacementStatus.PROPOSED:
        flash(gettext("L’entreprise a déjà répondu : la proposition ne change plus."), "info")
        return redirect(url_for("placements.show", reference=reference), 303)
    form = _form_on(placement)
    if request.method == "GET":
        return render_template("placements/edit.html", form=form, placement=placement)
    return submit(
        form, "placements/edit.html", lambda: _revise(form, placement), placement=placement
    )


def _form_on(placement: Placement) -> ProposalForm:
    form = ProposalForm(
        version=placement.version,
        host=host_value(placement.enterprise, placement.tutor),
        position=placement.position,
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        weekly_hours=placement.weekly_hours and placement.weekly_hours.normalize(),
    )
    form.offer(None, host_choices())
    return form


def _revise(form: ProposalForm, placement: Placement) -> str:
    changed = operations.revise(
        session,
        principal.name,
        placement,
        _proposal(form),
        known_version=form.known_version,
        confirmed=form.confirmed.data,
    )
    if changed:
        deliver_proposal(placement, operations_links.issue_confirmation(session, placement))
    else:
        flash(gettext("Rien n’a changé."), "info")
    return url_for("placements.show", reference=placement.reference)
