"""Protection of forms against other sites, and the few views that need none."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask
from flask_wtf.csrf import CSRFProtect

View = TypeVar("View", bound=Callable[..., Any])

protection = CSRFProtect()


def exempt(view: View) -> View:
    """Free a view of the check: the secret in its own address is what authorises it.

    No cookie takes part in such a request, so there is nothing another site could borrow.
    """
    protection.exempt(view)
    return view


def install(app: Flask) -> None:
    """Refuse unsafe requests that do not carry the token of the reader's own pages."""
    protection.init_app(app)
