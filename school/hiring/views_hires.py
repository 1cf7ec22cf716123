"""Pages of hires."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.hiring import labels, queries, views_facts
from school.hiring.blueprint import blueprint
from school.hiring.forms import HireForm
from school.hiring.models import Hire, Offer
from school.hiring.rules import Contract, Evidence
from school.web.context import principal, session

FORM = "hiring/facts/hire_form.html"
KINDS: views_facts.Kinds = {
    "contract": Contract,
    "evidence": Evidence,
    "in_trade": views_facts.YES_OR_NO,
    "contested": views_facts.YES_OR_NO,
}


@blueprint.get("/hires")
@requires(Permission.SEE_HIRING_FACTS)
def hires() -> ResponseReturnValue:
    """List the hires known today."""
    return views_facts.list_page(Hire, "hiring/facts/hires.html", KINDS, labels=labels)


@blueprint.get("/hires/<reference>")
@requires(Permission.SEE_HIRING_FACTS)
def hire(reference: str) -> ResponseReturnValue:
    """Show a hire, its evidence and its corrections."""
    return views_facts.fact_page(Hire, "hire", reference, "hiring/facts/hire.html", labels=labels)


@blueprint.route("/hires/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_HIRING_FACTS)
def new_hire() -> ResponseReturnValue:
    """Record a hire, from an accepted offer or from nothing; the person is chosen first."""
    offer = _asked_offer()
    trainee = offer.trainee if offer else views_facts.asked_trainee()
    if trainee is None:
        return views_facts.choose_person("hiring.new_hire", gettext("Qui est embauché ?"))
    form = HireForm()
    form.offer_enterprises(views_facts.partners(), offer.enterprise if offer else None)
    if offer is not None and request.method == "GET":
        form.show_offer(offer)
    return views_facts.state(Hire, form, trainee, FORM, "hiring.hire")


def _asked_offer() -> Offer | None:
    reference = request.args.get("offer")
    if not reference:
        return None
    return queries.history(session, principal, Offer, reference, views_facts.MAY)[-1]


@blueprint.route("/hires/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_HIRING_FACTS)
def edit_hire(reference: str) -> ResponseReturnValue:
    """Correct a hire, its evidence or its contestation."""
    return views_facts.correct(Hire, reference, _form_on, FORM, "hiring.hire")


def _form_on(known: Hire) -> HireForm:
    form = HireForm()
    form.offer_enterprises(views_facts.partners(), known.enterprise)
    if not form.is_submitted():
        form.show(known)
    return form
