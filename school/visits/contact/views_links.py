"""The page behind a link by which a tutor reads what was agreed, and says that it is done."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import public
from school.placements import operations_links
from school.placements.operations_links import OpenedLink
from school.placements.queries import directors_of
from school.placements.rules import OCCUPYING_STATES, LinkState
from school.placements.views.sending import renew
from school.visits.blueprint import blueprint
from school.visits.contact import agreed_operations, agreed_queries, notices
from school.visits.contact.agreed_operations import ACTIONS_LINK
from school.web import csrf
from school.web.context import session
from school.web.link_pages import closed_page


@blueprint.route("/link/actions/<token>", methods=["GET", "POST"])
@public
@csrf.exempt
def link_actions(token: str) -> ResponseReturnValue:
    """Show the tutor what they agreed to do; a tap says that one of the things is done."""
    if request.method == "POST":
        agreed_operations.finish_by_link(session, token, request.form.get("action", ""))
        return redirect(url_for("visits.link_actions", token=token), 303)
    found = operations_links.opened(session, token, ACTIONS_LINK)
    words = _words(found, token)
    state = agreed_operations.link_stands(found)
    if state is not LinkState.OPEN:
        return closed_page(state, url_for("visits.renew_actions_link", token=token), **words)
    actions = agreed_queries.actions_for_tutor(session, found.placement)
    return render_template("links/actions.html", actions=actions, **words)


def _words(found: OpenedLink, token: str) -> dict[str, Any]:
    return {
        "placement": found.placement,
        "link": found.link,
        "token": token,
        "directors": directors_of(session, found.placement.cohort.school_id),
    }


@blueprint.post("/link/actions/<token>/renew")
@public
@csrf.exempt
def renew_actions_link(token: str) -> ResponseReturnValue:
    """Send the tutor a new link; the answer is always the same."""
    renew(
        token,
        ACTIONS_LINK,
        OCCUPYING_STATES,
        lambda found, recipient, secret: notices.send_actions(
            session, found.placement, recipient, secret
        ),
    )
    return redirect(url_for("visits.link_actions", token=token, asked=1), 303)
