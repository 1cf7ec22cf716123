"""The colours of the house (DESIGN, « Look »), by the names that the style sheet gives them."""

from enum import StrEnum

from reportlab.lib.colors import Color, HexColor


class Tone(StrEnum):
    """A colour by its role; the value is the name of the variable in the style sheet."""

    INK = "ink"
    SOFT = "ink-soft"
    SHEET = "sheet"
    SUNK = "sunk"
    LINE = "line"
    STRONG_LINE = "line-strong"
    GRID = "grid"
    PRIMARY = "primary"
    WASH = "primary-wash"
    SIGNAL = "signal"
    GOOD = "good"
    WARNING = "warning"
    DANGER = "danger"
    WOMEN = "women"
    MEN = "men"


COLOURS: dict[Tone, Color] = {
    Tone.INK: HexColor("#10233f"),
    Tone.SOFT: HexColor("#4b5b73"),
    Tone.SHEET: HexColor("#ffffff"),
    Tone.SUNK: HexColor("#f4f1ea"),
    Tone.LINE: HexColor("#e3ded4"),
    Tone.STRONG_LINE: HexColor("#85806f"),
    Tone.GRID: HexColor("#ece8df"),
    Tone.PRIMARY: HexColor("#0b5cad"),
    Tone.WASH: HexColor("#e7f0f9"),
    Tone.SIGNAL: HexColor("#d9730d"),
    Tone.GOOD: HexColor("#1a7f4e"),
    Tone.WARNING: HexColor("#a15c00"),
    Tone.DANGER: HexColor("#b3261e"),
    Tone.WOMEN: HexColor("#6b3fa0"),
    Tone.MEN: HexColor("#5b6b7f"),
}
"""On paper; screens take the same names from the style sheet, in light or in dark."""

_TONES = {colour.hexval(): tone for tone, colour in COLOURS.items()}


def tone_of(colour: Color) -> Tone:
    """Give the role of a colour of the palette; ValueError for any other colour."""
    try:
        return _TONES[colour.hexval()]
    except KeyError:
        raise ValueError(f"{colour.hexval()} is not a colour of the palette") from None
