"""A trace on paper: the same picture, and its events as a table."""

from flask_babel import gettext
from reportlab.platypus import Flowable, KeepTogether, Spacer

from school.documents.page import chart
from school.documents.styles import HEADING, SMALL, SOFT, paragraph
from school.documents.tables import Column, data_table
from school.practicals.traces.presentation import EventRow, TraceSheet

SHARES = (0.4, 1.0, 1.8, 0.8, 1.2, 1.1, 2.6)
NUMBERS = {1, 3, 4, 5}


def trace_story(sheet: TraceSheet) -> list[Flowable]:
    """Give a trace as part of a document, in the language that is set."""
    story: list[Flowable] = [
        KeepTogether(
            [
                paragraph(sheet.title, HEADING),
                paragraph(sheet.subtitle, SOFT),
                Spacer(0, 6),
                chart(sheet.draw),
            ]
        )
    ]
    if sheet.rows:
        columns = [
            Column(name, share, is_number=place in NUMBERS)
            for place, (name, share) in enumerate(zip(sheet.columns, SHARES, strict=True))
        ]
        story += [
            Spacer(0, 10),
            data_table(columns, [_cells(row) for row in sheet.rows]),
        ]
    facts = " · ".join(
        gettext("%(name)s : %(value)s", name=name, value=value) for name, value in sheet.facts
    )
    story += [Spacer(0, 10), paragraph(facts, SMALL)]
    if sheet.warnings:
        story += [Spacer(0, 6), paragraph(gettext("À savoir avant de s’y fier"), SOFT)]
        story += [paragraph(warning, SMALL) for warning in sheet.warnings]
    return story


def _cells(row: EventRow) -> list[str]:
    said = "\n".join(text for text in (row.verdict, *row.reasons) if text)
    return [
        str(row.event.number),
        row.distance,
        row.kind,
        row.loss,
        row.reflectance,
        row.slope,
        said,
    ]
