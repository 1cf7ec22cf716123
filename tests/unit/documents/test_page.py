"""Documents: read back with their accents, the same bytes twice, frames and numbers."""

import subprocess
import sys
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.platypus import PageBreak

from school.documents.charts import Segment, StatusBar, coverage
from school.documents.page import HEIGHT, WIDTH, Letterhead, build, chart
from school.documents.palette import Tone
from school.documents.styles import paragraph
from school.documents.tables import Column, data_table
from tests.support.papers import lent_fonts
from tests.unit.documents.samples import CHARTS, LETTERHEAD, SCHOOL

PARTS = [paragraph("Kɔ́kú a posé 12 soudures, moyenne 0,04\u202fdB → bien. Ŋ ≤ ≥ − € « œ »")]


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data), strict=True)


def words_of(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in read(data).pages]


def test_accents_and_letters_of_fon_read_back() -> None:
    (text,) = words_of(build(LETTERHEAD, PARTS))
    for words in (
        SCHOOL,
        "Taux d’embauche vérifié ≥ 50 %, « à six mois »",
        "Kɔ́kú a posé 12 soudures, moyenne 0,04 dB → bien. Ŋ ≤ ≥ − € « œ »",
        "Vérifier : https://exemple.bj/r/1",
        "page 1 sur 1",
    ):
        assert words in text


def test_the_file_says_its_title_school_and_language() -> None:
    reader = read(build(LETTERHEAD, PARTS))
    assert reader.metadata is not None
    assert reader.metadata.title == LETTERHEAD.title
    assert reader.metadata.author == SCHOOL
    assert str(reader.root_object["/Lang"]) == "fr"


def test_every_font_is_in_the_file() -> None:
    table = data_table([Column("Taux")], [["57,6 %"]])
    data = build(LETTERHEAD, [*PARTS, table, *(chart(draw) for draw in CHARTS.values())])
    assert lent_fonts(data) == set()


def test_every_page_is_numbered_and_bears_the_frame() -> None:
    pages = words_of(build(LETTERHEAD, [*PARTS, PageBreak(), *PARTS, PageBreak(), *PARTS]))
    assert len(pages) == 3
    for number, text in enumerate(pages, start=1):
        assert f"page {number} sur 3" in text
        assert SCHOOL in text
        assert LETTERHEAD.title in text


def test_the_same_input_gives_the_same_bytes() -> None:
    first = build(LETTERHEAD, [paragraph("a"), *(chart(draw) for draw in CHARTS.values())])
    build(LETTERHEAD, PARTS)
    second = build(LETTERHEAD, [paragraph("a"), *(chart(draw) for draw in CHARTS.values())])
    assert first == second
    assert first != build(LETTERHEAD, [paragraph("b")])


PROGRAM = """
import sys
from school.documents.page import build
from tests.unit.documents.samples import LETTERHEAD
from school.documents.styles import paragraph
sys.stdout.buffer.write(build(LETTERHEAD, [paragraph("Ɖ Ɔ Ɛ é")]))
"""


def test_another_process_gives_the_same_bytes() -> None:
    other = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True)
    assert other.stdout == build(LETTERHEAD, [paragraph("Ɖ Ɔ Ɛ é")])


@pytest.mark.parametrize("name", CHARTS)
def test_charts_print_as_vectors_with_their_words(name: str) -> None:
    data = build(LETTERHEAD, [chart(CHARTS[name])])
    (page,) = read(data).pages
    assert not page.images
    assert len(page.extract_text()) > len(words_of(build(LETTERHEAD, []))[0])


def test_a_chart_taller_than_a_page_is_made_smaller() -> None:
    bars = [StatusBar(f"2025-{index}", "", [Segment(3, Tone.GOOD)]) for index in range(200)]
    drawing = chart(lambda width: coverage(bars, width=width))
    assert drawing.height == pytest.approx(HEIGHT)
    assert drawing.width < WIDTH
    assert "2025-199" in " ".join(words_of(build(LETTERHEAD, [drawing])))


def test_words_too_long_for_the_frame_are_cut() -> None:
    long = Letterhead("é" * 900, "mot " * 400, "fr", lambda a, b: f"{a}/{b}", foot="x" * 900)
    pages = words_of(build(long, [PageBreak()]))
    assert all("…" in text for text in pages)


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=300))
def test_whatever_is_written_makes_a_file(text: str) -> None:
    letterhead = Letterhead(text, text or "x", "fr", lambda a, b: f"{a}/{b}", text, text)
    assert read(build(letterhead, [paragraph(text)])).pages


def test_markup_is_words() -> None:
    (text,) = words_of(build(LETTERHEAD, [paragraph("<b>Zinsou & fils</b> <para>")]))
    assert "<b>Zinsou & fils</b> <para>" in text
