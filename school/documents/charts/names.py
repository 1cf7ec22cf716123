"""Names beside the points of a chart: none touches another, nor leaves the board."""

from collections.abc import Sequence
from dataclasses import dataclass

from school.documents.charts.columns import AXIS_ROOM
from school.documents.sheet import Anchor, Sheet, Words

WIDEST = 0.62
"""The most of the board's width that a name takes; a longer one is cut."""

OVER, UNDER = -11.0, 20.0
"""From the middle of a point to the foot of the letters over it, and under it."""

LETTERS, BELOW = 12.0, 4.0
"""How high letters stand above their foot, and how far they hang under it."""

PLATE = 2.0
"""How far the plate under a name shows at each side."""

REACH = 6.0
"""From the middle of a point to its edge."""


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a point, on which side it stands if it can, and how it is written."""

    place: tuple[float, float]
    text: str
    style: Words
    over: bool


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "_Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def write_names(
    sheet: Sheet, names: Sequence[Name], points: Sequence[tuple[float, float]], floor: float
) -> None:
    """Write names in their order, each beside its point on the side where there is room.

    `points` are the middles of every point of the chart, `floor` is where its board ends. A name
    without room on either side is left out: the table beside the chart has it.
    """
    taken = [_Box(x - REACH, y - REACH, x + REACH, y + REACH) for x, y in points]
    for name in names:
        text = name.style.shortened(name.text, sheet.width * WIDEST)
        for rise in (OVER, UNDER) if name.over else (UNDER, OVER):
            box = _box(sheet, name, text, rise)
            if box.top < 0 or box.bottom > floor or any(box.touches(one) for one in taken):
                continue
            foot = (name.place[0], name.place[1] + rise)
            shift = (box.left + box.right) / 2 - name.place[0]
            middle = Anchor.MIDDLE
            sheet.words(foot, text, name.style, anchor=middle, shift=shift, plate=True)
            taken.append(box)
            break


def _box(sheet: Sheet, name: Name, text: str, rise: float) -> _Box:
    x, y = name.place
    half, foot = name.style.width(text) / 2 + PLATE, y + rise
    middle = max(min(x, sheet.width - half), AXIS_ROOM + half)
    return _Box(middle - half, foot - LETTERS, middle + half, foot + BELOW)
