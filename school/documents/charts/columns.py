"""Charts that stand in columns, from one cohort to the next: places, levels, words under them."""

from collections.abc import Sequence
from math import ceil

from school.documents.charts.estimate import WritePercent
from school.documents.charts.scale import QUARTERS, Scale
from school.documents.palette import Tone
from school.documents.sheet import Anchor, Sheet, Words

AXIS_ROOM = 44.0
EDGE = 26.0


def draw_levels(sheet: Sheet, height: Scale, tick: WritePercent) -> None:
    """Draw the levels of 0, 25, 50, 75 and 100 % across the board, with their numbers."""
    for share in QUARTERS:
        y = height(share)
        sheet.line((0, y), (sheet.width, y), Tone.GRID)
        sheet.words((0, y - 4), tick(share), Words.TINY)


def columns(number: int, width: float) -> list[float]:
    """Give the middles of so many columns, in pixels from the left."""
    start, end = AXIS_ROOM + EDGE, width - EDGE
    if number == 1:
        return [(start + end) / 2]
    return [start + (end - start) * index / (number - 1) for index in range(number)]


def words_every(places: Sequence[float], widest: float) -> int:
    """Tell of how many columns one bears its words, so that they do not touch."""
    if len(places) < 2:
        return 1
    # The outermost words are pushed inwards when they are wider than the edge left for them.
    slot = places[1] - places[0] - max(0.0, widest / 2 - EDGE)
    return max(1, ceil((widest + 6) / max(slot, 1)))


def write_centred(sheet: Sheet, place: tuple[float, float], text: str, style: Words) -> None:
    """Write words around a place, pushed inwards where they would leave the board."""
    half = style.width(text) / 2
    middle = min(max(place[0], half), sheet.width - half)
    shift = middle - place[0]
    sheet.words(place, text, style, anchor=Anchor.MIDDLE, shift=shift)
