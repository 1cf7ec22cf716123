"""A small line without words, for a row of a table."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing

from school.documents.charts.scale import Scale
from school.documents.palette import Tone
from school.documents.sheet import Sheet

MARGIN = 4.0


def sparkline(values: Sequence[float | None], *, width: float = 96, height: float = 28) -> Drawing:
    """Draw shares between 0 and 1 in their order, the last one as a point.

    The floor is 0 and the ceiling 1, always, so that the lines of a table compare. A value
    that is None breaks the line.
    """
    sheet = Sheet(width, height)
    across = Scale(MARGIN, width - MARGIN)
    up = Scale(height - MARGIN, MARGIN)
    sheet.line((MARGIN, up(0)), (width - MARGIN, up(0)), Tone.LINE)
    span = max(len(values) - 1, 1)
    run: list[tuple[float, float]] = []
    for index, value in enumerate([*values, None]):
        if value is not None:
            run.append((across(index / span), up(value)))
            continue
        if len(run) > 1:
            sheet.path(run, Tone.PRIMARY, weight=1.75)
        elif run:
            sheet.dot(run[0], Tone.PRIMARY, radius=1.5)
        run = []
    if values and values[-1] is not None:
        sheet.dot((across((len(values) - 1) / span), up(values[-1])), Tone.PRIMARY, radius=3)
    return sheet.drawing
