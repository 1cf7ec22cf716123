"""FiraGO (SIL Open Font Licence): the typeface of every document, registered once.

It covers French and the letters of Fon and Yoruba. Its ordinary digits differ in width, so two
more fonts, for tables, take the digits of equal width that the files also hold.
"""

import unicodedata
from functools import lru_cache
from io import BytesIO
from typing import Any

from pymupdf_fonts import myfont
from reportlab.graphics.shapes import STATE_DEFAULTS
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "FiraGO"
BOLD = "FiraGO-Bold"
ITALIC = "FiraGO-Italic"
BOLD_ITALIC = "FiraGO-BoldItalic"
FIGURES = "FiraGO-Figures"
BOLD_FIGURES = "FiraGO-Figures-Bold"

_FILES = {
    REGULAR: "figo",
    BOLD: "figbo",
    ITALIC: "figit",
    BOLD_ITALIC: "figbi",
    FIGURES: "figo",
    BOLD_FIGURES: "figbo",
}
# The glyphs that the OpenType feature « tnum » puts in place of 0 to 9: ReportLab applies no
# features. The numbers belong to the pinned release of the files; a test measures the widths.
_EQUAL_DIGITS = (3543, 3552, 3558, 3564, 3574, 3582, 3588, 3594, 3600, 3606)
_EQUAL_WIDTH = 560

# Spaces that the files lack, as the one space of theirs that does not break.
_SPACES = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0", "\u2007": "\u00a0"})


@lru_cache(maxsize=1)
def register() -> None:
    """Make the fonts known to ReportLab; what is called again does nothing."""
    for name, file in _FILES.items():
        font = TTFont(name, BytesIO(myfont(file)))
        if name in {FIGURES, BOLD_FIGURES}:
            _equalise_digits(font.face)
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC
    )
    pdfmetrics.registerFontFamily(
        FIGURES, normal=FIGURES, bold=BOLD_FIGURES, italic=FIGURES, boldItalic=BOLD_FIGURES
    )
    # Each drawing names a font before its first word; Helvetica, unless told, is not in the file.
    STATE_DEFAULTS["fontName"] = REGULAR


def printable(text: str) -> str:
    """Give the text as it can be set: known spaces, and no character that is not one.

    Control characters and lone surrogates become spaces, since they would spoil the file.
    Letters that the typeface lacks stay: a reader then sees an empty box, and the text read
    back is right.
    """
    spaced = text.translate(_SPACES)
    return "".join(" " if _is_unfit(letter) else letter for letter in spaced)


def width_of(text: str, font: str, size: float) -> float:
    """Measure a text in points."""
    register()
    return float(pdfmetrics.stringWidth(printable(text), font, size))


def shortened(text: str, font: str, size: float, room: float) -> str:
    """Write a text on one line; cut one that is wider than its room, with an ellipsis."""
    line = " ".join(printable(text).split("\n"))
    if width_of(line, font, size) <= room:
        return line
    while line and width_of(f"{line}…", font, size) > room:
        line = line[: -max(1, len(line) // 20)]
    return f"{line.rstrip()}…"


def _is_unfit(letter: str) -> bool:
    if letter == "\n":
        return False
    return unicodedata.category(letter) in {"Cc", "Cs"} or letter in "\ufffe\uffff"


def _equalise_digits(face: Any) -> None:
    # ReportLab takes fonts whose inner names are equal for one and the same.
    face.name += b"-Figures"
    for digit, glyph in zip("0123456789", _EQUAL_DIGITS, strict=True):
        face.charToGlyph[ord(digit)] = glyph
        face.charWidths[ord(digit)] = _EQUAL_WIDTH
