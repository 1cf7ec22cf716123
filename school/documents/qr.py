"""A square code that opens an address, drawn as vectors."""

import segno
from reportlab.graphics.shapes import Drawing, Rect

from school.documents.palette import COLOURS, Tone

QUIET = 2
"""White modules around the code, which readers need."""


def square_code(address: str, *, size: float = 72) -> Drawing:
    """Draw the code of an address, `size` points wide, error correction M.

    Dark modules that follow one another on a line are one bar, so that no seam shows.
    ValueError when the address is too long for any code (about 2,300 bytes).
    """
    matrix = list(segno.make(address, error="m", micro=False).matrix)
    side = size / (len(matrix) + 2 * QUIET)
    drawing = Drawing(size, size)
    for line, modules in enumerate(matrix):
        start: int | None = None
        for column, dark in enumerate([*modules, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                x = (QUIET + start) * side
                y = size - (QUIET + line + 1) * side
                bar = Rect(x, y, (column - start) * side, side)
                bar.fillColor, bar.strokeColor = COLOURS[Tone.INK], None
                drawing.add(bar)
                start = None
    return drawing
