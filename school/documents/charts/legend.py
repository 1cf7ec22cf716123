"""What the marks of a chart mean, for paper; pages have their own list."""

from collections.abc import Sequence
from enum import Enum

from reportlab.graphics.shapes import Drawing

from school.documents import fonts
from school.documents.palette import Tone
from school.documents.sheet import Sheet, Words

LINE = 20.0
MARK_ROOM = 26.0
GAP = 18.0


class Mark(Enum):
    """A kind of mark, with its colour where it is a plain one."""

    WOMEN = Tone.WOMEN
    MEN = Tone.MEN
    OBSERVED = Tone.PRIMARY
    GOOD = Tone.GOOD
    INTERVAL = "interval"
    UNKNOWN = "unknown"
    PROVISIONAL = "provisional"


def legend(items: Sequence[tuple[Mark, str]], *, width: float) -> Drawing:
    """Draw marks with their meaning, one after the other, on as many lines as they need."""
    places, x, y = [], 0.0, LINE / 2
    for _, words in items:
        needed = MARK_ROOM + _width(words)
        if x and x + needed > width:
            x, y = 0.0, y + LINE
        places.append((x, y))
        x += needed + GAP
    sheet = Sheet(width, y + LINE / 2)
    for (mark, words), (left, middle) in zip(items, places, strict=True):
        _draw(sheet, mark, left, middle)
        sheet.words((left + MARK_ROOM, middle + 4), words, Words.TINY)
    return sheet.drawing


def _width(words: str) -> float:
    font, size, _ = Words.TINY.value
    return fonts.width_of(words, font, size)


def _draw(sheet: Sheet, mark: Mark, x: float, y: float) -> None:
    middle = (x + 9, y)
    if mark is Mark.INTERVAL:
        sheet.bar((x, y - 6), (18, 12), Tone.PRIMARY, opacity=0.26)
    elif mark is Mark.UNKNOWN:
        sheet.hatch((x, y - 6), (18, 12))
    elif mark is Mark.PROVISIONAL:
        sheet.dot(middle, Tone.PRIMARY, radius=5, hollow=True)
    elif mark in {Mark.WOMEN, Mark.OBSERVED}:
        sheet.dot(middle, Tone(mark.value), radius=5.5)
    else:
        sheet.square(middle, Tone(mark.value))
