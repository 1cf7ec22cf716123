"""The secret address of one's own calendar, and the calendar behind it."""

from urllib.parse import urlsplit

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import public, requires
from school.access.permissions import Permission
from school.cohorts.blueprint import blueprint
from school.cohorts.timetable import feeds
from school.cohorts.timetable.feed_contents import own_calendar
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.web.addresses import public_address
from school.web.context import principal, session
from school.web.template_words import language


@blueprint.get("/my/calendar")
@requires(Permission.SEE_TIMETABLE)
def my_calendar() -> ResponseReturnValue:
    """Say whether one's calendar has an address, and offer to make or revoke one."""
    feed = feeds.current_feed(session, feeds.owner_of(principal))
    return render_template("cohorts/timetable/my_calendar.html", feed=feed, address=None)


@blueprint.post("/my/calendar")
@requires(Permission.SEE_TIMETABLE)
def open_calendar() -> ResponseReturnValue:
    """Make a new address, show it this once, and let the old one die."""
    owner = feeds.owner_of(principal)
    token = feeds.open_feed(session, principal.name, owner)
    address = public_address("cohorts.calendar", token=token)
    feed = feeds.current_feed(session, owner)
    return render_template("cohorts/timetable/my_calendar.html", feed=feed, address=address)


@blueprint.post("/my/calendar/revoke")
@requires(Permission.SEE_TIMETABLE)
def close_calendar() -> ResponseReturnValue:
    """Revoke the address of one's calendar."""
    if feeds.close_feeds(session, principal.name, feeds.owner_of(principal)):
        flash(gettext("L’adresse ne mène plus nulle part."), "success")
    return redirect(url_for("cohorts.my_calendar"), 303)


@blueprint.get("/calendar/<token>.ics")
@public
def calendar(token: str) -> ResponseReturnValue:
    """Give the calendar of whoever made the address; nobody signs in for it."""
    feed = feeds.feed_of_token(session, token)
    if feed.tutor_id is not None:
        raise NotFound(mark("Ce calendrier n’existe pas ou n’existe plus."))
    text = own_calendar(session, feed, host=feed_host(), today=today(), language=language())
    return calendar_answer(text)


def feed_host() -> str:
    """Name the installation in the identifiers of events."""
    return urlsplit(current_app.config["SETTINGS"].public_url).hostname or "localhost"


def calendar_answer(text: bytes) -> ResponseReturnValue:
    """Answer with a calendar that only its asker keeps, or say that it has not changed."""
    answer = Response(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.add_etag()
    return answer.make_conditional(request)
