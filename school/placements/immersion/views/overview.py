"""The page of an immersion: what was made of the duties, the hours, the weeks and the events."""

from flask import render_template
from flask.typing import ResponseReturnValue

from school.access.guard import requires
from school.access.permissions import Permission
from school.placements import queries
from school.placements.blueprint import blueprint
from school.placements.immersion import labels
from school.placements.immersion.presentation import immersion_page
from school.placements.immersion.rules import RUN_STATES
from school.placements.operations import today_of
from school.placements.policy import keeps_logbook
from school.web.context import principal, session
from school.web.logs import personal_data_seen


@blueprint.get("/placements/<reference>/immersion")
@requires(Permission.SEE_PLACEMENTS)
def immersion(reference: str) -> ResponseReturnValue:
    """Show an immersion: duties given, done alone and never given, hours, absences, accidents."""
    placement = queries.placement_by_reference(session, principal, reference)
    personal_data_seen("immersion", reference, principal.account_id)
    return render_template(
        "placements/immersion/show.html",
        placement=placement,
        page=immersion_page(session, placement, today_of(placement)),
        own=keeps_logbook(principal, placement),
        runs=placement.status in RUN_STATES,
        labels=labels,
    )
