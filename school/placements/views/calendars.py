"""The secret address of a tutor’s calendar, and the calendar behind it."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.access.guard import public, requires
from school.access.permissions import Permission
from school.accounts.rules import LinkPurpose
from school.cohorts.timetable import feeds
from school.cohorts.timetable.feeds import Owner
from school.cohorts.timetable.views.feeds import calendar_answer, feed_host
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.placements import operations_links, queries
from school.placements.blueprint import blueprint
from school.placements.models import Placement
from school.placements.policy import parties_of
from school.placements.rules import Party
from school.placements.tutor_calendar import tutor_calendar
from school.web import csrf
from school.web.addresses import public_address
from school.web.context import principal, session

CLOSE = "close"


@blueprint.post("/link/week/<token>/calendar")
@public
@csrf.exempt
def link_to_calendar(token: str) -> ResponseReturnValue:
    """Give a tutor without account the address of their calendar, or close it."""
    found = operations_links.opened(session, token, LinkPurpose.VALIDATE_WEEK)
    if not operations_links.opens_calendar(found):
        return redirect(url_for("placements.link_week", token=token), 303)
    actor = operations_links.link_actor(found.link)
    back = url_for("placements.link_week", token=token)
    return _page(found.placement, actor, url_for("placements.link_to_calendar", token=token), back)


@blueprint.post("/placements/<reference>/calendar")
@requires(Permission.SEE_PLACEMENTS)
def open_tutor_calendar(reference: str) -> ResponseReturnValue:
    """Give a signed-in tutor the address of their calendar, or close it."""
    placement = queries.placement_by_reference(session, principal, reference)
    back = url_for("placements.show", reference=reference)
    if Party.ENTERPRISE not in parties_of(principal, placement):
        return redirect(back, 303)
    here = url_for("placements.open_tutor_calendar", reference=reference)
    return _page(placement, principal.name, here, back)


@blueprint.get("/calendar/tutor/<token>.ics")
@public
def tutor_feed(token: str) -> ResponseReturnValue:
    """Give the weeks of a tutor's apprentices to whoever holds the secret."""
    feed = feeds.feed_of_token(session, token)
    if feed.tutor_id is None:
        raise NotFound(mark("Ce calendrier n’existe pas ou n’existe plus."))
    text = tutor_calendar(
        session, feed.tutor_id, host=feed_host(), today=today(), stamp=feed.created_at
    )
    return calendar_answer(text)


def _page(placement: Placement, actor: str, here: str, back: str) -> ResponseReturnValue:
    owner, address = Owner(tutor_id=placement.tutor_id), None
    if request.form.get("action") == CLOSE:
        feeds.close_feeds(session, actor, owner)
    else:
        token = feeds.open_feed(session, actor, owner)
        address = public_address("placements.tutor_feed", token=token)
    return render_template(
        "links/calendar.html", placement=placement, address=address, here=here, back=back
    )
