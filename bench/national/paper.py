"""Paper of twenty pages beside ReportLab's own plain table, made in turns in one process.

Two things are held against it. A table of the product's kit, with its head, foot and page
numbers, beside the same cells on as many pages. And a sealed report with its charts and tables,
as long as it happens to be, beside a plain table of as many pages.
"""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from school import create_app
from school.accounts.rules import Language
from school.config import load_settings
from school.core.database import Database
from school.documents.page import FOOT_ROOM, HEAD_ROOM, MARGIN, Letterhead, build
from school.documents.styles import HEADING, paragraph
from school.documents.tables import Column, data_table
from school.hiring.rules import Evidence
from school.hiring.sealing.contents import contents_of
from school.hiring.sealing.files import preview_paper
from school.hiring.sealing.parameters import Parameters

PAGES = 20
HEADS = ("Promotion", "Sortis", "Certifiés", "Embauchés", "Taux", "Intervalle", "Sans nouvelles")
SHARES = (2, 1, 1, 1.2, 1, 1.6, 1.6)
SPACED = TableStyle([("TOPPADDING", (0, 0), (-1, -1), 4), ("BOTTOMPADDING", (0, 0), (-1, -1), 4)])
"""The kit's room around words, so that the same rows fill the same pages."""
ROUNDS = 7
Make = Callable[[], bytes]


@dataclass(frozen=True)
class Papers:
    """What was made beside what, their pages, and the seconds of each: the quickest turn."""

    what: str
    product: float
    plain: float


def papers(address: str, instance: Path, day: date) -> list[Papers]:
    """Make the paper of a table, and of the sealed report of a country's first school.

    Raises `RuntimeError` when what is compared has not as many pages.
    """
    rows = _rows_for(PAGES, _product)
    table = _beside("table of the kit", lambda: _product(rows), lambda: _plain(rows))
    return [table, _sealed(address, instance, day)]


def sealed_parameters(schools: tuple[str, ...], day: date) -> Parameters:
    """Give what a report of some schools is asked for, sealed on a day."""
    yesterday = day - timedelta(days=1)
    return Parameters(
        schools=schools,
        as_of=yesterday,
        known_on=yesterday,
        months=6,
        evidence=Evidence.CONFIRMED,
        period_from=None,
        period_to=None,
        language=Language.FRENCH,
        checked_at="https://ecole.example/verify",
    )


def _sealed(address: str, instance: Path, day: date) -> Papers:
    os.environ.update(DATABASE_URL=address, SCHOOL_INSTANCE=str(instance))
    instance.mkdir(parents=True, exist_ok=True)
    parameters = sealed_parameters(("S-001",), day)
    database = Database(address)
    with create_app(load_settings()).test_request_context():
        with database.reading() as session:
            contents = contents_of(session, parameters)
        length = _pages(preview_paper(contents))
        rows = _rows_for(length, _plain)
        found = _beside(
            "sealed report, charts and all,",
            lambda: preview_paper(contents),
            lambda: _plain(rows),
        )
    database.dispose()
    return found


def _beside(what: str, product: Make, plain: Make) -> Papers:
    quickest = [float("inf"), float("inf")]
    pages = [_pages(product()), _pages(plain())]
    if pages[0] != pages[1]:
        raise RuntimeError(f"{what} has {pages[0]} pages, the plain table {pages[1]}")
    for _ in range(ROUNDS):
        for place, make in enumerate((product, plain)):
            begun = time.process_time()
            make()
            quickest[place] = min(quickest[place], time.process_time() - begun)
    return Papers(f"PDF: {what} of {pages[0]} pages", *quickest)


def _rows_for(pages: int, make: Callable[[int], bytes]) -> int:
    """Find the most rows, in fives, that the pages hold."""
    size = 200
    rows = size * pages // _pages(make(size)) // 5 * 5
    while _pages(make(rows)) <= pages:
        rows += 5
    while _pages(make(rows)) > pages:
        rows -= 5
    return rows


def _pages(paper: bytes) -> int:
    return len(PdfReader(BytesIO(paper)).pages)


def _lines(count: int) -> Sequence[tuple[str, ...]]:
    return [
        (f"C-{number:04d}", "25", "22", "14", "63,6 %", "43,0 – 80,3 %", "3")
        for number in range(count)
    ]


def _product(rows: int) -> bytes:
    columns = [
        Column(head, share, place > 0)
        for place, (head, share) in enumerate(zip(HEADS, SHARES, strict=True))
    ]
    letterhead = Letterhead(
        school="École mesurée",
        title="Rapport mesuré",
        language="fr",
        page_number=lambda page, total: f"page {page} sur {total}",
    )
    return build(letterhead, [paragraph("Promotions", HEADING), data_table(columns, _lines(rows))])


def _plain(rows: int) -> bytes:
    """Make the same cells as ReportLab does by itself, on pages with the kit's margins."""
    target = BytesIO()
    table = Table([HEADS, *_lines(rows)], repeatRows=1, style=SPACED)
    SimpleDocTemplate(
        target,
        pagesize=A4,
        topMargin=MARGIN + HEAD_ROOM,
        bottomMargin=MARGIN + FOOT_ROOM,
    ).build([table])
    return target.getvalue()
