"""The list of placements and the page of each."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.accounts.rules import LinkPurpose
from school.cohorts.queries import visible_cohorts
from school.core.clock import today
from school.enterprises.queries import visible_enterprises
from school.placements import labels, operations_links, queries, queries_logbook
from school.placements.blueprint import blueprint
from school.placements.link_words import handed_on_words
from school.placements.models import Placement
from school.placements.policy import is_staff_of, keeps_logbook, parties_of, reads_reason
from school.placements.posts.queries import post_of_placement
from school.placements.proposals.queries import delays
from school.placements.queries import PlacementFilter
from school.placements.rules import Party, PlacementStatus
from school.placements.timeline import events_of
from school.placements.views.sending import deliver_proposal
from school.web.choices import one_of
from school.web.context import principal, session
from school.web.copied_texts import take_text
from school.web.logs import personal_data_seen
from school.web.paging import page_number
from school.web.standing import Standing

SHOWN_LINKS = (LinkPurpose.CONFIRM_PLACEMENT, LinkPurpose.RATE_COMPETENCIES)


@blueprint.get("/placements")
@requires(Permission.SEE_PLACEMENTS)
def index() -> ResponseReturnValue:
    """List the placements that the reader may see, narrowed as the address says."""
    wanted = _wanted()
    return render_template(
        "placements/index.html",
        page=queries.placements_page(session, principal, wanted, page_number()),
        wanted=wanted,
        filtered=wanted != PlacementFilter(),
        standing_of=_standing_of,
        states=labels.STATES,
        parties=labels.PARTIES,
        enterprises=[(one.reference, one.name) for one in visible_enterprises(session, principal)],
        cohorts=[(one.reference, one.name) for one in visible_cohorts(session, principal)],
    )


def _wanted() -> PlacementFilter:
    return PlacementFilter(
        status=one_of(PlacementStatus, request.args.get("status")),
        turn=one_of(Party, request.args.get("turn")),
        enterprise=request.args.get("enterprise", ""),
        cohort=request.args.get("cohort", ""),
        name=request.args.get("name", "").strip(),
    )


def _standing_of(placement: Placement) -> Standing:
    return labels.standing(placement, today(), parties_of(principal, placement))


@blueprint.get("/placements/<reference>")
@requires(Permission.SEE_PLACEMENTS)
def show(reference: str) -> ResponseReturnValue:
    """Show a placement: where it stands, whose turn it is, and what the reader may do."""
    placement = queries.placement_by_reference(session, principal, reference)
    personal_data_seen("placement", reference, principal.account_id)
    return render_template("placements/show.html", placement=placement, **_context(placement))


def _context(placement: Placement) -> dict[str, Any]:
    parties, reads = parties_of(principal, placement), reads_reason(principal, placement)
    links = queries.latest_links(session, SHOWN_LINKS, placement)
    link, asked = links.get(_question_of(placement)), links.get(LinkPurpose.CONFIRM_PLACEMENT)
    staff = is_staff_of(principal, placement)
    return {
        "standing": labels.standing(placement, today(), parties, _delay_of(placement)),
        "steps": labels.steps_of(placement.status, parties),
        "for_staff": staff,
        "handed_on": handed_on_words(asked) if staff else "",
        "for_school": Party.SCHOOL in parties,
        "for_enterprise": Party.ENTERPRISE in parties,
        "own": keeps_logbook(principal, placement),
        "reason": labels.reason_words(placement.end_reason) if reads else "",
        "post": post_of_placement(session, placement),
        "events": events_of(placement, today(), reads_reason=reads),
        "totals": queries_logbook.logbook_totals(session, placement),
        "weeks": queries_logbook.weeks_of_logbook(session, placement),
        "link": link,
        "link_state": operations_links.state_of(link) if link else None,
        "recipient": operations_links.recipient_of(placement),
        "message": take_text(placement.reference),
    }


def _delay_of(placement: Placement) -> int | None:
    if placement.status is not PlacementStatus.PROPOSED:
        return None
    school_id = placement.cohort.school_id
    return delays(session, [school_id])[school_id]


def _question_of(placement: Placement) -> LinkPurpose:
    # One page shows one link: who is still to confirm has not yet seen anybody work.
    if placement.status is PlacementStatus.PROPOSED:
        return LinkPurpose.CONFIRM_PLACEMENT
    return LinkPurpose.RATE_COMPETENCIES


@blueprint.post("/placements/<reference>/link")
@requires(Permission.MANAGE_PLACEMENTS)
def new_link(reference: str) -> ResponseReturnValue:
    """Make a new link to confirm by, by mail or as a message to copy; the old one stops working."""
    placement = queries.placement_by_reference(session, principal, reference)
    if Party.SCHOOL in parties_of(principal, placement) and _still_proposed(placement):
        token = operations_links.issue_confirmation(session, placement)
        deliver_proposal(placement, token, request.form.get("channel", ""))
    return redirect(url_for("placements.show", reference=reference), 303)


def _still_proposed(placement: Placement) -> bool:
    if placement.status is PlacementStatus.PROPOSED:
        return True
    flash(gettext("L’entreprise a déjà répondu : il n’y a plus de lien à envoyer."), "info")
    return False


@blueprint.post("/placements/<reference>/offer")
@requires(Permission.SEE_PLACEMENTS)
def declare_offer(reference: str) -> ResponseReturnValue:
    """Lead a signed-in tutor to the page where an offer is declared, by a link of their own."""
    placement = queries.placement_by_reference(session, principal, reference)
    if Party.ENTERPRISE not in parties_of(principal, placement):
        flash(gettext("C’est à l’entreprise de déclarer une offre."), "info")
        return redirect(url_for("placements.show", reference=reference), 303)
    token = operations_links.issue(session, LinkPurpose.DECLARE_OFFER, placement)
    return redirect(url_for("hiring.link_offer", token=token), 303)
