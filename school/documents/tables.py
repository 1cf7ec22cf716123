"""Tables on paper: heads repeated on each page, breaks between rows, figures in columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, LongTable, TableStyle

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
    TABLE_HEADING,
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
PADDING = 12
"""What ReportLab leaves free at both sides of a cell, together."""

FIRST_ROWS = 120
"""The room, in points, that a heading needs under it on its page: the head and some rows."""

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
    shares = sum(column.share for column in columns)
    widths = [width * column.share / shares for column in columns]
    heads: list[Flowable | str] = [
        paragraph(column.head, CELL_HEAD_NUMBER if column.is_number else CELL_HEAD)
        for column in columns
    ]
    lines = [heads, *(_cells(columns, widths, row, CELL_NUMBER) for row in rows)]
    if total is not None:
        lines.append(_cells(columns, widths, total, CELL_TOTAL))
    table = LongTable(lines, colWidths=widths, repeatRows=1, splitByRow=1, splitInRow=1)
    table.setStyle(LINES)
    table.setStyle(_words(columns))
    if total is not None:
        table.setStyle(TableStyle(TOTAL_LINES))
    table.hAlign = "LEFT"
    return table


def headed_table(heading: str, table: Flowable) -> list[Flowable]:
    """Set a heading over a long table: it may be broken over pages, but no heading stands alone."""
    return [CondPageBreak(FIRST_ROWS), paragraph(heading, TABLE_HEADING), table]


def _words(columns: Sequence[Column]) -> TableStyle:
    """Set the words that are no paragraphs as the paragraphs are set."""
    commands: list[Any] = []
    for place, column in enumerate(columns):
        style, cells = _style(column, place, CELL_NUMBER), ((place, 1), (place, -1))
        commands += [
            ("FONT", *cells, style.fontName, style.fontSize, style.leading),
            ("TEXTCOLOR", *cells, style.textColor),
        ]
        if style is CELL_NUMBER:
            commands.append(("ALIGN", *cells, "RIGHT"))
    return TableStyle(commands)


def _style(column: Column, place: int, number: ParagraphStyle) -> ParagraphStyle:
    if place == 0:
        return CELL_NAME
    return number if column.is_number else CELL


def _cells(
    columns: Sequence[Column], widths: Sequence[float], row: Sequence[str], number: ParagraphStyle
) -> list[Flowable | str]:
    return [
        _cell(text, _style(column, place, number), widths[place] - PADDING)
        for place, (column, text) in enumerate(zip(columns, row, strict=True))
    ]


def _cell(text: str, style: ParagraphStyle, room: float) -> Flowable | str:
    """Leave lines that fit as they are: a paragraph breaks lines, and takes long to make."""
    if style is CELL_TOTAL or any(_width(line, style) > room for line in text.split("\n")):
        return paragraph(text, style)
    return fonts.printable(text)


@lru_cache(maxsize=4096)
def _width(text: str, style: ParagraphStyle) -> float:
    return fonts.width_of(text, style.fontName, style.fontSize)
