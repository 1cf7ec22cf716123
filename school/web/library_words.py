"""What the library of forms says itself, in the reader's language."""

from functools import lru_cache
from typing import Any

from flask_babel import gettext
from wtforms.i18n import get_translations

from school.web.i18n import LANGUAGES


@lru_cache(maxsize=len(LANGUAGES))
def _library_words(language: str) -> Any:
    # The library would read its catalogue again for each form that is shown.
    return get_translations([language])


class LibraryWords:
    """The library's messages, but for the one that says nothing to whoever chose nothing."""

    def __init__(self, language: str) -> None:
        self.library = _library_words(language)

    def gettext(self, text: str) -> str:
        """Say a message in the reader's language."""
        if text == "Not a valid choice.":
            return gettext("Choisissez une des réponses proposées.")
        return str(self.library.gettext(text))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Say a message that counts something."""
        return str(self.library.ngettext(singular, plural, number))
