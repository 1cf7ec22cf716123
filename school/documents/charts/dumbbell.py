"""Women and men side by side: for each rate two marks, two intervals, one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from school.documents.charts.estimate import NOTHING, Estimate, WritePercent
from school.documents.charts.scale import Scale, draw_quarters
from school.documents.palette import Tone
from school.documents.sheet import Anchor, Sheet, Words

MARGIN = 8.0
HEAD = 22.0
ROW = 62.0
BAND = 8.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A rate of the women and of the men, with its name."""

    label: str
    women: Estimate
    men: Estimate


def dumbbell(
    pairs: Sequence[Pair], *, width: float, percent: WritePercent, tick: WritePercent
) -> Drawing:
    """Draw each pair as two marks joined by a thread, a circle for women, a square for men.

    The value stands beside its mark; a pale band is the interval. A rate of nobody is a dash,
    a hidden one a hatched band with the reason.
    """
    bottom = HEAD + ROW * len(pairs)
    sheet = Sheet(width, bottom)
    scale = Scale(MARGIN, width - MARGIN)
    draw_quarters(sheet, scale, top=HEAD - 4, bottom=bottom - 2, words_at=12, percent=tick)
    for index, pair in enumerate(pairs):
        top = HEAD + ROW * index
        sheet.words((0, top + 15), pair.label, Words.STRONG)
        women, men = top + 30, top + 47
        if _shown(pair.women) and _shown(pair.men):
            start, end = scale(pair.women.value or 0), scale(pair.men.value or 0)
            sheet.line((start, women), (end, men), Tone.STRONG_LINE, weight=1.5)
        _draw_lane(sheet, scale, women, pair.women, percent, is_women=True)
        _draw_lane(sheet, scale, men, pair.men, percent, is_women=False)
    return sheet.drawing


def _shown(estimate: Estimate) -> bool:
    return estimate.value is not None and not estimate.hidden


def _draw_lane(
    sheet: Sheet,
    scale: Scale,
    y: float,
    estimate: Estimate,
    percent: WritePercent,
    *,
    is_women: bool,
) -> None:
    if estimate.hidden:
        sheet.hatch((scale(0), y - BAND / 2), (scale(1) - scale(0), BAND))
        sheet.words(
            (scale(0.5), y + 4), estimate.hidden, Words.TINY, anchor=Anchor.MIDDLE, plate=True
        )
        return
    if estimate.value is None:
        sheet.words((scale(0), y + 4), NOTHING, Words.SOFT)
        return
    tone = Tone.WOMEN if is_women else Tone.MEN
    left = right = x = scale(estimate.value)
    if estimate.low is not None and estimate.high is not None:
        left, right = scale(estimate.low), scale(estimate.high)
        sheet.bar((left, y - BAND / 2), (right - left, BAND), tone, opacity=0.26)
    if is_women:
        sheet.dot((x, y), tone, hollow=estimate.provisional)
    else:
        sheet.square((x, y), tone, hollow=estimate.provisional)
    _write_value(sheet, (left, right), x, y, percent(estimate.value))


def _write_value(sheet: Sheet, band: tuple[float, float], x: float, y: float, words: str) -> None:
    """Write the value beyond the interval, on whichever side has room."""
    left, right = min(band[0], x - 7), max(band[1], x + 7)
    if right + 8 + Words.TINY.width(words) <= sheet.width:
        sheet.words((right, y + 4), words, Words.TINY, shift=6)
    elif left - 8 - Words.TINY.width(words) >= 0:
        sheet.words((left, y + 4), words, Words.TINY, anchor=Anchor.END, shift=-6)
