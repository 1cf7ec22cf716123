"""The page behind a link by which a tutor declares an offer, without account."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import public, requires
from school.access.permissions import Permission
from school.accounts.rules import LinkPurpose
from school.hiring import notices, queries, tutor_operations
from school.hiring.blueprint import blueprint
from school.hiring.forms import DeclaredOfferForm
from school.hiring.labels import described
from school.hiring.models import Offer
from school.hiring.rules import Decision
from school.placements import operations_links
from school.placements.models import Placement
from school.placements.operations_links import OpenedLink
from school.placements.queries import directors_of, placement_by_reference
from school.placements.rules import OCCUPYING_STATES, LinkState
from school.placements.views.sending import deliver, renew
from school.web import csrf
from school.web.context import principal, session
from school.web.link_pages import closed_page, is_answered, open_page

PURPOSE = LinkPurpose.DECLARE_OFFER


@blueprint.route("/link/offer/<token>", methods=["GET", "POST"])
@public
@csrf.exempt
def link_offer(token: str) -> ResponseReturnValue:
    """Let a tutor declare an offer, once; afterwards the page says what was declared."""
    form = DeclaredOfferForm()
    if is_answered(form, lambda: _declare(token, form)):
        return redirect(url_for("hiring.link_offer", token=token), 303)
    return _page(operations_links.opened(session, token, PURPOSE), form, token)


def _declare(token: str, form: DeclaredOfferForm) -> None:
    offer = tutor_operations.declare_by_link(session, token, form.declaration)
    if offer is not None:
        notices.tell_offer(
            session, operations_links.opened(session, token, PURPOSE).placement, offer
        )


def _page(found: OpenedLink, form: DeclaredOfferForm, token: str) -> ResponseReturnValue:
    placement = found.placement
    words = {
        "placement": placement,
        "link": found.link,
        "token": token,
        "directors": directors_of(session, placement.cohort.school_id),
    }
    offer = queries.offer_declared_for(session, tutor_operations.offer_reference(placement))
    if offer is not None and _is_said(found, offer):
        return render_template(
            "links/offer_state.html", offer=offer, said=described(offer), **words
        )
    if found.state is LinkState.OPEN:
        return open_page("links/offer.html", form, **words)
    return closed_page(found.state, url_for("hiring.renew_offer_link", token=token), **words)


def _is_said(found: OpenedLink, offer: Offer) -> bool:
    """Tell whether nothing is left to declare: a link still open may tell of a signed contract."""
    if found.state is LinkState.OPEN:
        return offer.decision is not Decision.PENDING
    return found.state is not LinkState.REPLACED


@blueprint.post("/link/offer/<token>/renew")
@public
@csrf.exempt
def renew_offer_link(token: str) -> ResponseReturnValue:
    """Send the tutor a new link to declare an offer by; the answer is always the same."""
    renew(
        token,
        PURPOSE,
        OCCUPYING_STATES,
        lambda found, recipient, secret: notices.send_offer_link(
            session, found.placement, recipient, secret
        ),
    )
    return redirect(url_for("hiring.link_offer", token=token, asked=1), 303)


@blueprint.post("/placements/<reference>/ask-offer")
@requires(Permission.MANAGE_PLACEMENTS)
def ask_offer(reference: str) -> ResponseReturnValue:
    """Ask the tutor, by mail or by a message to copy, whether an offer will be made."""
    placement = placement_by_reference(session, principal, reference)
    _ask(placement, request.form.get("channel", ""))
    return redirect(url_for("placements.show", reference=reference), 303)


def _ask(placement: Placement, channel: str) -> None:
    token = operations_links.issue(session, PURPOSE, placement)
    deliver(
        placement,
        channel,
        lambda recipient: notices.send_offer_link(session, placement, recipient, token),
        lambda: notices.offer_message(session, placement, token),
    )
