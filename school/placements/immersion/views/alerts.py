"""The page of what goes wrong in immersions, each with the next person to act."""

from flask import render_template
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.core.clock import today
from school.placements.blueprint import blueprint
from school.placements.immersion import further_alerts
from school.placements.immersion.alert_labels import alert_turns
from school.placements.immersion.alert_queries import alerts_page
from school.web.context import principal, session
from school.web.paging import page_number


@blueprint.get("/placements/alerts")
@requires(Permission.SEE_PLACEMENTS)
def alerts() -> ResponseReturnValue:
    """List what goes wrong in the placements that the reader sees, the oldest first."""
    day = today()
    page = alerts_page(session, principal, day, page_number(), further_alerts.sources())
    return render_template(
        "placements/immersion/alerts.html",
        page=page,
        turns=alert_turns(page.items, principal, day),
    )
