"""Proposing a placement, and changing a proposal that has no answer yet."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.queries import (
    cohort_by_reference,
    enrolments_of,
    roster,
    trainee_by_reference,
    visible_cohorts,
)
from school.enterprises.models import Enterprise, Tutor
from school.enterprises.queries import (
    enterprise_by_reference,
    tutor_by_reference,
    visible_enterprises,
    visible_tutors,
)
from school.placements import operations, operations_links, queries
from school.placements.blueprint import blueprint
from school.placements.forms import ProposalForm
from school.placements.models import Placement
from school.placements.operations import Proposal
from school.placements.rules import PlacementStatus
from school.placements.views.sending import deliver_proposal
from school.web.context import principal, session
from school.web.submit import submit

MAY = Permission.MANAGE_PLACEMENTS
TUTOR, ENTERPRISE = "tutor", "enterprise"


@blueprint.route("/placements/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_PLACEMENTS)
def new() -> ResponseReturnValue:
    """Propose somebody of a cohort to an enterprise; the cohort is asked for first."""
    cohort = _asked_cohort()
    if cohort is None:
        return render_template(
            "placements/choose_cohort.html", cohorts=visible_cohorts(session, principal, MAY)
        )
    people = roster(session, cohort)
    form = ProposalForm(trainee=request.args.get("trainee"))
    form.offer([(one.trainee.reference, _named(one)) for one in people], _hosts())
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


def _hosts() -> list[tuple[str, str]]:
    hosts = [
        (tutor.enterprise.name, tutor.name, f"{TUTOR}:{tutor.reference}")
        for tutor in visible_tutors(session, principal, MAY)
    ] + [
        (one.name, gettext("tuteur à désigner"), f"{ENTERPRISE}:{one.reference}")
        for one in visible_enterprises(session, principal, MAY)
    ]
    # Names sort first, the enterprise without a tutor after its tutors.
    hosts.sort(key=lambda host: (host[0], host[2].startswith(ENTERPRISE), host[1]))
    return [(value, f"{enterprise} · {person}") for enterprise, person, value in hosts]


def _propose(form: ProposalForm, people: Sequence[Enrolment]) -> str:
    enrolment = next(one for one in people if one.trainee.reference == form.trainee.data)
    placement = operations.propose(
        session, principal.name, enrolment, _proposal(form), confirmed=form.confirmed.data
    )
    token = operations_links.issue_confirmation(session, placement)
    deliver_proposal(placement, token)
    return url_for("placements.show", reference=placement.reference)


def _proposal(form: ProposalForm) -> Proposal:
    enterprise, tutor = _host(form.host.data)
    return Proposal(
        enterprise=enterprise,
        tutor=tutor,
        position=form.position.data,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        weekly_hours=form.weekly_hours.data,
    )


def _host(value: str) -> tuple[Enterprise, Tutor | None]:
    kind, _, reference = value.partition(":")
    if kind == TUTOR:
        tutor = tutor_by_reference(session, principal, reference, MAY)
        return tutor.enterprise, tutor
    return enterprise_by_reference(session, principal, reference, MAY), None


@blueprint.route("/placements/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_PLACEMENTS)
def edit(reference: str) -> ResponseReturnValue:
    """Change a proposal that the enterprise has not answered, and send it again."""
    placement = queries.placement_by_reference(session, principal, reference)
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
    host = f"{ENTERPRISE}:{placement.enterprise.reference}"
    if placement.tutor is not None:
        host = f"{TUTOR}:{placement.tutor.reference}"
    form = ProposalForm(
        version=placement.version,
        host=host,
        position=placement.position,
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        weekly_hours=placement.weekly_hours and placement.weekly_hours.normalize(),
    )
    form.offer(None, _hosts())
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
