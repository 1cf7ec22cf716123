"""Addresses: the one of the page shown, and those no page can have, refused at the door."""

import re
from datetime import date
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, abort, current_app, request, url_for
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter

from school.core.text import UNWRITABLE

UNESCAPED = {"s": "/", "d": ".", "~": "~"}

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""No date of a school is further away, and those of the calendar's end cannot be added to."""

LARGEST_NUMBER = 2**31 - 1
"""The largest identifier of either database; a longer one is no record's."""


class RecordNumber(IntegerConverter):
    """A record's number in an address: positive, and no larger than the databases keep."""

    def __init__(self, map: Map, **options: int) -> None:  # noqa: A002 - Werkzeug's own name
        super().__init__(map, **{"max": LARGEST_NUMBER, **options})  # type: ignore[arg-type]


class RecordReference(UnicodeConverter):
    """A record's reference in an address.

    A school may use `2026/14` or `..` as a reference: a slash would split the address and dots
    alone would be resolved away, so both are written behind a tilde, and a tilde twice.
    """

    def to_python(self, value: str) -> str:
        """Read a reference back from an address."""
        return re.sub("~(s|d|~)", lambda found: UNESCAPED[found[1]], value)

    def to_url(self, value: str) -> str:
        """Write a reference into an address."""
        text = str(value).replace("~", "~~").replace("/", "~s")
        if set(text) == {"."}:
            text = text.replace(".", "~d")
        return super().to_url(text)


def install(app: Flask) -> None:
    """Bound the numbers of addresses and refuse what no database stores."""
    app.url_map.converters["int"] = RecordNumber
    app.url_map.converters["default"] = RecordReference
    app.before_request(_refuse_unwritable)
    app.jinja_env.globals["this_page"] = this_page


def this_page() -> str:
    """Give the address of the page being shown, to come back to; a form's answer has none."""
    if request.method != "GET":
        return request.root_path + "/"
    query = request.query_string.decode("ascii", "ignore")
    return request.root_path + quote(request.path) + (f"?{query}" if query else "")


def public_address(endpoint: str, **values: Any) -> str:
    """Give the whole address of a page, to be written in mail or on paper.

    It stands at the school's own address and not at the one the request names: who asks for
    a letter must not choose where the secret of its link is carried.
    """
    place = urlsplit(current_app.config["SETTINGS"].public_url)
    return f"{place.scheme}://{place.netloc}{url_for(endpoint, **values)}"


def day_asked(name: str) -> date | None:
    """Read a date of the address, or that came with a form; nothing when it is none or absurd."""
    try:
        day = date.fromisoformat(request.values.get(name, ""))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _refuse_unwritable() -> None:
    if UNWRITABLE.search(request.path):
        abort(404)
    if any(UNWRITABLE.search(value) for _, value in request.args.items(multi=True)):
        abort(400)
