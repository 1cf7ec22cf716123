"""The paragraph styles of documents: one scale of sizes, one accent, generous lines."""

from html import escape

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from school.documents import fonts
from school.documents.palette import COLOURS, Tone

fonts.register()

BODY = ParagraphStyle(
    "body",
    fontName=fonts.REGULAR,
    fontSize=10,
    leading=14.5,
    textColor=COLOURS[Tone.INK],
    spaceAfter=6,
)
TITLE = ParagraphStyle("title", BODY, fontName=fonts.BOLD, fontSize=20, leading=25, spaceAfter=4)
HEADING = ParagraphStyle(
    "heading",
    BODY,
    fontName=fonts.BOLD,
    fontSize=13,
    leading=17,
    spaceBefore=16,
    spaceAfter=5,
    keepWithNext=1,
)
TABLE_HEADING = ParagraphStyle("table heading", HEADING, keepWithNext=0)
"""Over a table that goes on over pages: kept with all of it, it would leave a page white."""
LEAD = ParagraphStyle("lead", BODY, fontSize=11.5, leading=16.5, spaceAfter=10)
SOFT = ParagraphStyle("soft", BODY, textColor=COLOURS[Tone.SOFT])
SMALL = ParagraphStyle("small", SOFT, fontSize=8.5, leading=12, spaceAfter=4)
FIGURE = ParagraphStyle("figure", BODY, fontName=fonts.BOLD, fontSize=34, leading=40, spaceAfter=2)
CELL = ParagraphStyle("cell", BODY, fontName=fonts.FIGURES, fontSize=9, leading=12, spaceAfter=0)
CELL_NAME = ParagraphStyle("cell name", CELL, fontName=fonts.BOLD_FIGURES)
CELL_HEAD = ParagraphStyle(
    "cell head", CELL, fontName=fonts.BOLD, fontSize=8.5, textColor=COLOURS[Tone.SOFT]
)
CELL_NUMBER = ParagraphStyle("cell number", CELL, alignment=TA_RIGHT)
CELL_HEAD_NUMBER = ParagraphStyle("cell head number", CELL_HEAD, alignment=TA_RIGHT)
CELL_TOTAL = ParagraphStyle("cell total", CELL_NUMBER, fontName=fonts.BOLD_FIGURES)


def paragraph(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    """Set plain text as a paragraph; nothing in it is read as markup, line ends are kept."""
    safe = escape(fonts.printable(text), quote=False)
    return Paragraph(safe.replace("\n", "<br/>"), style)
