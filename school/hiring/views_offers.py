"""Pages of offers of work."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.hiring import labels, views_facts
from school.hiring.blueprint import blueprint
from school.hiring.forms import OfferForm
from school.hiring.models import Offer
from school.hiring.rules import Contract, Decision

FORM = "hiring/facts/offer_form.html"
KINDS: views_facts.Kinds = {
    "decision": Decision,
    "contract": Contract,
    "firm": views_facts.YES_OR_NO,
}


@blueprint.get("/offers")
@requires(Permission.SEE_HIRING_FACTS)
def offers() -> ResponseReturnValue:
    """List the offers of work known today."""
    return views_facts.list_page(Offer, "hiring/facts/offers.html", KINDS, labels=labels)


@blueprint.get("/offers/<reference>")
@requires(Permission.SEE_HIRING_FACTS)
def offer(reference: str) -> ResponseReturnValue:
    """Show an offer and its corrections."""
    return views_facts.fact_page(
        Offer, "offer", reference, "hiring/facts/offer.html", labels=labels
    )


@blueprint.route("/offers/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_HIRING_FACTS)
def new_offer() -> ResponseReturnValue:
    """Record an offer; the person is chosen first."""
    trainee = views_facts.asked_trainee()
    if trainee is None:
        return views_facts.choose_person(
            "hiring.new_offer", gettext("À qui l’offre est-elle faite ?")
        )
    form = OfferForm(offered_on=today())
    form.offer_enterprises(views_facts.partners())
    return views_facts.state(Offer, form, trainee, FORM, "hiring.offer")


@blueprint.route("/offers/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_HIRING_FACTS)
def edit_offer(reference: str) -> ResponseReturnValue:
    """Correct an offer, or note the person's answer."""
    return views_facts.correct(Offer, reference, _form_on, FORM, "hiring.offer")


def _form_on(known: Offer) -> OfferForm:
    form = OfferForm()
    form.offer_enterprises(views_facts.partners(), known.enterprise)
    if not form.is_submitted():
        form.show(known)
    return form
