"""The sign-in sheet on paper: names, and a box to sign in for each half-day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, LongTable, Spacer, TableStyle

from school.documents import fonts
from school.documents.page import WIDTH, Letterhead, build
from school.documents.palette import COLOURS, Tone
from school.documents.styles import CELL_HEAD, CELL_NAME, SMALL, SOFT, paragraph

NUMBER_WIDTH = 22
NAME_SHARE = 0.42
NARROW_NAME_SHARE = 0.24
ROW_HEIGHT = 25
DAY_HEIGHT = 22
HALF_HEIGHT = 24
TRAINER_HEIGHT = 34

BOX_HEAD = ParagraphStyle("box head", CELL_HEAD, fontSize=7, leading=8.5)
BOX_PADDING = 1.5

GRID: list[Any] = [
    ("GRID", (0, 0), (-1, -1), 0.6, COLOURS[Tone.STRONG_LINE]),
    ("BACKGROUND", (0, 0), (-1, 1), COLOURS[Tone.SUNK]),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("LEFTPADDING", (2, 1), (-1, 1), BOX_PADDING),
    ("RIGHTPADDING", (2, 1), (-1, 1), BOX_PADDING),
    ("FONT", (0, 0), (-1, -1), fonts.FIGURES, 8.5),
]


@dataclass(frozen=True)
class SheetBox:
    """A half-day to sign for: its day and half, and who holds it about what, where known."""

    day: str
    half: str
    held: str = ""


@dataclass(frozen=True)
class SignInSheet:
    """What a sheet needs, already in the reader's language."""

    school: str
    cohort: str
    period: str
    language: str
    boxes: Sequence[SheetBox]
    people: Sequence[str]


def sign_in_document(sheet: SignInSheet) -> bytes:
    """Make the PDF of a sheet; the head is repeated on every page, the trainer signs at the end."""
    letterhead = Letterhead(
        school=sheet.school,
        title=gettext("Feuille d’émargement"),
        subtitle=f"{sheet.cohort} · {sheet.period}",
        language=sheet.language,
        page_number=lambda page, total: gettext(
            "page %(page)s sur %(total)s", page=page, total=total
        ),
        foot=sheet.cohort,
    )
    count = len(sheet.people)
    story: list[Flowable] = [
        paragraph(
            ngettext("%(num)s personne attendue.", "%(num)s personnes attendues.", count), SOFT
        ),
        *(
            paragraph(f"{one.day}, {one.half} : {one.held}", SMALL)
            for one in sheet.boxes
            if one.held
        ),
        Spacer(0, 6),
        _grid(sheet),
    ]
    return build(letterhead, story)


def _grid(sheet: SignInSheet) -> Flowable:
    name = WIDTH * (NAME_SHARE if len(sheet.boxes) <= 2 else NARROW_NAME_SHARE)
    box = (WIDTH - NUMBER_WIDTH - name) / max(len(sheet.boxes), 1)
    empty = [""] * len(sheet.boxes)
    rows: list[list[Any]] = [
        ["", paragraph(gettext("Nom"), CELL_HEAD), *_days(sheet.boxes)],
        ["", "", *_halves(sheet.boxes, box - 2 * BOX_PADDING - 1)],
        *(
            [str(number), paragraph(person, CELL_NAME), *empty]
            for number, person in enumerate(sheet.people, start=1)
        ),
        ["", paragraph(gettext("Signature du formateur"), CELL_HEAD), *empty],
    ]
    table = LongTable(
        rows,
        colWidths=[NUMBER_WIDTH, name, *([box] * len(sheet.boxes))],
        rowHeights=[DAY_HEIGHT, HALF_HEIGHT, *_heights(sheet.people, name), TRAINER_HEIGHT],
        repeatRows=2,
    )
    table.setStyle(TableStyle([*GRID, *_spans(sheet.boxes)]))
    table.hAlign = "LEFT"
    return table


def _days(boxes: Sequence[SheetBox]) -> list[Any]:
    """Name each day once, over its first half."""
    return [
        "" if number and boxes[number - 1].day == one.day else paragraph(one.day, CELL_HEAD)
        for number, one in enumerate(boxes)
    ]


def _halves(boxes: Sequence[SheetBox], room: float) -> list[Flowable]:
    """Name each half-day on one line: in a narrow box its words are set smaller."""
    widest = max(
        (fonts.width_of(one.half, BOX_HEAD.fontName, BOX_HEAD.fontSize) for one in boxes), default=0
    )
    size = BOX_HEAD.fontSize * min(room / widest, 1) if widest else BOX_HEAD.fontSize
    style = ParagraphStyle("half-day", BOX_HEAD, fontSize=size)
    return [paragraph(one.half, style) for one in boxes]


def _spans(boxes: Sequence[SheetBox]) -> list[Any]:
    """Let the name of a day stand over both halves of it, and that of the column over both rows."""
    doubles = [
        ("SPAN", (number + 1, 0), (number + 2, 0))
        for number in range(1, len(boxes))
        if boxes[number].day == boxes[number - 1].day
    ]
    return [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (1, 1)), *doubles]


def _heights(people: Sequence[str], room: float) -> list[float]:
    # A long name takes several lines; a box to sign in is never lower than a signature.
    return [
        max(ROW_HEIGHT, paragraph(one, CELL_NAME).wrap(room - 7, 1000)[1] + 8) for one in people
    ]
