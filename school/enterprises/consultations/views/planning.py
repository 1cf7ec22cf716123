"""Writing a consultation, and changing it while it is a draft."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.accounts.queries import schools_where
from school.core.clock import today
from school.curriculum.models import Module
from school.enterprises.consultations import operations, queries
from school.enterprises.consultations.blueprint import blueprint
from school.enterprises.consultations.cohort_choices import cohorts_for
from school.enterprises.consultations.forms import ConsultationForm
from school.enterprises.consultations.labels import item_words
from school.enterprises.consultations.models import Consultation
from school.enterprises.consultations.rules import (
    CohortChoice,
    ConsultationState,
    ItemKind,
    Weighting,
)
from school.web.context import principal, session
from school.web.filters import title
from school.web.submit import submit

MAY = Permission.MANAGE_ENTERPRISES
EDIT = "consultations/edit.html"

Offered = tuple[dict[str, int], dict[str, CohortChoice]]
"""The numbers of modules by their codes, and the cohorts by the keys of the form."""


@blueprint.route("/consultations/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def new() -> ResponseReturnValue:
    """Write a consultation; the enterprises are asked once it is opened."""
    form = ConsultationForm(weighting=Weighting.ONE_EACH.value)
    modules, cohorts = _offer(form)
    if request.method == "GET":
        return render_template("consultations/new.html", form=form)

    def action() -> str:
        plan = form.plan(modules, cohorts)
        made = operations.make(session, principal, int(form.school.data), plan, today())
        flash(gettext("La consultation est prête : relisez-la, puis ouvrez-la."), "success")
        return url_for("consultations.show", reference=made.reference)

    return submit(form, "consultations/new.html", action)


@blueprint.route("/consultations/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def edit(reference: str) -> ResponseReturnValue:
    """Change what a consultation asks, while nobody has been asked."""
    consultation = queries.consultation_by_reference(session, principal, reference, MAY)
    if consultation.state is not ConsultationState.DRAFT:
        flash(gettext("La consultation est ouverte : ce qu’elle demande ne change plus."), "info")
        return redirect(url_for("consultations.show", reference=reference), 303)
    form = _form_on(consultation)
    offered = _offer(form)
    if request.method == "GET":
        return render_template(EDIT, form=form, consultation=consultation)
    return submit(
        form, EDIT, lambda: _revise(form, consultation, offered), consultation=consultation
    )


def _revise(form: ConsultationForm, consultation: Consultation, offered: Offered) -> str:
    plan = form.plan(*offered)
    operations.revise(session, principal, consultation, plan, form.known_version, today())
    flash(gettext("La consultation est enregistrée."), "success")
    return url_for("consultations.show", reference=consultation.reference)


def _form_on(consultation: Consultation) -> ConsultationForm:
    items = consultation.items
    chosen = [one.module for one in items if one.kind is ItemKind.MODULE]
    return ConsultationForm(
        version=consultation.version,
        title=consultation.title,
        school=str(consultation.school_id),
        cohort=str(consultation.cohort_id or ""),
        closes_on=consultation.closes_on,
        weighting=consultation.weighting.value,
        modules=[one.reference for one in chosen if one is not None],
        technologies="\n".join(
            f"{item_words(one)} ({one.module.reference})" if one.module else item_words(one)
            for one in items
            if one.kind is ItemKind.TECHNOLOGY
        ),
    )


def _offer(form: ConsultationForm) -> Offered:
    """Offer what there is to choose from; give the modules' numbers and the cohorts by their keys.

    Where one directs several schools, each cohort is named with its own.
    """
    schools = schools_where(session, principal, MAY)
    ours = {one.id: one.name for one in schools}
    cohorts = [one for one in cohorts_for(session, principal) if one.school_id in ours]
    modules = queries.all_modules(session)
    form.offer(
        [(str(one.id), one.name) for one in schools],
        [(str(one.id), _cohort_words(one, ours)) for one in cohorts],
        [(one.reference, _named(one)) for one in modules],
    )
    numbers = {one.reference: one.id for one in modules}
    return numbers, {str(one.id): one for one in cohorts}


def _cohort_words(cohort: CohortChoice, schools: dict[int, str]) -> str:
    return cohort.name if len(schools) == 1 else f"{cohort.name}, {schools[cohort.school_id]}"


def _named(module: Module) -> str:
    return f"{module.reference} · {title(module)}"
