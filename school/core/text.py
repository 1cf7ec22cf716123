"""Comparing what people typed: folded keys for searching and for spotting doubles.

References and codes are never folded: they compare by code point (INDICATORS §1), which is
how Python orders strings. SQLite does the same (its BINARY collation orders UTF-8 bytes, and
these sort like code points), while PostgreSQL follows the language of the database unless the
column or the ORDER BY says `COLLATE "C"`; `school.core.database` takes care of that.
"""

import re
import unicodedata

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no record keeps: neither a page nor a workbook can show them."""

_PLAIN = str.maketrans(
    {
        "ɖ": "d",
        "đ": "d",
        "ð": "d",
        "ɛ": "e",
        "ǝ": "e",
        "ɣ": "g",
        "ı": "i",
        "ł": "l",
        "ŋ": "n",
        "ɔ": "o",
        "ø": "o",
        "ʋ": "v",
        "æ": "ae",
        "œ": "oe",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "ʹ": "'",
        "`": "'",
    }
)


def fold(text: str) -> str:
    """Return the key under which two spellings of a name are the same for a search.

    Case, accents and tone marks disappear, letters of Fon and Yoruba and ligatures meet the
    plain ones (Ɖ and D, Ɔ and O, œ and oe), the several apostrophes become one, and spaces and
    dashes become single spaces with none at the ends. Folding twice changes nothing. Meant for
    searching and for asking "is this the same person?", never for identity.
    """
    bare = _without_marks(_without_marks(text).translate(_PLAIN))
    spaced = "".join(" " if _separates(letter) else letter for letter in bare)
    return " ".join(spaced.split())


def _without_marks(text: str) -> str:
    """Lower the case, split letters from their marks, and drop the marks."""
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(
        letter for letter in lowered.casefold() if not unicodedata.category(letter).startswith("M")
    )


def _separates(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) == "Pd"
