"""How far each quota is filled: a bar per row, the quota's end, and what should be done by now."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from school.documents.charts.estimate import NOTHING
from school.documents.charts.rows import head_height, write_head
from school.documents.palette import Tone
from school.documents.sheet import Sheet, Words

BAR = 20.0
FOOT = 12.0
MOST = 1.6
"""Bars end at so many quotas; words say what lies beyond."""

SMALL = (120.0, 18.0)
"""The width and height of a bar alone, for the row of a table."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A row: its name, words at the far right, and shares of its quota.

    `done` counts already; `waiting` would count besides; `target` is what should be done by now.
    No `done` is no quota.
    """

    label: str
    detail: str
    done: float | None
    waiting: float = 0
    target: float | None = None


def progress(rows: Sequence[Progress], *, width: float) -> Drawing:
    """Draw a bar per row on one scale, from nothing to the quota and, where one goes, beyond.

    What would count besides is hatched. The quota's end is a line across the bar, what should
    be done by now a mark that stands out above and below.
    """
    head = head_height([(row.label, row.detail) for row in rows], width)
    height = head + BAR + FOOT
    sheet = Sheet(width, height * len(rows))
    most = _most(rows)
    for index, row in enumerate(rows):
        write_head(sheet, height * index, head, row.label, row.detail)
        _draw(sheet, height * index + head, BAR, row, most)
    return sheet.drawing


def small_progress(row: Progress) -> Drawing:
    """Draw one bar without words; it ends at the quota, so that the bars of a table compare."""
    width, height = SMALL
    sheet = Sheet(width, height)
    _draw(sheet, 3, height - 6, row, 1)
    return sheet.drawing


def _most(rows: Sequence[Progress]) -> float:
    ends = [max(row.done + row.waiting, row.target or 0) for row in rows if row.done is not None]
    return min(MOST, max([1.0, *ends]))


def _draw(sheet: Sheet, top: float, height: float, row: Progress, most: float) -> None:
    if row.done is None:
        sheet.bar((0, top), (sheet.width, height), Tone.SUNK)
        sheet.words((8, top + height - 4), NOTHING, Words.TINY)
        return

    def across(share: float) -> float:
        return sheet.width * min(share, most) / most

    sheet.bar((0, top), (across(1), height), Tone.SUNK)
    sheet.bar((0, top), (across(row.done), height), Tone.PRIMARY)
    if row.waiting and row.done < most:
        left = across(row.done)
        sheet.hatch((left, top), (across(row.done + row.waiting) - left, height))
    if most > 1:
        sheet.line((across(1), top), (across(1), top + height), Tone.SHEET, weight=2)
    if row.target is not None:
        x = min(max(across(row.target), 1.0), sheet.width - 1)
        sheet.line((x, top - 3), (x, top + height + 3), Tone.INK, weight=2)
