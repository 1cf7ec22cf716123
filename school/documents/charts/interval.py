"""One rate on the scale: its interval, and how far the unknown could carry it."""

from reportlab.graphics.shapes import Drawing

from school.documents.charts.estimate import NOTHING, Estimate, WritePercent
from school.documents.charts.scale import Scale, draw_quarters
from school.documents.palette import Tone
from school.documents.sheet import Anchor, Sheet, Words

HEIGHT = 84
MIDDLE = 44.0
MARGIN = 8.0
GAP = 10.0


def interval_bar(
    estimate: Estimate,
    *,
    width: float,
    percent: WritePercent,
    tick: WritePercent,
    possible: float | None = None,
) -> Drawing:
    """Draw a rate as a point on a line from 0, with its interval as a band.

    `possible`, the rate if every unknown person counted as a success, is drawn as a hatched
    bar beyond the point. `percent` writes the two ends of the interval, `tick` the scale.
    """
    sheet = Sheet(width, HEIGHT)
    scale = Scale(MARGIN, width - MARGIN)
    draw_quarters(sheet, scale, top=28, bottom=60, words_at=78, percent=tick)
    if estimate.hidden:
        sheet.hatch((scale(0), MIDDLE - 7), (scale(1) - scale(0), 14))
        sheet.words(
            (scale(0.5), MIDDLE + 4), estimate.hidden, Words.TINY, anchor=Anchor.MIDDLE, plate=True
        )
    elif estimate.value is None:
        sheet.words((scale(0.5), MIDDLE + 5), NOTHING, Words.SOFT, anchor=Anchor.MIDDLE)
    else:
        _draw_rate(sheet, scale, estimate.value, estimate, possible)
        _write_ends(sheet, scale, estimate, percent)
    return sheet.drawing


def _draw_rate(
    sheet: Sheet, scale: Scale, value: float, estimate: Estimate, possible: float | None
) -> None:
    here = scale(value)
    if possible is not None and possible > value:
        sheet.hatch((here, MIDDLE - 5), (scale(possible) - here, 10))
    if estimate.low is not None and estimate.high is not None:
        low, high = scale(estimate.low), scale(estimate.high)
        sheet.bar((low, MIDDLE - 11), (high - low, 22), Tone.PRIMARY, opacity=0.26)
    sheet.line((scale(0), MIDDLE), (here, MIDDLE), Tone.PRIMARY, weight=3)
    sheet.dot((here, MIDDLE), Tone.PRIMARY, radius=7, hollow=estimate.provisional)


def _write_ends(sheet: Sheet, scale: Scale, estimate: Estimate, percent: WritePercent) -> None:
    if estimate.low is None or estimate.high is None:
        return
    ends = (scale(estimate.low), scale(estimate.high))
    words = (percent(estimate.low), percent(estimate.high))
    widths = (Words.STRONG.width(words[0]), Words.STRONG.width(words[1]))
    for x, text, centre in zip(ends, words, _apart(ends, widths, sheet.width), strict=True):
        sheet.line((x, 22), (x, MIDDLE - 11), Tone.PRIMARY)
        shift = centre - x
        sheet.words(
            (x, 16),
            text,
            Words.STRONG,
            anchor=Anchor.MIDDLE,
            shift=shift if abs(shift) > 0.5 else 0,
        )


def _apart(
    ends: tuple[float, float], widths: tuple[float, float], room: float
) -> tuple[float, float]:
    """Give the middles of two labels near their ends, apart from one another and on the board."""
    missing = max(0.0, (widths[0] + widths[1]) / 2 + GAP - (ends[1] - ends[0]))
    low = max(ends[0] - missing / 2, widths[0] / 2)
    high = max(ends[1] + missing / 2, low + (widths[0] + widths[1]) / 2 + GAP)
    high = min(high, room - widths[1] / 2)
    return min(low, high - (widths[0] + widths[1]) / 2 - GAP), high
