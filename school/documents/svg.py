"""Drawings as SVG inside a page: light or dark by the style sheet, no style attribute, no script.

An elastic drawing fills whatever width it finds while its words, marks and heights keep their
size: places are written as shares of the drawing's width, and what hangs in a group keeps its
pixels. A fixed drawing scales as a whole.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape
from reportlab.graphics.shapes import Circle, Drawing, Group, Line, PolyLine, Rect, String

from school.documents.palette import Tone, tone_of
from school.documents.sheet import Hatch, Linked, Words

PHONE = 256
"""The width that charts are drawn for on a phone: what a panel leaves of 320 pixels."""
LAPTOP = 560
"""The width that charts are drawn for on a laptop."""

_CLASSES = {
    Words.PLAIN: "",
    Words.STRONG: "t-strong ",
    Words.SOFT: "t-soft ",
    Words.TINY: "t-soft t-tiny ",
}
_ANCHORS = {"start": "", "middle": "mid ", "end": "end "}
_STYLES: dict[tuple[str, float, Tone], Words] = {style.value: style for style in Words}

WriteX = Callable[[float], str]


def elastic(drawing: Drawing, *, label: str, identity: str, width_class: str = "") -> Markup:
    """Write a drawing that stretches to the width of its place (inside an element of class plot).

    `label` says what is drawn, for those who do not see it; `identity` is unique in the page.
    ValueError for a shape or a colour that this kit does not draw with.
    """
    writer = _Writer(drawing, identity, stretches=True)
    classes = f"elastic {width_class}".strip()
    size = f'height="{_number(drawing.height)}" width="100%"'
    return _svg(writer, f'class="{classes}" {size}', label)


def fixed(drawing: Drawing, *, label: str, identity: str) -> Markup:
    """Write a drawing of fixed size, such as a sparkline in a table; errors as in `elastic`."""
    writer = _Writer(drawing, identity, stretches=False)
    width, height = _number(drawing.width), _number(drawing.height)
    return _svg(writer, f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"', label)


@lru_cache(maxsize=512)
def both_sizes(draw: Callable[[int], Drawing], *, label: str, identity: str) -> Markup:
    """Write a chart as drawn for a phone and as drawn for a laptop; the style sheet shows one.

    `draw` takes a width in pixels and gives the drawing. When the two do not differ but by
    their width, one is enough. Equal charts are written once: pass a `Chart`, which compares by
    its data, rather than a function made anew for each page.
    """
    narrow = elastic(draw(PHONE), label=label, identity=identity)
    wide = elastic(draw(LAPTOP), label=label, identity=identity)
    if narrow == wide:
        return narrow
    return each_size(draw, label=label, identity=identity)


def each_size(draw: Callable[[int], Drawing], *, label: str, identity: str) -> Markup:
    """Write a drawing as for a phone and as for a laptop; the style sheet shows one."""
    narrow = elastic(draw(PHONE), label=label, identity=identity, width_class="narrow-only")
    wide = elastic(draw(LAPTOP), label=label, identity=f"{identity}-wide", width_class="wide-only")
    return narrow + wide


def _svg(writer: "_Writer", attributes: str, label: str) -> Markup:
    inside = "".join(writer.shapes())
    definitions = writer.definitions()
    # Links inside a picture would not be found by those who do not see it.
    role = "group" if writer.has_links else "img"
    # Whatever came from outside, the label and the words, was escaped where it was written.
    return Markup(  # noqa: S704
        f'<svg {attributes} role="{role}" aria-label="{escape(label)}">{definitions}{inside}</svg>'
    )


class _Writer:
    """Writes the shapes of one drawing; remembers whether it has hatched or linked something."""

    def __init__(self, drawing: Drawing, identity: str, *, stretches: bool) -> None:
        self.drawing = drawing
        self.pattern = f"{identity}-hatch"
        self.stretches = stretches
        self.has_hatch = False
        self.has_links = False

    def shapes(self) -> Iterator[str]:
        for shape in self.drawing.contents:
            yield self._shape(shape, float(self.drawing.height), self.stretches)

    def definitions(self) -> str:
        if not self.has_hatch:
            return ""
        return (
            f'<defs><pattern id="{escape(self.pattern)}" width="6" height="6" '
            'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<path d="M0 0h6v6H0z" fill="var(--sheet)"/>'
            '<path d="M0 0v6" stroke="var(--line-strong)" stroke-width="2.5"/></pattern></defs>'
        )

    def _shape(self, shape: Any, top: float, shared: bool) -> str:
        """Write one shape; `top` is where y begins, `shared` whether x is a share of the width."""
        x = self._share if shared else _number
        if isinstance(shape, Hatch):
            self.has_hatch = True
            paint = f'fill="url(#{escape(self.pattern)})" stroke="var(--{Tone.STRONG_LINE})"'
            return _bar(shape, top, x, paint)
        if isinstance(shape, Linked):
            return self._link(shape, top, shared)
        if isinstance(shape, Group):
            return self._group(shape, top, x)
        if isinstance(shape, PolyLine) and shared:
            return self._stretched(shape, top)
        write = _LEAVES.get(type(shape))
        if write is None:
            raise ValueError(f"a {type(shape).__name__} cannot be drawn here")
        return write(shape, top, x)

    def _group(self, group: Group, top: float, x: WriteX) -> str:
        a, b, c, d, left, up = group.transform
        if (a, b, c, d) != (1, 0, 0, 1):
            raise ValueError("a group can be moved, not turned or scaled")
        inside = "".join(self._shape(shape, 0.0, False) for shape in group.contents)
        return f'<svg x="{x(left)}" y="{_number(top - up)}" overflow="visible">{inside}</svg>'

    def _link(self, group: Linked, top: float, shared: bool) -> str:
        """Write what leads somewhere; the keyboard goes by the list beside the drawing."""
        self.has_links = True
        inside = "".join(self._shape(shape, top, shared) for shape in group.contents)
        title = f"<title>{escape(group.title)}</title>"
        return f'<a href="{escape(group.address)}" tabindex="-1">{title}{inside}</a>'

    def _stretched(self, shape: PolyLine, top: float) -> str:
        width, height = _number(self.drawing.width), _number(self.drawing.height)
        line = _polyline(shape, top, _number, ' vector-effect="non-scaling-stroke"')
        return (
            f'<svg width="100%" height="{height}" viewBox="0 0 {width} {height}" '
            f'preserveAspectRatio="none">{line}</svg>'
        )

    def _share(self, value: float) -> str:
        return f"{_number(value / float(self.drawing.width) * 100)}%"


def _bar(shape: Any, top: float, x: WriteX, paint: str) -> str:
    return (
        f'<rect x="{x(shape.x)}" y="{_number(top - shape.y - shape.height)}" '
        f'width="{x(shape.width)}" height="{_number(shape.height)}" {paint}/>'
    )


def _rect(shape: Any, top: float, x: WriteX) -> str:
    return _bar(shape, top, x, _paint(shape))


def _line(shape: Any, top: float, x: WriteX) -> str:
    return (
        f'<line x1="{x(shape.x1)}" x2="{x(shape.x2)}" '
        f'y1="{_number(top - shape.y1)}" y2="{_number(top - shape.y2)}"{_stroke(shape)}/>'
    )


def _circle(shape: Any, top: float, x: WriteX) -> str:
    return (
        f'<circle cx="{x(shape.cx)}" cy="{_number(top - shape.cy)}" '
        f'r="{_number(shape.r)}" {_paint(shape)}/>'
    )


def _text(shape: Any, top: float, x: WriteX) -> str:
    style = _STYLES.get((shape.fontName, shape.fontSize, tone_of(shape.fillColor)))
    if style is None:
        raise ValueError(f"no words are written in {shape.fontName} {shape.fontSize}")
    classes = f"{_CLASSES[style]}{_ANCHORS[shape.textAnchor]}halo"
    return (
        f'<text x="{x(shape.x)}" y="{_number(top - shape.y)}" class="{classes}">'
        f"{escape(shape.text)}</text>"
    )


def _polyline(shape: Any, top: float, x: WriteX, effect: str = "") -> str:
    pairs = zip(shape.points[::2], shape.points[1::2], strict=True)
    points = " ".join(f"{x(left)},{_number(top - up)}" for left, up in pairs)
    return (
        f'<polyline points="{points}" fill="none"{_stroke(shape)} '
        f'stroke-linecap="round" stroke-linejoin="round"{effect}/>'
    )


_LEAVES: dict[type, Callable[[Any, float, WriteX], str]] = {
    Rect: _rect,
    Line: _line,
    Circle: _circle,
    String: _text,
    PolyLine: _polyline,
}


def _paint(shape: Any) -> str:
    paint = f'fill="{_variable(shape.fillColor)}"'
    if shape.fillOpacity is not None:
        paint += f' fill-opacity="{_number(shape.fillOpacity)}"'
    return paint + (_stroke(shape) if shape.strokeColor is not None else "")


def _stroke(shape: Any) -> str:
    stroke = f' stroke="{_variable(shape.strokeColor)}"'
    if shape.strokeWidth != 1:
        stroke += f' stroke-width="{_number(shape.strokeWidth)}"'
    if shape.strokeDashArray:
        stroke += f' stroke-dasharray="{" ".join(_number(one) for one in shape.strokeDashArray)}"'
    if getattr(shape, "strokeOpacity", None) is not None:
        stroke += f' stroke-opacity="{_number(shape.strokeOpacity)}"'
    return stroke


def _variable(colour: Any) -> str:
    return f"var(--{tone_of(colour)})"


def _number(value: float) -> str:
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
