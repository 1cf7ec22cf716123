"""Groups of different sizes beside their common rate, within the limits of chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from reportlab.graphics.shapes import Drawing

from school.core.control_limits import ALARM, WARNING, Standing, limits, standing
from school.documents.charts.columns import AXIS_ROOM, draw_levels, write_centred
from school.documents.charts.estimate import WritePercent
from school.documents.charts.funnel import WriteCount
from school.documents.charts.names import Name, write_names
from school.documents.charts.scale import Scale
from school.documents.palette import Tone
from school.documents.sheet import Sheet, Words

HEIGHT = 300.0
TOP, FLOOR = 16.0, 252.0
END = 12.0
STEPS = 28
"""How many straight pieces make up a limit."""

FEWEST_PEOPLE = 5
"""Where the limits begin: for fewer people they span nearly every rate."""

MOST_NAMED = 8
"""With more groups than these, only those outside are named."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group with its name, its rate and the people it is of."""

    label: str
    rate: float
    people: int


def funnel_plot(
    groups: Sequence[Group],
    *,
    width: float,
    common: float,
    percent: WritePercent,
    count: WriteCount,
    axis: str,
) -> Drawing:
    """Draw each group at its size and rate, the common rate as a line, and both limits of chance.

    The dashed limits hold 95 % of chance, the full ones 99.8 %. A group outside is orange. Names
    stand where there is room: of the groups outside, and of all where there are few. `percent`
    writes the levels, `axis` says what the sizes count.
    """
    sheet = Sheet(width, HEIGHT)
    height = Scale(FLOOR, TOP)
    draw_levels(sheet, height, percent)
    most = max((group.people for group in groups), default=FEWEST_PEOPLE) * 1.08
    # The root of the size gives small groups, whose limits bend, as much room as large ones.
    across = _Across(AXIS_ROOM, width - END, most)
    _draw_limits(sheet, height, across, common, most)
    y = height(common)
    sheet.line((AXIS_ROOM, y), (width - END, y), Tone.INK)
    places = [(across(group.people), height(group.rate)) for group in groups]
    names = []
    for group, place in zip(groups, places, strict=True):
        outside = standing(group.rate, group.people, common) is not Standing.WITHIN
        sheet.dot(place, Tone.SIGNAL if outside else Tone.PRIMARY, radius=6)
        if outside or len(groups) <= MOST_NAMED:
            style = Words.STRONG if outside else Words.SOFT
            names.append(Name(place, group.label, style, over=group.rate >= common))
    names.sort(key=lambda name: name.style is not Words.STRONG)
    write_names(sheet, names, places, FLOOR)
    for size in _sizes(most):
        sheet.line((across(size), FLOOR), (across(size), FLOOR + 5), Tone.STRONG_LINE)
        write_centred(sheet, (across(size), FLOOR + 20), count(size), Words.TINY)
    write_centred(sheet, ((AXIS_ROOM + width) / 2, FLOOR + 40), axis, Words.SOFT)
    return sheet.drawing


@dataclass(frozen=True, slots=True)
class _Across:
    start: float
    end: float
    most: float

    def __call__(self, people: float) -> float:
        return self.start + (self.end - self.start) * sqrt(people / self.most)


def _draw_limits(sheet: Sheet, height: Scale, across: _Across, common: float, most: float) -> None:
    roots = (sqrt(FEWEST_PEOPLE), sqrt(most))
    sizes = [
        round((roots[0] + (roots[1] - roots[0]) * step / STEPS) ** 2) for step in range(STEPS + 1)
    ]
    for level, tone in ((WARNING, Tone.SOFT), (ALARM, Tone.STRONG_LINE)):
        for before, after in pairwise(sizes):
            first, second = limits(common, before, level), limits(common, after, level)
            ends = ((first.low, second.low), (first.high, second.high))
            for start, end in ends:
                sheet.line(
                    (across(before), height(start)),
                    (across(after), height(end)),
                    tone,
                    weight=1.5,
                    dashed=level == WARNING,
                )


def _sizes(most: float) -> list[int]:
    """Choose at most five round sizes for the scale, which goes by the root."""
    round_sizes = (size * 10**power for power in range(1, 6) for size in (1, 2, 5))
    return [size for size in round_sizes if most / 60 <= size <= most][-4:]
