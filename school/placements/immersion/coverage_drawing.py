"""Duties of a placement, week by week, as a drawing: a row for each, a box for each week."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from reportlab.graphics.shapes import Drawing

from school.documents.palette import Tone
from school.documents.sheet import Anchor, Sheet, Words
from school.placements.immersion.rules import DutyLevel

ROW = 44.0
BASELINE = 15.0
STRIP = 22.0
BOX = 14.0
GAP = 2.0
FOOT = 20.0
LABEL_ROOM = 40.0

LOOKS = {
    DutyLevel.SHOWN: Tone.SOFT,
    DutyLevel.HELPED: Tone.PRIMARY,
    DutyLevel.ALONE: Tone.GOOD,
}
"""The colour of a week in which the duty was met."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty and, for each week drawn, how it was met; nothing where it was not."""

    wording: str
    detail: str
    levels: tuple[DutyLevel | None, ...]


def draw_duties(rows: Sequence[DutyRow], weeks: Sequence[str], *, width: float) -> Drawing:
    """Draw the duties; one that was never given is hatched from end to end."""
    sheet = Sheet(width, ROW * len(rows) + FOOT)
    step = width / max(len(weeks), 1)
    for index, row in enumerate(rows):
        top = ROW * index
        room = width - Words.TINY.width(row.detail) - 12
        sheet.words((0, top + BASELINE), Words.PLAIN.shortened(row.wording, room))
        sheet.words((width, top + BASELINE), row.detail, Words.TINY, anchor=Anchor.END)
        _draw_strip(sheet, top + STRIP, step, row.levels)
    every = ceil(LABEL_ROOM / step) if step else 1
    for number, label in enumerate(weeks):
        if number % every == 0:
            sheet.words((step * number, sheet.height - 4), label, Words.TINY)
    return sheet.drawing


def _draw_strip(sheet: Sheet, top: float, step: float, levels: Sequence[DutyLevel | None]) -> None:
    if not any(levels):
        sheet.hatch((0, top), (sheet.width, BOX))
        return
    for number, level in enumerate(levels):
        tone = LOOKS[level] if level else Tone.GRID
        corner = (step * number, top)
        sheet.bar(corner, (max(step - GAP, 1.0), BOX), tone)
