"""What was done month by month, and how far it may go: a line, then a widening band."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.graphics.shapes import Drawing

from school.documents.charts.scale import Scale
from school.documents.palette import Tone
from school.documents.sheet import Anchor, Sheet, Words

HEIGHT = 252.0
TOP, FLOOR = 24.0, 212.0
LEFT, RIGHT = 4.0, 12.0
LEVELS = 4

WriteNumber = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Spread:
    """What one method says of a moment between 0 and 1: low, central and high."""

    at: float
    low: float
    central: float
    high: float


@dataclass(frozen=True, slots=True)
class Fan:
    """A quantity over time, times between 0 and 1: what was done, and what two methods foretell.

    `target` is the line from nothing to the goal, by its two ends; `words` stand under the start,
    today and the end.
    """

    goal: float
    now: float
    done: tuple[tuple[float, float], ...]
    first: tuple[Spread, ...]
    second: tuple[Spread, ...]
    target: tuple[tuple[float, float], ...]
    words: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where a moment and a quantity stand on the board."""

    across: Scale
    up: Scale
    most: float

    def __call__(self, moment: float, value: float) -> tuple[float, float]:
        return self.across(moment), self.up(value / self.most)


def fan_chart(fan: Fan, *, width: float, number: WriteNumber, goal: str) -> Drawing:
    """Draw a fan: done as a solid line, the first method as columns, the second as dashes.

    Each column reaches from low to high and bears a mark at its central value. The goal is a
    line across with its words, the target a thin dashed line.
    """
    sheet = Sheet(width, HEIGHT)
    plane = _Plane(Scale(LEFT, width - RIGHT), Scale(FLOOR, TOP), _round_up(max(_heights(fan))))
    levels = [plane.most * level / LEVELS for level in range(LEVELS + 1)]
    for value in levels:
        y = plane(0, value)[1]
        sheet.line((0, y), (width, y), Tone.GRID)
    _draw_lines(sheet, plane, fan.target, Tone.STRONG_LINE, weight=1, dashed=True)
    x = plane(fan.now, 0)[0]
    sheet.line((x, TOP - 6), (x, FLOOR), Tone.STRONG_LINE)
    _draw_columns(sheet, plane, fan)
    _draw_dashes(sheet, plane, fan)
    _draw_lines(sheet, plane, fan.done, Tone.INK, weight=2.5)
    for value in levels[1:]:
        sheet.words((0, plane(0, value)[1] - 4), number(value), Words.TINY)
    if fan.goal:
        y = plane(0, fan.goal)[1]
        sheet.line((0, y), (width, y), Tone.SIGNAL, weight=2)
        sheet.words((width, y - 6), goal, Words.STRONG, anchor=Anchor.END)
    _write_days(sheet, x, fan.words)
    return sheet.drawing


def _heights(fan: Fan) -> Sequence[float]:
    spreads = (*fan.first, *fan.second)
    return [fan.goal * 1.06, *(value for _, value in fan.done), *(one.high for one in spreads), 1.0]


def _round_up(value: float) -> float:
    step = 1.0
    while step * 10 < value:
        step *= 10
    return next(step * times for times in (1, 2, 4, 6, 8, 10) if step * times >= value)


def _draw_lines(
    sheet: Sheet,
    plane: _Plane,
    places: Sequence[tuple[float, float]],
    tone: Tone,
    *,
    weight: float,
    dashed: bool = False,
) -> None:
    for start, end in pairwise(places):
        sheet.line(plane(*start), plane(*end), tone, weight=weight, dashed=dashed)


def _draw_columns(sheet: Sheet, plane: _Plane, fan: Fan) -> None:
    before = fan.now
    for one in fan.first:
        left, top = plane(before, max(one.high, one.central))
        right, bottom = plane(one.at, min(one.low, one.central))
        sheet.bar((left, top), (right - left, max(bottom - top, 1)), Tone.PRIMARY, opacity=0.28)
        y = plane(0, one.central)[1]
        sheet.line((left, y), (right, y), Tone.PRIMARY, weight=2.5)
        before = one.at


def _draw_dashes(sheet: Sheet, plane: _Plane, fan: Fan) -> None:
    if not fan.second or not fan.done:
        return
    for name, weight in (("low", 1.0), ("central", 2.0), ("high", 1.0)):
        places = [(fan.now, fan.done[-1][1])]
        places += [(one.at, getattr(one, name)) for one in fan.second]
        _draw_lines(sheet, plane, places, Tone.WOMEN, weight=weight, dashed=True)


def _write_days(sheet: Sheet, x: float, words: tuple[str, str, str]) -> None:
    start, now, end = words
    sheet.words((0, FLOOR + 20), start, Words.TINY)
    sheet.words((sheet.width, FLOOR + 20), end, Words.TINY, anchor=Anchor.END)
    half = Words.TINY.width(now) / 2
    middle = min(max(x, half), sheet.width - half)
    sheet.words((x, FLOOR + 37), now, Words.TINY, anchor=Anchor.MIDDLE, shift=middle - x)
