"""The words of templates, looked up once for a page and not once for each word.

A page says some hundreds of words. What Jinja installs for them finds the request, its language
and its catalogue again at each, and copies the variables of every loop around it.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel.support import NullTranslations
from flask import Flask
from flask_babel import get_domain, get_locale
from markupsafe import Markup

DEFAULT_LANGUAGE = "fr"


@dataclass(frozen=True)
class Reading:
    """The language a page is said in, and its words."""

    language: str
    words: NullTranslations


_READING: ContextVar[Reading | None] = ContextVar("reading", default=None)


@lru_cache(maxsize=4096)
def _marked(text: str) -> Markup:
    # A text of the source or of a catalogue: its authors are ours.
    return Markup(text)  # noqa: S704


def gettext(message: str, **values: Any) -> Markup:
    """Say a text in the reader's language; values are escaped as they are filled in."""
    return _filled(_reading().words.ugettext(message), values)


def ngettext(singular: str, plural: str, num: int, **values: Any) -> Markup:
    """Say one of two texts by a number, which they may name as `num`."""
    return _filled(_reading().words.ungettext(singular, plural, num), {"num": num, **values})


def language() -> str:
    """Give the reader's language, as a code of two letters."""
    return _reading().language


def _filled(text: str, values: dict[str, Any]) -> Markup:
    marked = _marked(text)
    return marked % values if values or "%" in text else marked


def _reading() -> Reading:
    return _READING.get() or _find()


def _find() -> Reading:
    locale = get_locale()
    words: NullTranslations = get_domain().get_translations()  # type: ignore[no-untyped-call]
    return Reading(locale.language if locale else DEFAULT_LANGUAGE, words)


def install(app: Flask) -> None:
    """Let templates say their words this way, each page in the language it is begun in."""
    app.jinja_env.globals.update({"_": gettext, "gettext": gettext, "ngettext": ngettext})

    @app.context_processor
    def begin_page() -> dict[str, object]:
        _READING.set(_find())
        return {}

    @app.teardown_request
    def forget(error: BaseException | None) -> None:
        del error
        _READING.set(None)
