"""A corrected reading on paper: the curve with its marks, and each event beside the key."""

from flask_babel import gettext
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from school.documents.page import chart
from school.documents.styles import HEADING, SMALL, SOFT, paragraph
from school.documents.tables import Column, data_table
from school.practicals.paper.traces import ROOM
from school.practicals.readings.pages import ShownReading
from school.practicals.traces.correction_presentation import CorrectionRow

SHARES = (0.4, 2.2, 2.2, 2)


def reading_story(reading: ShownReading | None) -> list[Flowable]:
    """Give what was read on a trace, right or not; nothing where nothing was read."""
    if reading is None:
        return []
    sheet, trace = reading.sheet, reading.trace
    story: list[Flowable] = [
        CondPageBreak(ROOM),
        paragraph(sheet.title, HEADING),
        paragraph(reading.name, SOFT),
        Spacer(0, 6),
    ]
    if trace is None:
        story.append(paragraph(gettext("Cette courbe ne peut plus être lue."), SMALL))
    else:
        story.append(chart(lambda width: sheet.draw(trace, width)))
    columns = [Column(*one) for one in zip(sheet.columns, SHARES, strict=True)]
    return [*story, Spacer(0, 10), data_table(columns, [_cells(row) for row in sheet.rows])]


def _cells(row: CorrectionRow) -> list[str]:
    said = "\n".join((row.verdict, *row.reasons))
    return [str(row.number), row.of_key, row.of_answer, said]
