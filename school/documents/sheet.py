"""A drawing board for charts: origin at the top left, colours by role, five sizes of words.

One rule makes a drawing stretch on a screen without its words growing: what stands directly on
the board is placed in shares of its width, what stands in a group keeps its size and hangs at
the group's place (see `school.documents.svg`). On paper nothing stretches.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any

from reportlab.graphics.shapes import (
    Circle,
    Drawing,
    Group,
    Line,
    PolyLine,
    Rect,
    Shape,
    String,
    UserNode,
)
from reportlab.lib.attrmap import AttrMap, AttrMapValue

from school.documents import fonts
from school.documents.palette import COLOURS, Tone

fonts.register()

HATCH_STEP = 5.0
WIDER = 1.22
"""The widest of usual system typefaces against FiraGO."""


class Words(Enum):
    """A size and weight of words: font, size in pixels, colour."""

    PLAIN = (fonts.REGULAR, 13, Tone.INK)
    STRONG = (fonts.BOLD, 13, Tone.INK)
    SOFT = (fonts.REGULAR, 13, Tone.SOFT)
    TINY = (fonts.REGULAR, 12, Tone.SOFT)

    def width(self, text: str) -> float:
        """Measure a text in this size, with room to spare: a reader's own typeface is wider."""
        font, size, _ = self.value
        return fonts.width_of(text, font, size) * WIDER

    def shortened(self, text: str, room: float) -> str:
        """Cut a text that would be wider than its room, with an ellipsis."""
        font, size, _ = self.value
        return fonts.shortened(text, font, size, room / WIDER)


