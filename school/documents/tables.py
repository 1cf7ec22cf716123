"""Tables on paper: heads repeated on each page, breaks between rows, figures in columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, LongTable, TableStyle

from school.documents import fonts
from school.documents.page import WIDTH
from school.documents.palette import COLOURS, Tone
from school.documents.styles import (
    CELL,
    CELL_HEAD,
    CELL_HEAD_NUMBER,
    CELL_NAME,
    CELL_NUMBER,
    CELL_TOTAL,
    paragraph,
)

LINES = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), fonts.FIGURES),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, COLOURS[Tone.LINE]),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, COLOURS[Tone.STRONG_LINE]),
    ]
)
TOTAL_LINES = [
    ("LINEABOVE", (0, -1), (-1, -1), 0.9, COLOURS[Tone.STRONG_LINE]),
    ("LINEBELOW", (0, -1), (-1, -1), 0, COLOURS[Tone.SHEET]),
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the table's width, whether it holds numbers."""

    head: str
    share: float = 1.0
    is_number: bool = False


def data_table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    total: Sequence[str] | None = None,
    width: float = WIDTH,
) -> Flowable:
    """Set rows of words; the first cell names the row, numbers stand at the right.

    The head is repeated on every page and a row is broken only when it is taller than a page.
    `total` is a last row, set apart. ValueError when a row has not as many cells as columns.
    """
    everything = [*rows, *([total] if total is not None else [])]
    if any(len(row) != len(columns) for row in everything):
        raise ValueError(f"every row needs {len(columns)} cells")
    heads = [
        paragraph(column.head, CELL_HEAD_NUMBER if column.is_number else CELL_HEAD)
        for column in columns
    ]
    body = [_cells(columns, row, CELL_NAME, CELL_NUMBER) for row in rows]
    if total is not None:
        body.append(_cells(columns, total, CELL_NAME, CELL_TOTAL))
    shares = sum(column.share for column in columns)
    table = LongTable(
        [heads, *body],
        colWidths=[width * column.share / shares for column in columns],
        repeatRows=1,
        splitByRow=1,
        splitInRow=1,
    )
    table.setStyle(LINES)
    if total is not None:
        table.setStyle(TableStyle(TOTAL_LINES))
    table.hAlign = "LEFT"
    return table


def _cells(
    columns: Sequence[Column], row: Sequence[str], name: ParagraphStyle, number: ParagraphStyle
) -> list[Flowable]:
    return [
        paragraph(text, name if index == 0 else number if column.is_number else CELL)
        for index, (column, text) in enumerate(zip(columns, row, strict=True))
    ]
