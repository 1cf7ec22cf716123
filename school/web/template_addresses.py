"""Addresses in templates: built once, then remembered, as a list names the same ones every day."""

from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for

REMEMBERED = 8192


def address(endpoint: str, **values: Any) -> str:
    """Give the address of a page, as `flask.url_for` does.

    What depends on more than the place the program is mounted at is not remembered: whole
    addresses, endpoints named from the page shown, values that may change.
    """
    if endpoint.startswith(".") or "_external" in values:
        return url_for(endpoint, **values)
    # The type is part of the key: a page « 1 » and a page « true » are equal, and not the same.
    given = tuple((name, type(value), value) for name, value in values.items())
    try:
        return _remembered(request.script_root, endpoint, given)
    except TypeError:
        return url_for(endpoint, **values)


@lru_cache(maxsize=REMEMBERED)
def _remembered(root: str, endpoint: str, given: tuple[tuple[str, type, Any], ...]) -> str:
    del root
    return url_for(endpoint, **{name: value for name, _, value in given})


def install(app: Flask) -> None:
    """Let templates build addresses this way."""
    app.jinja_env.globals["url_for"] = address
