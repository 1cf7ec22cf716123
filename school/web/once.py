"""Buttons that act once: a second tap on a slow line leads to the page of the first."""

from uuid import UUID, uuid4

from flask import Flask, Response, current_app, flash, g, redirect, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.core import submissions
from school.web.context import SAFE_METHODS, current_principal, current_session

FIELD = "once"


def install(app: Flask) -> None:
    """Drop the copies of a tap; after the guard, and before the commit of the first."""
    app.before_request(_drop_copy)
    app.after_request(_remember)
    app.jinja_env.globals["tap_number"] = lambda: str(uuid4())


def _drop_copy() -> ResponseReturnValue | None:
    if request.method in SAFE_METHODS or (key := _key()) is None:
        return None
    g.cookie_before = dict(cookie)
    earlier = submissions.earlier_location(current_session(), key)
    return _lead_to(earlier) if earlier else None


def _remember(response: Response) -> Response:
    # Only what the view did itself counts: a copy was led away before it.
    if "cookie_before" not in g or g.get("is_copy") or response.status_code != 303:
        return response
    session, key = current_session(), str(_key())
    if submissions.remember(session, key, response.location):
        return response
    session.rollback()
    # What a copy wrote in the cookie speaks of a link that was never kept.
    cookie.clear()
    cookie.update(g.cookie_before)
    return _lead_to(submissions.earlier_location(session, key) or response.location)


def _lead_to(location: str) -> Response:
    g.is_copy = True
    # Who comes by a signed link has no cookie, and is given none.
    if current_principal().is_signed_in:
        flash(gettext("C’était déjà fait : rien n’est parti une seconde fois."), "info")
    return current_app.make_response(redirect(location, 303))


def _key() -> str | None:
    text = request.form.get(FIELD, "")
    try:
        return text if str(UUID(text)) == text else None
    except ValueError:
        return None
