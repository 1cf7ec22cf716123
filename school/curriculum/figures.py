"""Figures of lessons as SVG within a page: words in the reader's language, names for all."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from markupsafe import Markup, escape

from school.curriculum.pack.drawings import LABEL, SVG

_MARKER = re.compile(r"^url\(#(.+)\)$")
ElementTree.register_namespace("", SVG.strip("{}"))


@dataclass(frozen=True)
class Drawing:
    """A figure in one language: title, what it shows, the words written in it, the SVG."""

    title: str
    description: str
    labels: dict[str, str]
    svg: str


def draw(figure: Drawing, name: str, caption: str) -> Markup:
    """Give a figure element; `name` sets its identifiers apart from others of the page.

    The drawing was checked when it was read (`pack/drawings.py`): nothing in it runs.
    """
    root = ElementTree.fromstring(figure.svg)  # noqa: S314 - checked when it was read
    for element in root.iter():
        element.text = _worded(element.text, figure.labels)
        element.tail = _worded(element.tail, figure.labels)
        _set_apart(element, name)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-description")
    for place, (kind, words) in enumerate(
        (("title", figure.title), ("description", figure.description))
    ):
        tag = "desc" if kind == "description" else kind
        spoken = ElementTree.Element(f"{SVG}{tag}", {"id": f"{name}-{kind}"})
        spoken.text = words
        root.insert(place, spoken)
    text = ElementTree.tostring(root, encoding="unicode")
    said = Markup("<figcaption>{}</figcaption>").format(caption) if caption else Markup()
    return Markup('<figure class="drawing">{}{}</figure>').format(Markup(text), said)  # noqa: S704


def missing(alternative: str) -> Markup:
    """Give the words of a figure that the version does not hold."""
    return Markup("<p>{}</p>").format(escape(alternative))


def _worded(text: str | None, labels: dict[str, str]) -> str | None:
    if not text:
        return text
    return LABEL.sub(lambda found: labels.get(found[1], ""), text)


def _set_apart(element: ElementTree.Element, name: str) -> None:
    """Give identifiers and classes of the drawing names that nothing else of the page bears."""
    for attribute, value in list(element.attrib.items()):
        if attribute == "id":
            element.set(attribute, f"{name}-{value}")
        elif attribute == "class":
            element.set(attribute, value.replace("f-", "drawn-"))
        elif marker := _MARKER.match(value):
            element.set(attribute, f"url(#{name}-{marker[1]})")
