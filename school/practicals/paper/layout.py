"""Pieces that stand beside one another on paper, without lines between them."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, Table, TableStyle

from school.documents import fonts

# The font is for no words: a table names one before its cells, and not every one is in the file.
NO_LINES = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
    ]
)


def side_by_side(
    rows: Sequence[Sequence[Flowable | list[Flowable]]], widths: Sequence[float]
) -> Flowable:
    """Set rows of pieces in columns of given widths, in points; rows may part at a page's end."""
    table = Table([list(row) for row in rows], colWidths=list(widths))
    table.setStyle(NO_LINES)
    table.hAlign = "LEFT"
    return table
