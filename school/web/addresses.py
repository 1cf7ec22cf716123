"""Addresses: the one of the page shown, and those no page can have, refused at the door."""

from urllib.parse import quote

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

LARGEST_NUMBER = 2**31 - 1
"""The largest identifier of either database; a longer one is no record's."""


class RecordNumber(IntegerConverter):
    """A record's number in an address: positive, and no larger than the databases keep."""

    def __init__(self, map: Map, **options: int) -> None:  # noqa: A002 - Werkzeug's own name
        super().__init__(map, **{"max": LARGEST_NUMBER, **options})  # type: ignore[arg-type]


def install(app: Flask) -> None:
    """Bound the numbers of addresses and refuse what no database stores."""
    app.url_map.converters["int"] = RecordNumber
    app.before_request(_refuse_null_characters)
    app.jinja_env.globals["this_page"] = this_page


def this_page() -> str:
    """Give the address of the page being shown, to come back to; a form's answer has none."""
    if request.method != "GET":
        return request.root_path + "/"
    query = request.query_string.decode("ascii", "ignore")
    return request.root_path + quote(request.path) + (f"?{query}" if query else "")


def _refuse_null_characters() -> None:
    if "\x00" in request.path:
        abort(404)
    if any("\x00" in value for _, value in request.args.items(multi=True)):
        abort(400)
