"""What is known of the people of each group: one bar, cut by what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from school.documents.charts.estimate import NOTHING
from school.documents.charts.rows import head_height, write_head
from school.documents.palette import Tone
from school.documents.sheet import Anchor, Sheet, Words

BAR = 24.0
FOOT = 10.0


@dataclass(frozen=True, slots=True)
class Segment:
    """A number of persons and its colour; without a colour it is hatched: nobody knows."""

    number: int
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class StatusBar:
    """A group of people, words at the far right such as « 77 sur 93 », and its segments."""

    label: str
    detail: str
    segments: Sequence[Segment]
    hidden: str = ""


def coverage(bars: Sequence[StatusBar], *, width: float, mark: float | None = None) -> Drawing:
    """Draw one bar per group, all of one length; `mark` is a share drawn as a line across each.

    A group without anyone is an empty frame with a dash; a hidden one is hatched from end to
    end, with its reason.
    """
    head = head_height([(bar.label, bar.detail) for bar in bars], width)
    row = head + BAR + FOOT
    sheet = Sheet(width, row * len(bars))
    for index, bar in enumerate(bars):
        top = row * index + head
        write_head(sheet, row * index, head, bar.label, bar.detail)
        if bar.hidden:
            sheet.hatch((0, top), (width, BAR))
            place = (width / 2, top + 16)
            sheet.words(place, bar.hidden, Words.TINY, anchor=Anchor.MIDDLE, plate=True)
            continue
        _draw_bar(sheet, top, bar.segments)
        if mark is not None and any(segment.number for segment in bar.segments):
            x = width * mark
            sheet.line((x, top - 4), (x, top + BAR + 4), Tone.INK, weight=1.5)
    return sheet.drawing


def _draw_bar(sheet: Sheet, top: float, segments: Sequence[Segment]) -> None:
    total = sum(segment.number for segment in segments)
    if total == 0:
        sheet.bar((0, top), (sheet.width, BAR), Tone.SUNK)
        sheet.words((8, top + 17), NOTHING, Words.SOFT)
        return
    start = 0
    for segment in segments:
        left = sheet.width * start / total
        size = (sheet.width * segment.number / total, BAR)
        if segment.tone is None:
            sheet.hatch((left, top), size)
        else:
            sheet.bar((left, top), size, segment.tone)
        if start and segment.number:
            sheet.line((left, top), (left, top + BAR), Tone.SHEET, weight=2)
        start += segment.number
