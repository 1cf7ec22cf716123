"""The page of what an enterprise offers: places, techniques, equipment, and what it answered."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.enterprises import (
    interest_operations,
    interest_queries,
    labels,
    partner_operations,
    partner_queries,
    queries,
)
from school.enterprises.blueprint import blueprint
from school.enterprises.models import Enterprise
from school.enterprises.partner_forms import PlacesForm, TechniqueForm
from school.enterprises.partner_rules import InterestTerms, TechniqueKind
from school.enterprises.views_records import managed
from school.web.context import principal, session
from school.web.copied_texts import take_text
from school.web.submit import submit


@blueprint.get("/enterprises/<reference>/hosting")
@requires(Permission.SEE_ENTERPRISES)
def hosting(reference: str) -> ResponseReturnValue:
    """Show what an enterprise offers and asks for."""
    enterprise = queries.enterprise_by_reference(session, principal, reference)
    return render_template("enterprises/hosting.html", **_offers(enterprise, today()))


def _offers(enterprise: Enterprise, day: date) -> dict[str, Any]:
    answers = interest_queries.answers_of(session, enterprise)
    return {
        "enterprise": enterprise,
        "answers": answers,
        "terms": interest_queries.newest_terms(answers, day) or InterestTerms(),
        "questions": interest_queries.questions_of(session, principal, enterprise),
        "recipient": interest_operations.recipient_of(session, enterprise, day),
        "periods": partner_queries.places_of(session, enterprise),
        "techniques": partner_queries.techniques_of(session, enterprise),
        "labels": labels,
        "day": day,
        "message": take_text(enterprise.reference),
    }


@blueprint.route("/enterprises/<reference>/places/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def new_places(reference: str) -> ResponseReturnValue:
    """Write down the places of a period."""
    enterprise, form = managed(reference), PlacesForm()
    sites = partner_queries.sites_of(session, enterprise)
    form.offer_sites([(one.id, one.name) for one in sites if one.closed_on is None])
    template = "enterprises/new_places.html"
    if not form.is_submitted():
        return render_template(template, form=form, enterprise=enterprise)

    def action() -> str:
        partner_operations.state_places(session, principal, enterprise, form.details, today())
        flash(gettext("Les places sont enregistrées."), "success")
        return url_for("enterprises.hosting", reference=reference)

    return submit(form, template, action, enterprise=enterprise)


@blueprint.route("/enterprises/<reference>/techniques/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ENTERPRISES)
def new_technique(reference: str) -> ResponseReturnValue:
    """Write down what an enterprise works with."""
    enterprise, form = managed(reference), TechniqueForm()
    template = "enterprises/new_technique.html"
    if not form.is_submitted():
        return render_template(template, form=form, enterprise=enterprise)

    def action() -> str:
        kind, name = TechniqueKind(form.kind.data), form.name.data
        partner_operations.state_technique(session, principal, enterprise, kind, name, today())
        flash(gettext("C’est enregistré."), "success")
        return url_for("enterprises.hosting", reference=reference)

    return submit(form, template, action, enterprise=enterprise)


@blueprint.post("/enterprises/stated/<reference>/withdraw")
@requires(Permission.MANAGE_ENTERPRISES)
def withdraw(reference: str) -> ResponseReturnValue:
    """Say that places or a technique no longer hold."""
    stated, enterprise = partner_queries.stated_by_reference(session, principal, reference)
    if stated.withdrawn_on is None:
        partner_operations.withdraw(session, principal, stated, today())
        flash(gettext("C’est retiré ; ce qui était noté reste dans l’historique."), "success")
    return redirect(url_for("enterprises.hosting", reference=enterprise.reference), 303)
