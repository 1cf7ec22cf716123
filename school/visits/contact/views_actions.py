"""Pages of what was agreed at visits: each sees their own part and says when it is done."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.core.errors import NotAllowed
from school.placements import operations_links
from school.placements.models import Placement
from school.placements.operations import today_of
from school.placements.views.sending import deliver
from school.visits import queries as visit_queries
from school.visits.blueprint import blueprint
from school.visits.contact import agreed_operations, agreed_queries, notices, policy
from school.visits.labels import OWNERS
from school.visits.rules import ActionOwner
from school.web.context import principal, session
from school.web.paging import page_number


@blueprint.get("/visits/actions")
@requires(Permission.SEE_PLACEMENTS)
def actions() -> ResponseReturnValue:
    """List what was agreed: an apprentice's and a tutor's own part, the staff's whole school."""
    page = agreed_queries.list_actions(session, principal, page_number())
    return render_template(
        "visits/actions.html",
        page=page,
        owners=OWNERS,
        today=today(),
        may_finish=lambda action: policy.may_finish(principal, action),
    )


@blueprint.post("/visits/actions/<reference>/done")
@requires(Permission.SEE_PLACEMENTS)
def finish_action(reference: str) -> ResponseReturnValue:
    """Say that something agreed is done."""
    action = agreed_queries.action_by_reference(session, principal, reference)
    try:
        day = today_of(action.visit.placement)
        agreed_operations.finish(session, principal, action, day)
        flash(gettext("C’est noté : fait."), "success")
    except NotAllowed as refused:
        flash(gettext(refused.message), "warning")
    return redirect(url_for("visits.actions"), 303)


@blueprint.post("/visits/<reference>/share")
@requires(Permission.MANAGE_VISITS)
def share_actions(reference: str) -> ResponseReturnValue:
    """Bring the tutor the link to what they agreed to do, by mail or as a message to copy."""
    visit = visit_queries.visit_by_reference(
        session, principal, reference, Permission.MANAGE_VISITS
    )
    _share(visit.placement, request.form.get("channel", ""))
    for action in agreed_queries.untold(session, visit):
        if action.owner is ActionOwner.TUTOR:
            action.told_on = today_of(visit.placement)
    return redirect(url_for("visits.show", reference=reference), 303)


def _share(placement: Placement, channel: str) -> None:
    token = operations_links.issue(session, agreed_operations.ACTIONS_LINK, placement)
    deliver(
        placement,
        channel,
        lambda recipient: notices.send_actions(session, placement, recipient, token),
        lambda: notices.actions_message(session, placement, token),
    )
