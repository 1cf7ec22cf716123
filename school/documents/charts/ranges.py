"""Shares below one another on one scale, each with its interval and a mark to hold it against."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from school.documents.charts.estimate import NOTHING, Estimate, WritePercent
from school.documents.charts.rows import head_height, write_head
from school.documents.charts.scale import Scale, draw_quarters
from school.documents.palette import Tone
from school.documents.sheet import Anchor, Sheet, Words

MARGIN = 8.0
HEAD = 22.0
BAND = 12.0
LANE = 26.0
LEAST = 0.35
"""The share of the board that a name keeps beside its words."""


@dataclass(frozen=True, slots=True)
class RangeRow:
    """A row: its name, words such as « n = 21 », its share, and another share to compare it to."""

    label: str
    detail: str
    estimate: Estimate
    mark: float | None = None


def ranges(rows: Sequence[RangeRow], *, width: float, tick: WritePercent) -> Drawing:
    """Draw each row as a point with its interval as a band, and the mark as an upright stroke.

    A share of nobody is a dash, a hidden one a hatched band with the reason. `tick` writes the
    scale, whose end stands for 1; shares beyond it are held there.
    """
    names = [(_short(row, width), row.detail) for row in rows]
    head = head_height(names, width)
    bottom = HEAD + (head + LANE) * len(rows)
    sheet = Sheet(width, bottom)
    scale = Scale(MARGIN, width - MARGIN)
    draw_quarters(sheet, scale, top=HEAD - 4, bottom=bottom - 2, words_at=12, percent=tick)
    for index, (row, (label, detail)) in enumerate(zip(rows, names, strict=True)):
        top = HEAD + (head + LANE) * index
        write_head(sheet, top, head, label, detail)
        _draw(sheet, scale, top + head + LANE / 2 - 4, row)
    return sheet.drawing


def _short(row: RangeRow, width: float) -> str:
    room = max(width - Words.TINY.width(row.detail) - 12, width * LEAST)
    return Words.STRONG.shortened(row.label, width if room < Words.STRONG.width("m" * 8) else room)


def _draw(sheet: Sheet, scale: Scale, y: float, row: RangeRow) -> None:
    estimate = row.estimate
    if estimate.hidden:
        sheet.hatch((scale(0), y - BAND / 2), (scale(1) - scale(0), BAND))
        place, middle = (scale(0.5), y + 4), Anchor.MIDDLE
        sheet.words(place, estimate.hidden, Words.TINY, anchor=middle, plate=True)
        return
    if estimate.value is None:
        sheet.words((scale(0), y + 4), NOTHING, Words.SOFT)
        return
    if estimate.low is not None and estimate.high is not None:
        left, right = scale(estimate.low), scale(estimate.high)
        sheet.bar((left, y - BAND / 2), (right - left, BAND), Tone.PRIMARY, opacity=0.26)
    if row.mark is not None:
        x = scale(row.mark)
        sheet.line((x, y - BAND), (x, y + BAND), Tone.WARNING, weight=3)
    sheet.dot((scale(estimate.value), y), Tone.PRIMARY, hollow=estimate.provisional)
