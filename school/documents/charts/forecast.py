"""What was forecast of each cohort, and what came: a band, and a mark in it or beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from school.documents.charts.columns import (
    columns,
    draw_levels,
    words_every,
    write_centred,
)
from school.documents.charts.estimate import Estimate, WritePercent
from school.documents.charts.scale import Scale
from school.documents.palette import Tone
from school.documents.sheet import Sheet, Words

HEIGHT = 236.0
TOP, FLOOR = 26.0, 192.0
BAND = 18.0


@dataclass(frozen=True, slots=True)
class Expected:
    """A cohort, words under its name, its forecast with the interval, and what came, if known."""

    label: str
    detail: str
    forecast: Estimate
    actual: float | None = None


def forecast_chart(
    cohorts: Sequence[Expected], *, width: float, percent: WritePercent, tick: WritePercent
) -> Drawing:
    """Draw each forecast as a band with a hollow square, and what came as a dot.

    A dot outside its band is orange. A cohort that is still awaited has no dot: its band is darker
    and bears the expected rate in figures.
    """
    sheet = Sheet(width, HEIGHT)
    height = Scale(FLOOR, TOP)
    draw_levels(sheet, height, tick)
    places = columns(len(cohorts), width)
    step = words_every(places, _widest(cohorts, percent))
    last = len(cohorts) - 1
    for index, (x, one) in enumerate(zip(places, cohorts, strict=True)):
        _draw(sheet, height, x, one)
        if (last - index) % step == 0:
            _write(sheet, height, x, one, percent)
    return sheet.drawing


def _widest(cohorts: Sequence[Expected], percent: WritePercent) -> float:
    widths = [
        max(
            Words.PLAIN.width(one.label),
            Words.TINY.width(one.detail),
            Words.STRONG.width(percent(one.forecast.value or 0)),
        )
        for one in cohorts
    ]
    return max(widths, default=0.0)


def _draw(sheet: Sheet, height: Scale, x: float, one: Expected) -> None:
    found = one.forecast
    if found.value is None or found.low is None or found.high is None:
        return
    awaited = one.actual is None
    low, high = height(found.low), height(found.high)
    opacity = 0.4 if awaited else 0.18
    sheet.line((x, low), (x, high), Tone.PRIMARY, weight=BAND, opacity=opacity)
    sheet.square((x, height(found.value)), Tone.PRIMARY, hollow=True)
    if one.actual is not None:
        held = found.low <= one.actual <= found.high
        sheet.dot((x, height(one.actual)), Tone.GOOD if held else Tone.SIGNAL)


def _write(sheet: Sheet, height: Scale, x: float, one: Expected, percent: WritePercent) -> None:
    found = one.forecast
    if one.actual is None and found.value is not None:
        top = height(found.value if found.high is None else found.high)
        write_centred(sheet, (x, top - 8), percent(found.value), Words.STRONG)
    write_centred(sheet, (x, FLOOR + 20), one.label, Words.PLAIN)
    if one.detail:
        write_centred(sheet, (x, FLOOR + 37), one.detail, Words.TINY)
