"""The frame of a document: margins, the school's name, the title, page x of y, the language.

The same words give the same bytes, on any day and any machine, so that a sealed report can be
made again and compared.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer

from school.documents import fonts
from school.documents.palette import COLOURS, Tone
from school.documents.styles import SOFT, TITLE, paragraph

fonts.register()

MARGIN = 20 * mm
HEAD_ROOM = 16 * mm
FOOT_ROOM = 12 * mm
WIDTH = A4[0] - 2 * MARGIN
"""The width of what stands on a page, in points."""
HEIGHT = A4[1] - 2 * MARGIN - HEAD_ROOM - FOOT_ROOM
"""The height of what stands on a page, in points."""

CHART_PIXELS = 640
"""The width in pixels for which charts are drawn, so that their words print at about 10 points."""

WritePageNumber = Callable[[int, int], str]
"""Writes « page 2 sur 5 » in the reader's language."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every page of a document bears, already in the reader's language.

    `language` is the code that the file declares, such as `fr`; `foot` stands at the foot, for
    instance the address where the document can be checked.
    """

    school: str
    title: str
    language: str
    page_number: WritePageNumber
    subtitle: str = ""
    foot: str = ""


def build(letterhead: Letterhead, story: Sequence[Flowable]) -> bytes:
    """Make the PDF: the title, then the story; the same input gives the same bytes.

    `story` holds paragraphs, tables and charts of this kit, in order. Words too long for head
    or foot are cut with an ellipsis.
    """
    target = BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN + HEAD_ROOM,
        bottomMargin=MARGIN + FOOT_ROOM,
        title=fonts.printable(letterhead.title),
        author=fonts.printable(letterhead.school),
        subject=fonts.printable(letterhead.subtitle),
        creator="Épissure",
        initialFontName=fonts.REGULAR,
        lang=letterhead.language,
        invariant=1,
    )
    frame = Frame(
        MARGIN,
        MARGIN + FOOT_ROOM,
        WIDTH,
        HEIGHT,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates(PageTemplate(frames=[frame]))
    heading: list[Flowable] = [paragraph(letterhead.title, TITLE)]
    if letterhead.subtitle:
        heading.append(paragraph(letterhead.subtitle, SOFT))
    heading.append(Spacer(0, 8))
    document.build([*heading, *story], canvasmaker=_numbered_canvas(letterhead))
    return target.getvalue()


def chart(draw: Callable[[int], Drawing], *, width: float = WIDTH) -> Drawing:
    """Draw a chart for paper: `draw` takes a width in pixels, as for the page.

    One that would be taller than a page is made smaller until it fits.
    """
    drawing = draw(CHART_PIXELS)
    scale = min(width / CHART_PIXELS, HEIGHT / max(drawing.height, 1))
    drawing.scale(scale, scale)
    drawing.width, drawing.height = drawing.width * scale, drawing.height * scale
    return drawing


def _numbered_canvas(letterhead: Letterhead) -> type[Canvas]:
    """Give a canvas that writes head and foot once it knows how many pages there are."""

    class NumberedCanvas(Canvas):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self._finished: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802
            self._finished.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            for number, state in enumerate(self._finished, start=1):
                finished = self._finished
                self.__dict__.update(state)
                self._finished = finished
                _draw_frame(self, letterhead, number, len(finished))
                super().showPage()
            super().save()

    return NumberedCanvas


def _draw_frame(canvas: Canvas, letterhead: Letterhead, number: int, total: int) -> None:
    left, right = MARGIN, A4[0] - MARGIN
    top, bottom = A4[1] - MARGIN, MARGIN
    canvas.setStrokeColor(COLOURS[Tone.PRIMARY])
    canvas.setLineWidth(1.5)
    canvas.line(left, top - 4 * mm, right, top - 4 * mm)
    canvas.setFillColor(COLOURS[Tone.INK])
    _write(
        canvas, left, top, letterhead.school, fonts.BOLD, 10, WIDTH * (1 if number == 1 else 0.5)
    )
    canvas.setFillColor(COLOURS[Tone.SOFT])
    if number > 1:
        title = fonts.shortened(letterhead.title, fonts.REGULAR, 9, WIDTH * 0.45)
        canvas.setFont(fonts.REGULAR, 9)
        canvas.drawRightString(right, top, title)
    canvas.setStrokeColor(COLOURS[Tone.LINE])
    canvas.setLineWidth(0.75)
    canvas.line(left, bottom + 4 * mm, right, bottom + 4 * mm)
    page = fonts.printable(letterhead.page_number(number, total))
    room = WIDTH - fonts.width_of(page, fonts.FIGURES, 8.5) - 12
    _write(canvas, left, bottom, letterhead.foot, fonts.REGULAR, 8.5, room)
    canvas.setFont(fonts.FIGURES, 8.5)
    canvas.drawRightString(right, bottom, page)


def _write(
    canvas: Canvas, x: float, y: float, text: str, font: str, size: float, room: float
) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, y, fonts.shortened(text, font, size, room))
