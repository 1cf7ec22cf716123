"""The reader's language: French first, English complete."""

from flask import Flask, request
from flask import session as cookie
from flask_babel import Babel

from school.paths import TRANSLATIONS
from school.web.context import current_principal

LANGUAGES = ("fr", "en")
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
COOKIE_KEY = "language"


def reader_language() -> str:
    """Choose a language: the one asked for, else the account's, else the browser's, else French."""
    chosen = cookie.get(COOKIE_KEY)
    if chosen in LANGUAGES:
        return str(chosen)
    principal = current_principal()
    if principal.is_signed_in:
        return principal.language
    # By hand, as the best match would prefer a lesser « fr » to a wanted « en-GB ».
    wanted = (tag.lower().split("-")[0] for tag in request.accept_languages.values())
    return next((tag for tag in wanted if tag in LANGUAGES), LANGUAGES[0])


def install(app: Flask) -> None:
    """Translate pages and format dates and numbers in the reader's language."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = LANGUAGES[0]
    Babel(app, locale_selector=reader_language)  # type: ignore[no-untyped-call]
    app.jinja_env.add_extension("jinja2.ext.i18n")
