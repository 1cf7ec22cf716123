"""Pages of lists: which one the address asks for, and the links to its neighbours."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_babel import gettext

from school.core.paging import Slice
from school.web.filters import number as written

PARAMETER = "page"


@dataclass(frozen=True)
class PageLinks:
    """What the piece `pagination` draws: where one is, and the way back and forth."""

    words: str
    previous_url: str | None
    next_url: str | None


def page_number() -> int:
    """Read the page asked for in the address; anything but a sensible number is the first."""
    text = request.args.get(PARAMETER, "")
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 7 else 1


def page_links(page: Slice[Any]) -> PageLinks:
    """Say where one is in a list, and lead to the pages before and after with the same filters."""
    words = gettext(
        "%(first)s à %(last)s sur %(total)s",
        first=written(page.first),
        last=written(page.last),
        total=written(page.total),
    )
    return PageLinks(
        words,
        _address(page.number - 1) if page.has_previous else None,
        _address(page.number + 1) if page.has_next else None,
    )


def _address(number: int) -> str:
    kept = {name: value for name, value in request.args.items() if name != PARAMETER}
    values: dict[str, Any] = {**(request.view_args or {}), **kept, PARAMETER: str(number)}
    return url_for(request.endpoint or "", **values)


def install(app: Flask) -> None:
    """Let templates draw the links of a page of a list."""
    app.jinja_env.globals["page_links"] = page_links
