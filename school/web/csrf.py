"""Protection of forms against other sites, and the few views that need none."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, request
from flask_wtf.csrf import CSRFProtect

View = TypeVar("View", bound=Callable[..., Any])

protection = CSRFProtect()


def exempt(view: View) -> View:
    """Free a view of the check: the secret in its own address is what authorises it.

    No cookie takes part in such a request, so there is nothing another site could borrow.
    """
    protection.exempt(view)
    return view


def from_our_pages(view: View) -> View:
    """Free a view of the token, which an old page cannot renew: it asks `sent_by_our_pages`."""
    protection.exempt(view)
    return view


def sent_by_our_pages(media_type: str = "application/json") -> bool:
    """Tell whether a request was sent by a script of this site, without asking for a token.

    JSON, or bytes that say they are, is what no form of another site can send: a browser would
    first ask whether it may, and is not answered. Beside that the browser itself says where the
    script comes from, by `Sec-Fetch-Site` or, where it is too old or the line is not encrypted,
    by `Origin`.
    """
    if request.mimetype != media_type:
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    try:
        return urlsplit(request.headers.get("Origin", "")).netloc == request.host
    except ValueError:
        return False


def install(app: Flask) -> None:
    """Refuse unsafe requests that do not carry the token of the reader's own pages."""
    protection.init_app(app)