class Anchor(Enum):
    """Which end of the words stands at the given place."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Hatch(UserNode):
    """A hatched bar: not known, or hidden. On paper its strokes are drawn one by one."""

    def __init__(self, x: float, y: float, width: float, height: float) -> None:
        super().__init__()
        self.x, self.y, self.width, self.height = x, y, width, height

    def provideNode(self) -> Shape:  # noqa: N802
        """Give the strokes and the frame, for paper."""
        strokes = Group()
        frame = Rect(self.x, self.y, self.width, self.height)
        frame.fillColor = COLOURS[Tone.SHEET]
        frame.strokeColor, frame.strokeWidth = COLOURS[Tone.STRONG_LINE], 1
        strokes.add(frame)
        step = -self.height + HATCH_STEP / 2
        while step < self.width:
            left, right = max(step, 0.0), min(step + self.height, self.width)
            line = Line(
                self.x + left,
                self.y + left - step,
                self.x + right,
                self.y + right - step,
                strokeColor=COLOURS[Tone.STRONG_LINE],
                strokeWidth=1.1,
            )
            strokes.add(line)
            step += HATCH_STEP
        return strokes

    def copy(self) -> "Hatch":
        """Give an equal bar, as the library asks of its shapes."""
        return Hatch(self.x, self.y, self.width, self.height)


class Linked(Group):
    """Shapes that lead to an address of the page they stand on; on paper they lead nowhere."""

    _attrMap = AttrMap(  # noqa: N815 - the library's name
        BASE=Group, address=AttrMapValue(None), title=AttrMapValue(None)
    )

    def __init__(self, address: str = "", title: str = "") -> None:
        super().__init__()
        self.address, self.title = address, title


class Sheet:
    """A board of a width and height in pixels; y counts from the top."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = float(width), float(height)
        self.drawing = Drawing(self.width, self.height)
        self._target: Group | Drawing = self.drawing

    @contextmanager
    def linked(self, address: str, title: str) -> Iterator[None]:
        """Make what is drawn meanwhile lead to an address, such as `#row`; the title says what."""
        group = Linked(address, title)
        self._target = group
        yield
        self._target = self.drawing
        self.drawing.add(group)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        tone: Tone,
        *,
        weight: float = 1,
        dashed: bool = False,
        opacity: float = 1,
    ) -> None:
        """Draw a straight line."""
        line = Line(start[0], self._up(start[1]), end[0], self._up(end[1]))
        line.strokeColor, line.strokeWidth = COLOURS[tone], weight
        if dashed:
            line.strokeDashArray = [4, 4]
        line.strokeOpacity = None if opacity == 1 else opacity
        self._target.add(line)

    def bar(
        self,
        corner: tuple[float, float],
        size: tuple[float, float],
        tone: Tone,
        *,
        opacity: float = 1,
    ) -> None:
        """Draw a filled bar from its upper left corner; one without width is left out."""
        (x, y), (width, height) = corner, size
        if width <= 0:
            return
        bar = Rect(x, self._up(y + height), width, height)
        bar.fillColor, bar.strokeColor = COLOURS[tone], None
        bar.fillOpacity = None if opacity == 1 else opacity
        self._target.add(bar)

    def hatch(self, corner: tuple[float, float], size: tuple[float, float]) -> None:
        """Draw a hatched bar from its upper left corner; one without width is left out."""
        (x, y), (width, height) = corner, size
        if width > 0:
            self._target.add(Hatch(x, self._up(y + height), width, height))

    def hanging_hatch(self, place: tuple[float, float], size: tuple[float, float]) -> None:
        """Draw a hatched column of fixed size, its top in the middle of the place."""
        self._hang(place, Hatch(-size[0] / 2, -size[1], size[0], size[1]))

    def dot(
        self, place: tuple[float, float], tone: Tone, *, radius: float = 6, hollow: bool = False
    ) -> None:
        """Draw a round mark; a hollow one says provisional."""
        self._target.add(_marked(Circle(place[0], self._up(place[1]), radius), tone, hollow))

    def square(
        self, place: tuple[float, float], tone: Tone, *, side: float = 11, hollow: bool = False
    ) -> None:
        """Draw a square mark of fixed size around a place."""
        square = Rect(-side / 2, -side / 2, side, side)
        self._hang(place, _marked(square, tone, hollow))

    def words(
        self,
        place: tuple[float, float],
        text: str,
        style: Words = Words.PLAIN,
        *,
        anchor: Anchor = Anchor.START,
        shift: float = 0,
        plate: bool = False,
    ) -> None:
        """Write words at their baseline, `shift` pixels to the right, on a plate if asked."""
        string = _string(text, style, anchor)
        if not shift and not plate:
            string.x, string.y = place[0], self._up(place[1])
            self._target.add(string)
            return
        string.x = shift
        shapes: list[Shape] = [string]
        if plate:
            width = style.width(text) + 4
            left = {Anchor.START: -4.0, Anchor.MIDDLE: -width / 2, Anchor.END: 4 - width}[anchor]
            back = Rect(shift + left, -5, width, 18)
            back.fillColor, back.strokeColor = COLOURS[Tone.SHEET], None
            shapes.insert(0, back)
        self._hang(place, *shapes)

    def path(self, places: list[tuple[float, float]], tone: Tone, *, weight: float) -> None:
        """Draw a line through places; it keeps its weight where the drawing stretches."""
        points = [value for x, y in places for value in (x, self._up(y))]
        line = PolyLine(points, strokeColor=COLOURS[tone], strokeWidth=weight)
        line.strokeLineCap = line.strokeLineJoin = 1
        self._target.add(line)

    def _hang(self, place: tuple[float, float], *shapes: Shape | Hatch) -> None:
        group = Group()
        for shape in shapes:
            group.add(shape)
        group.translate(place[0], self._up(place[1]))
        self._target.add(group)

    def _up(self, y: float) -> float:
        return self.height - y


def _string(text: str, style: Words, anchor: Anchor) -> String:
    font, size, tone = style.value
    string = String(0, 0, fonts.printable(text), fontName=font, fontSize=size)
    string.fillColor = COLOURS[tone]
    string.textAnchor = anchor.value
    return string


def _marked(shape: Any, tone: Tone, hollow: bool) -> Shape:
    shape.fillColor = COLOURS[Tone.SHEET if hollow else tone]
    shape.strokeColor = COLOURS[tone] if hollow else None
    shape.strokeWidth = 2.5 if hollow else 0
    result: Shape = shape
    return result
