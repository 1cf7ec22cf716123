"""Zones of a figure, with the numbers by which they are chosen."""

from collections.abc import Sequence
from xml.etree import ElementTree

from markupsafe import Markup

from school.curriculum.figures import Drawing, draw
from school.curriculum.lesson_models import Figure
from school.curriculum.pack.drawings import SVG
from school.curriculum.pack.questions import HotspotQuestion
from school.web.filters import localised
from school.web.template_words import language

RADIUS = 11


def drawn_zones(
    question: HotspotQuestion, figure: Figure, order: Sequence[int], name: str
) -> Markup:
    """Draw the figure of a question with its zones, numbered in the order of the page.

    `name` sets the identifiers of the figure apart from others of the page.
    """
    root = ElementTree.fromstring(figure.drawing)  # noqa: S314 - checked when it was read
    for number, at in enumerate(order, start=1):
        area = question.areas[at]
        zone = ElementTree.SubElement(
            root, f"{SVG}g", {"class": "zone", "data-zone": str(number - 1)}
        )
        edge = {"x": area.x, "y": area.y, "width": area.width, "height": area.height}
        _add(zone, "rect", {"class": "zone-edge", "rx": 4, **edge})
        x, y = area.x + area.width / 2, area.y + area.height / 2
        _add(zone, "circle", {"class": "zone-disc", "cx": x, "cy": y, "r": RADIUS})
        words = {"class": "zone-number", "x": x, "y": y, "text-anchor": "middle"}
        _add(zone, "text", {**words, "dominant-baseline": "central"}).text = str(number)
    drawing = Drawing(
        title=localised(figure, "title"),
        description=localised(figure, "description"),
        labels=figure.labels_en if language() == "en" else figure.labels_fr,
        svg=ElementTree.tostring(root, encoding="unicode"),
    )
    return draw(drawing, name, "")


def _add(parent: ElementTree.Element, tag: str, values: dict[str, object]) -> ElementTree.Element:
    return ElementTree.SubElement(
        parent, f"{SVG}{tag}", {key: f"{value}" for key, value in values.items()}
    )
