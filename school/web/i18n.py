"""The reader's language: French first, English complete."""

import re
from functools import lru_cache

from babel.support import NullTranslations
from flask import Flask, request
from flask import session as cookie
from flask_babel import Babel, Domain, get_locale

from school.paths import TRANSLATIONS
from school.web import template_words
from school.web.context import current_principal

LANGUAGES = ("fr", "en")
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
COOKIE_KEY = "language"
NO_BREAK_SPACE = "\u00a0"

_SPACE_BY_A_SIGN = re.compile(
    r"(?<=\S) (?=[:;?!»]|%(?!\())|(?<=«) |(?<=\)s) (?=(?:h|min|dB|km|ms|MB)\b)"
)


@lru_cache(maxsize=4096)
def with_french_spaces(text: str) -> str:
    """Keep double signs, quotes and units on the line of their word, as French printers do."""
    return _SPACE_BY_A_SIGN.sub(NO_BREAK_SPACE, text)


class FrenchWords(NullTranslations):
    """French is the language of the source: its words are shown as they stand there."""

    def gettext(self, message: str) -> str:
        """Give a text with the spaces of French."""
        return with_french_spaces(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Give the singular for none and one, as French has it, else the plural."""
        return with_french_spaces(msgid1 if abs(n) < 2 else msgid2)

    ugettext = gettext
    ungettext = ngettext


FRENCH_WORDS = FrenchWords()


class Words(Domain):
    """The words of the program in the reader's language."""

    def get_translations(self) -> NullTranslations:
        """Choose the words: the source's own for French, else those of a catalogue."""
        locale = get_locale()
        if locale is not None and locale.language == LANGUAGES[0]:
            return FRENCH_WORDS
        found: NullTranslations = super().get_translations()  # type: ignore[no-untyped-call]
        return found


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
    babel = Babel(app, locale_selector=reader_language)  # type: ignore[no-untyped-call]
    babel.domain_instance = Words()  # type: ignore[no-untyped-call]
    app.jinja_env.add_extension("jinja2.ext.i18n")
    template_words.install(app)
