"""A school's seal, drawn: its name around two rings, a fibre's cut end in the middle."""

from math import cos, degrees, pi, sin

from reportlab.graphics.shapes import Circle, Drawing, Group, String

from school.documents import fonts
from school.documents.palette import COLOURS, Tone

TWELVE = 12
"""Fibres of a tube, as dots around the middle."""

WIDEST = 1.72 * pi
"""How much of the ring, in radians, the name may take."""


def seal(name: str, *, size: float = 92) -> Drawing:
    """Draw the seal of a school, `size` points wide; a long name is set smaller, then cut."""
    drawing, middle = Drawing(size, size), size / 2
    for radius, weight in ((middle - 1, 1.6), (middle * 0.62, 0.8)):
        ring = Circle(middle, middle, radius)
        ring.fillColor, ring.strokeColor, ring.strokeWidth = None, COLOURS[Tone.PRIMARY], weight
        drawing.add(ring)
    _core(drawing, middle)
    _around(drawing, fonts.printable(name).upper(), middle, middle * 0.72)
    return drawing


def _core(drawing: Drawing, middle: float) -> None:
    for place in range(TWELVE):
        angle = 2 * pi * place / TWELVE
        x, y = middle + middle * 0.4 * cos(angle), middle + middle * 0.4 * sin(angle)
        dot = Circle(x, y, middle * 0.065)
        dot.fillColor, dot.strokeColor = COLOURS[Tone.PRIMARY], None
        drawing.add(dot)
    for radius, tone in ((0.2, Tone.PRIMARY), (0.09, Tone.SHEET)):
        core = Circle(middle, middle, middle * radius)
        core.fillColor, core.strokeColor = COLOURS[tone], None
        drawing.add(core)


def _around(drawing: Drawing, name: str, middle: float, radius: float) -> None:
    size = middle * 0.2
    room = WIDEST * radius
    while size > middle * 0.12 and fonts.width_of(name, fonts.BOLD, size) > room:
        size -= 0.25
    text = fonts.shortened(name, fonts.BOLD, size, room)
    # Letters stand apart as far as the ring allows, at most a little.
    gap = min(size * 0.18, (room - fonts.width_of(text, fonts.BOLD, size)) / max(len(text), 1))
    total = fonts.width_of(text, fonts.BOLD, size) + gap * len(text)
    angle = pi / 2 + total / radius / 2
    for letter in text:
        width = fonts.width_of(letter, fonts.BOLD, size)
        angle -= (width + gap) / radius / 2
        drawing.add(_letter(letter, size, middle, radius, angle))
        angle -= (width + gap) / radius / 2


def _letter(letter: str, size: float, middle: float, radius: float, angle: float) -> Group:
    string = String(0, 0, letter, fontName=fonts.BOLD, fontSize=size, textAnchor="middle")
    string.fillColor = COLOURS[Tone.PRIMARY]
    group = Group(string)
    group.translate(middle + radius * cos(angle), middle + radius * sin(angle))
    group.rotate(degrees(angle) - 90)
    return group
