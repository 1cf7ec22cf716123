"""Losses of splices from one attempt to the next: the mean and the worst against the limit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.graphics.shapes import Drawing

from school.documents.charts.columns import columns, words_every, write_centred
from school.documents.charts.scale import Scale
from school.documents.palette import Tone
from school.documents.sheet import Sheet, Words

HEIGHT = 236.0
TOP, FLOOR = 26.0, 192.0
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
MOST_LEVELS = 5
REACH = 18.0
"""How far a limit is drawn on both sides of an attempt, at most."""

WriteNumber = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class LossPoint:
    """An attempt: words under it, mean and worst loss, the limit if any, in dB.

    It is provisional when the mean rests on a machine's estimate.
    """

    label: str
    detail: str
    mean: float
    worst: float
    limit: float | None
    provisional: bool


def loss_curve(points: Sequence[LossPoint], *, width: float, write: WriteNumber) -> Drawing:
    """Draw the attempts in their order: means joined by a line, the worst as a square.

    The limit of each attempt is a dashed line at its place, a provisional mean is hollow, and a
    worst loss beyond its limit has the colour of danger. `write` writes a loss.
    """
    sheet = Sheet(width, HEIGHT)
    if not points:
        return sheet.drawing
    low, high = _range(points)
    scale = Scale(FLOOR, TOP)

    def height(value: float) -> float:
        return scale((value - low) / (high - low))

    _draw_levels(sheet, height, low, high, write)
    places = columns(len(points), width)
    reach = min(REACH, (places[1] - places[0]) / 2) if len(places) > 1 else REACH
    for x, point in zip(places, points, strict=True):
        if point.limit is not None:
            y = height(point.limit)
            sheet.line((x - reach, y), (x + reach, y), Tone.WARNING, weight=2, dashed=True)
    for (left, first), (right, second) in pairwise(zip(places, points, strict=True)):
        dashed = first.provisional or second.provisional
        ends = (left, height(first.mean)), (right, height(second.mean))
        sheet.line(*ends, Tone.PRIMARY, weight=2, dashed=dashed)
    step = words_every(places, max(_widest(point, write) for point in points))
    for index, (x, point) in enumerate(zip(places, points, strict=True)):
        _draw_point(sheet, height, x, point)
        if (len(points) - 1 - index) % step == 0:
            write_centred(sheet, (x, height(point.worst) - 9), write(point.mean), Words.STRONG)
            write_centred(sheet, (x, FLOOR + 20), point.label, Words.PLAIN)
            write_centred(sheet, (x, FLOOR + 37), point.detail, Words.TINY)
    return sheet.drawing


def _range(points: Sequence[LossPoint]) -> tuple[float, float]:
    low = min(0.0, *(point.mean for point in points))
    high = max(max(point.worst, point.limit or 0.0) for point in points)
    return low, low + max(high - low, STEPS[0]) * 1.1


def _draw_levels(
    sheet: Sheet, height: Callable[[float], float], low: float, high: float, write: WriteNumber
) -> None:
    wide = high - low
    step = next((one for one in STEPS if wide / one <= MOST_LEVELS), wide / MOST_LEVELS)
    for place in range(int(low / step), int(high / step) + 1):
        y = height(place * step)
        sheet.line((0, y), (sheet.width, y), Tone.GRID)
        sheet.words((0, y - 4), write(round(place * step, 4)), Words.TINY)


def _widest(point: LossPoint, write: WriteNumber) -> float:
    return max(
        Words.PLAIN.width(point.label),
        Words.TINY.width(point.detail),
        Words.STRONG.width(write(point.mean)),
    )


def _draw_point(sheet: Sheet, height: Callable[[float], float], x: float, point: LossPoint) -> None:
    mean, worst = height(point.mean), height(point.worst)
    is_beyond = point.limit is not None and point.worst > point.limit
    sheet.line((x, mean), (x, worst), Tone.SOFT, weight=1.5)
    sheet.square((x, worst), Tone.DANGER if is_beyond else Tone.SOFT, side=8)
    sheet.dot((x, mean), Tone.PRIMARY, hollow=point.provisional)
