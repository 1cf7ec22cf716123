"""Drawings of figures: a small part of SVG, in which nothing can run and nothing is fetched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "defs",
        "marker",
    ]
)
ATTRIBUTES = frozenset(
    [
        "viewBox",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "width",
        "height",
        "d",
        "points",
        "transform",
        "class",
        "fill",
        "stroke",
        "stroke-width",
        "stroke-dasharray",
        "stroke-linecap",
        "stroke-linejoin",
        "fill-opacity",
        "stroke-opacity",
        "opacity",
        "fill-rule",
        "text-anchor",
        "dominant-baseline",
        "dx",
        "dy",
        "font-size",
        "font-weight",
        "id",
        "refX",
        "refY",
        "markerWidth",
        "markerHeight",
        "orient",
        "marker-end",
        "marker-start",
        "markerUnits",
        "rotate",
    ]
)
CLASSES = frozenset(
    [
        "f-line",
        "f-soft",
        "f-area",
        "f-accent",
        "f-accent-line",
        "f-signal",
        "f-signal-line",
        "f-good",
        "f-danger",
        "f-text",
        "f-small",
        "f-glass",
    ]
)
LABEL = re.compile(r"\{\{([^{}]*)\}\}")
OWN_MARKER = re.compile(r"^url\(#[a-z][a-z0-9-]*\)$")
LONGEST = 60_000
DEEPEST = 20
"""Elements within one another: what writes them out again goes down by as many calls."""

_NUMBER = r"(-?\d{1,5}(?:\.\d{1,3})?)"
VIEW_BOX = re.compile(rf'viewBox="{_NUMBER} {_NUMBER} {_NUMBER} {_NUMBER}"')


@dataclass(frozen=True, slots=True)
class ViewBox:
    """The part of the plane that a drawing shows, in units of its own."""

    left: float
    top: float
    width: float
    height: float

    def holds(self, left: float, top: float, width: float, height: float) -> bool:
        """Tell whether a rectangle is inside, the edges included."""
        return (
            self.left <= left
            and self.top <= top
            and left + width <= self.left + self.width
            and top + height <= self.top + self.height
        )


def view_box(text: str) -> ViewBox | None:
    """Read the viewBox of a drawing: four plain numbers, of which width and height are above 0."""
    found = VIEW_BOX.search(text)
    if found is None:
        return None
    box = ViewBox(*(float(number) for number in found.groups()))
    return box if box.width > 0 and box.height > 0 else None


def drawing_faults(text: str, labels: set[str]) -> Iterator[str]:
    """Find what a drawing may not hold, and the labels that it lacks or has too many of."""
    if len(text) > LONGEST:
        yield f"the drawing is longer than {LONGEST} characters"
        return
    # Comments too: what XML takes for one, HTML may take for elements (`<!--> … -->`).
    if "<!" in text or "<?" in text:
        yield "a drawing has no document type, no comments and no instructions"
        return
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - no document type, hence no entities
    except ElementTree.ParseError as error:
        yield f"line {error.position[0]}: this is not SVG: {error}"
        return
    if root.tag != f"{SVG}svg" or not root.get("viewBox"):
        yield "a drawing is an svg element with a viewBox"
    elif view_box(text) is None:
        yield "the viewBox has four numbers: left, top, width, height"
    if root.get("width") or root.get("height"):
        yield "the svg element has no width or height of its own: the page gives them"
    if _depth(root) > DEEPEST:
        yield f"more than {DEEPEST} elements stand within one another"
        return
    for element in root.iter():
        yield from _element(element)
    used = set(LABEL.findall("\n".join(root.itertext())))
    yield from (f"there is no label {name}" for name in sorted(used - labels))
    yield from (f"the label {name} is not used" for name in sorted(labels - used))


def _depth(root: ElementTree.Element) -> int:
    depth, level = 0, [root]
    while level:
        depth, level = depth + 1, [child for element in level for child in element]
    return depth


def _element(element: ElementTree.Element) -> Iterator[str]:
    name = str(element.tag).removeprefix(SVG)
    if name not in ELEMENTS:
        yield f"the element {name} may not stand in a drawing"
    for attribute, value in element.attrib.items():
        if attribute not in ATTRIBUTES:
            yield f"the attribute {attribute} may not stand in a drawing"
        if "{{" in value:
            yield f"{attribute} holds a label: labels stand in the text alone"
        # With a stroke before a letter, styles write any other letter: `u\72l(` is `url(` too.
        if "\\" in value or ("url(" in value.lower() and not OWN_MARKER.match(value)):
            yield f"{attribute} may refer to a marker of the drawing alone"
    for each in element.get("class", "").split():
        if each not in CLASSES:
            yield f"there is no class {each} for drawings"
