"""Writing an agreement: its first draft, an amendment, and what is corrected before it is sent."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts.competency_queries import competencies_of
from school.core.errors import NotFound, mark
from school.placements import queries as placement_queries
from school.placements.agreements import draft_queries, labels, operations, policy, queries
from school.placements.agreements.forms import AgreementForm, agreement_form, filled
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.presentation import titles_of
from school.placements.agreements.rules import (
    AgreementKind,
    AgreementStatus,
    Section,
    changeable,
)
from school.placements.blueprint import blueprint
from school.placements.models import Placement
from school.placements.operations import today_of
from school.web.choices import one_of
from school.web.context import principal, session
from school.web.submit import submit

PAGE = "agreements/edit.html"


@blueprint.route("/placements/<reference>/agreement/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_PLACEMENTS)
def new_agreement(reference: str) -> ResponseReturnValue:
    """Write the first draft of an agreement, or of an amendment of the kind asked for."""
    placement = placement_queries.placement_by_reference(session, principal, reference)
    kind = _kind()
    if kind is None or not policy.writes_for_school(principal, placement):
        return redirect(url_for("placements.agreement", reference=reference), 303)
    start = _start(placement, kind)
    form = _form(start, placement, kind)
    words = {"placement": placement, "kind": kind, "labels": labels, "version": None}
    if request.method == "GET":
        return render_template(PAGE, form=form, **words)
    return submit(form, PAGE, lambda: _begin(form, placement, kind, start), **words)


def _kind() -> AgreementKind | None:
    return one_of(AgreementKind, request.values.get("kind", AgreementKind.INITIAL.value))


def _start(placement: Placement, kind: AgreementKind) -> AgreementVersion:
    # What the page begins with: the agreement in force, else what the records say.
    if kind is not AgreementKind.INITIAL:
        base = operations.in_force_among(queries.versions_of(session, placement.id))
        if base is not None:
            return base
    return draft_queries.first_draft(session, placement, today_of(placement))


def _form(
    start: AgreementVersion, placement: Placement, kind: AgreementKind, *, editing: bool = False
) -> AgreementForm:
    asked = changeable(kind)
    duties = len(start.duties) if Section.DUTIES in asked else None
    made = agreement_form(duties)
    values = filled(start, made.rows)
    if editing:
        values |= {"version": start.version, "justification": start.justification}
    form = made(**values)
    learnt = competencies_of(session, [placement.cohort_id])
    titles = titles_of(learnt)
    form.offer(
        [(str(one.id), one.name) for one in draft_queries.tutors_of(session, placement)],
        [(str(one.id), one.name) for one in draft_queries.trainers_of(session, placement)],
        [(one.code, titles[one.code]) for one in learnt],
    )
    form.keep_sections(asked, justified=kind is not AgreementKind.INITIAL and not editing)
    return form


def _begin(
    form: AgreementForm, placement: Placement, kind: AgreementKind, start: AgreementVersion
) -> str:
    operations.begin(
        session,
        principal.name,
        placement,
        kind,
        form.content(start),
        justification=form.justification.data if form.justification else None,
        confirmed=form.confirmed.data,
    )
    flash(gettext("Le brouillon est gardé. Relisez-le, puis envoyez-le à signer."), "success")
    return url_for("placements.agreement", reference=placement.reference)


@blueprint.route("/agreements/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_PLACEMENTS)
def edit_agreement(reference: str) -> ResponseReturnValue:
    """Change a draft; what was sent is corrected by another version."""
    version = queries.version_by_reference(session, principal, reference)
    placement = version.placement
    if not policy.writes_for_school(principal, placement):
        raise NotFound(mark("Cette convention n’existe pas."))
    back = url_for("placements.agreement", reference=placement.reference)
    if version.status is not AgreementStatus.DRAFT:
        flash(gettext("Cette convention est envoyée : corrigez-la par une autre version."), "info")
        return redirect(back, 303)
    form = _form(version, placement, version.kind, editing=True)
    words = {"placement": placement, "kind": version.kind, "labels": labels, "version": version}
    if request.method == "GET":
        return render_template(PAGE, form=form, **words)
    return submit(form, PAGE, lambda: _edit(form, version), **words)


def _edit(form: AgreementForm, version: AgreementVersion) -> str:
    operations.edit(
        session,
        principal.name,
        version,
        form.content(version),
        known_version=form.known_version,
        confirmed=form.confirmed.data,
    )
    flash(gettext("Le brouillon est gardé. Relisez-le, puis envoyez-le à signer."), "success")
    return url_for("placements.agreement", reference=version.placement.reference)
