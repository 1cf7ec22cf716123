"""A report of twenty pages on paper, beside ReportLab's own plain table of as many pages."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.platypus import LongTable, SimpleDocTemplate

from school.documents.page import Letterhead, build
from school.documents.styles import HEADING, paragraph
from school.documents.tables import Column, data_table

PAGES = 20
HEADS = ("Promotion", "Sortis", "Certifiés", "Embauchés", "Taux", "Intervalle", "Sans nouvelles")
SHARES = (2, 1, 1, 1, 1, 1.6, 1.6)
ROUNDS = 5
Make = Callable[[int], bytes]


@dataclass(frozen=True)
class Papers:
    """The seconds for twenty pages of each kind, the quickest of some turns."""

    product: float
    plain: float


def papers() -> Papers:
    """Make twenty pages of the product's tables and of ReportLab's, in turns."""
    kinds: list[tuple[Make, int]] = [(make, _rows_for(make)) for make in (_product, _plain)]
    quickest = [float("inf")] * len(kinds)
    for _ in range(ROUNDS):
        for place, (make, rows) in enumerate(kinds):
            begun = time.process_time()
            make(rows)
            quickest[place] = min(quickest[place], time.process_time() - begun)
    return Papers(*quickest)


def _rows_for(make: Make) -> int:
    """Find how many rows fill the pages."""
    size = 200
    per_page = size / len(PdfReader(BytesIO(make(size))).pages)
    rows = int(per_page * PAGES)
    while len(PdfReader(BytesIO(make(rows))).pages) > PAGES:
        rows -= 5
    return rows


def _lines(count: int) -> list[tuple[str, ...]]:
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
    target = BytesIO()
    table = LongTable([HEADS, *_lines(rows)], repeatRows=1)
    SimpleDocTemplate(target, pagesize=A4).build([table])
    return target.getvalue()
