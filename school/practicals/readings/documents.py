"""A trace to be read, on paper: the whole curve, its pieces, and a table to fill in by hand."""

from flask_babel import gettext
from reportlab.platypus import Flowable, KeepTogether, Spacer

from school.documents.page import Letterhead, build, chart
from school.documents.styles import SMALL, SOFT, paragraph
from school.documents.tables import Column, data_table, headed_table
from school.practicals.readings.presentation import PARTS, TraceToRead
from school.practicals.sor import Trace
from school.web.template_words import language

LINES = 12


def trace_paper(trace: Trace, title: str, school: str) -> bytes:
    """Make the PDF of a trace without its events, in the reader's language."""
    whole = TraceToRead(trace, title, "courbe")
    letterhead = Letterhead(
        school=school,
        title=title,
        subtitle=whole.subtitle,
        language=language(),
        page_number=lambda page, total: gettext(
            "page %(page)s sur %(total)s", page=page, total=total
        ),
    )
    facts = " · ".join(
        gettext("%(name)s : %(value)s", name=name, value=value) for name, value in whole.facts
    )
    story: list[Flowable] = [
        paragraph(gettext("Nom : ……………………………………    Date : ………………"), SOFT),
        Spacer(0, 8),
        chart(whole.draw),
        paragraph(facts, SMALL),
        *_answers(),
    ]
    for part in range(1, PARTS + 1):
        piece = TraceToRead(trace, title, f"partie-{part}", part)
        story.append(KeepTogether([paragraph(piece.subtitle, SOFT), chart(piece.draw)]))
    return build(letterhead, story)


def _answers() -> list[Flowable]:
    columns = [
        Column(gettext("N°"), 0.4),
        Column(gettext("Distance (m)"), 1.2),
        Column(gettext("Genre d’événement"), 2.4),
        Column(gettext("Perte (dB)"), 1.0),
    ]
    rows = [[str(number), "", "", ""] for number in range(1, LINES + 1)]
    return headed_table(gettext("Ce que je lis"), data_table(columns, rows))
