"""The messages of the domain in English, for commands: their output has one language."""

from collections.abc import Mapping
from gettext import translation
from typing import Any

from school.paths import TRANSLATIONS


def in_english(message: str, values: Mapping[str, Any]) -> str:
    """Give a message of the domain in English, with its values in their places."""
    said = translation("messages", TRANSLATIONS, ["en"], fallback=True).gettext(message)
    return said % values if values else said
