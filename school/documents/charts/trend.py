"""A rate from one cohort to the next, each with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from school.documents.charts.columns import (
    AXIS_ROOM,
    columns,
    draw_levels,
    words_every,
    write_centred,
)
from school.documents.charts.estimate import NOTHING, Estimate, WritePercent
from school.documents.charts.scale import Scale
from school.documents.palette import Tone
from school.documents.sheet import Anchor, Sheet, Words

HEIGHT = 236.0
TOP, FLOOR = 26.0, 192.0
BAND = 14.0


@dataclass(frozen=True, slots=True)
class Point:
    """A cohort, words under its name such as « n = 21 », and its rate."""

    label: str
    detail: str
    estimate: Estimate


def trend(
    points: Sequence[Point],
    *,
    width: float,
    percent: WritePercent,
    tick: WritePercent,
    overall: float | None = None,
) -> Drawing:
    """Draw the points in their order, joined by a line; `overall` is a dashed line across.

    A provisional point is hollow and its line dashed, a hidden one is a hatched column, a rate
    of nobody a dash; neither is joined. Where words would touch, only every second, third…
    point bears them, the last one always.
    """
    sheet = Sheet(width, HEIGHT)
    height = Scale(FLOOR, TOP)
    draw_levels(sheet, height, tick)
    if overall is not None:
        y = height(overall)
        sheet.line((AXIS_ROOM, y), (width, y), Tone.SOFT, dashed=True)
    places = columns(len(points), width)
    for before, after in zip(range(len(points)), range(1, len(points)), strict=False):
        _join(sheet, height, places, points, before, after)
    step = _step(points, places, percent) if points else 1
    last = len(points) - 1
    for index, (x, point) in enumerate(zip(places, points, strict=True)):
        _draw_point(sheet, height, x, point.estimate)
        if (last - index) % step == 0:
            _write_point(sheet, height, x, point, percent)
    return sheet.drawing


def _step(points: Sequence[Point], places: Sequence[float], percent: WritePercent) -> int:
    """Tell of how many points one bears its words, so that they do not touch."""
    widest = max(
        max(
            Words.PLAIN.width(point.label),
            Words.TINY.width(point.detail),
            Words.STRONG.width(percent(point.estimate.value or 0)),
        )
        for point in points
    )
    return words_every(places, widest)


def _shown(estimate: Estimate) -> bool:
    return estimate.value is not None and not estimate.hidden


def _join(
    sheet: Sheet,
    height: Scale,
    places: Sequence[float],
    points: Sequence[Point],
    before: int,
    after: int,
) -> None:
    first, second = points[before].estimate, points[after].estimate
    if not (_shown(first) and _shown(second)):
        return
    sheet.line(
        (places[before], height(first.value or 0)),
        (places[after], height(second.value or 0)),
        Tone.PRIMARY,
        weight=2,
        dashed=first.provisional or second.provisional,
    )


def _draw_point(sheet: Sheet, height: Scale, x: float, estimate: Estimate) -> None:
    if estimate.hidden:
        # A column of fixed width cannot stretch: it hangs at its place, as the marks do.
        sheet.hanging_hatch((x, TOP), (BAND, FLOOR - TOP))
        return
    if estimate.value is None:
        sheet.words((x, FLOOR - 6), NOTHING, Words.SOFT, anchor=Anchor.MIDDLE)
        return
    if estimate.low is not None and estimate.high is not None:
        sheet.line(
            (x, height(estimate.low)),
            (x, height(estimate.high)),
            Tone.PRIMARY,
            weight=BAND,
            opacity=0.26,
        )
    sheet.dot((x, height(estimate.value)), Tone.PRIMARY, hollow=estimate.provisional)


def _write_point(
    sheet: Sheet, height: Scale, x: float, point: Point, percent: WritePercent
) -> None:
    estimate = point.estimate
    if _shown(estimate) and estimate.value is not None:
        top = height(estimate.value if estimate.high is None else estimate.high)
        write_centred(sheet, (x, top - 8), percent(estimate.value), Words.STRONG)
    write_centred(sheet, (x, FLOOR + 20), point.label, Words.PLAIN)
    if point.detail:
        write_centred(sheet, (x, FLOOR + 37), point.detail, Words.TINY)
