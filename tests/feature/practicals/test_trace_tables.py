"""Two ways of one fibre, and a reading beside its key, as pages and papers show them."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from flask import render_template_string
from flask_babel import force_locale
from pypdf import PdfReader

from school.config import Settings
from school.documents.page import Letterhead, build
from school.practicals.sor import Kind
from school.practicals.traces.answer_key import Reading, Tolerance, correct
from school.practicals.traces.correction_presentation import CorrectionSheet
from school.practicals.traces.limits import Limits
from school.practicals.traces.pair_presentation import PairSheet, pair_story
from school.practicals.traces.pairing import pair_traces
from tests.support.applications import make_application
from tests.support.pages import check_page
from tests.support.traces import trace_with

LIMITS = Limits(splice_db=Decimal("0.10"))
LENGTH = 4_000.0
PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Courbe</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main id="main"><h1>Courbe</h1>
{% from 'components/otdr.html' import otdr_pair, otdr_correction %}
{{ otdr_pair(sheet) if sheet.pairing is defined else otdr_correction(sheet) }}
</main></body></html>"""


@pytest.fixture(autouse=True)
def _in_french(tmp_path: Path) -> Iterator[None]:
    app = make_application(Settings(instance=tmp_path / "instance"), TESTING=True)
    with app.test_request_context(), force_locale("fr"):
        yield


def paired(limits: Limits | None = LIMITS) -> PairSheet:
    """The worked example of DOMAIN §2, and an event that one way alone saw."""
    a = trace_with([(1_000, -0.060), (2_000, 0.111), (3_000, 0.093), (3_500, 0.2)])
    b = trace_with([(LENGTH - 1_000, 0.071), (LENGTH - 2_000, -0.049), (LENGTH - 3_000, 0.151)])
    return PairSheet(pair_traces(a, b), limits)


def shown(sheet: PairSheet | CorrectionSheet) -> str:
    page = render_template_string(PAGE, sheet=sheet)
    check_page(page)
    return page.replace("\u00a0", " ")


def test_both_ways_stand_beside_their_mean_and_gains_are_explained() -> None:
    sheet = paired()
    assert [(row.from_a, row.from_b, row.mean, row.verdict) for row in sheet.rows] == [
        ("−0,060", "0,071", "0,0055", "dans les seuils"),
        ("0,111", "−0,049", "0,0310", "dans les seuils"),
        ("0,093", "0,151", "0,1220", "hors seuil"),
        ("0,200", "—", "—", "à confirmer"),
    ]
    page = shown(sheet)
    assert "1 événement hors seuil dans les deux sens" in page
    assert "Vue de A, l’épissure semble amplifier" in page
    assert "Vue de B, l’épissure semble amplifier" in page
    assert "Vue d’un seul côté" in page
    assert page.count("Rien n’est amplifié") == 2


def test_without_thresholds_the_means_are_told() -> None:
    assert "3 événements mesurés dans les deux sens" in shown(paired(None))


def test_two_copies_from_one_end_are_told() -> None:
    trace = trace_with([(300, 0.1), (900, 0.2)])
    assert "prises du même bout" in shown(PairSheet(pair_traces(trace, trace)))


def test_paper_has_the_same_words() -> None:
    head = Letterhead("École", "Feuille d’essai", "fr", lambda page, total: f"{page}/{total}")
    content = build(head, pair_story(paired()))
    text = " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages
    )
    assert "0,0055" in text
    assert "Vue de A, l’épissure semble amplifier" in text
    bare = PairSheet(pair_traces(trace_with(), trace_with()))
    assert build(head, pair_story(bare))


KEY = (
    Reading(0.0, Kind.REFLECTIVE, Decimal("0.3")),
    Reading(1_000.0, Kind.GAIN, Decimal("-0.1")),
    Reading(2_000.0, Kind.NON_REFLECTIVE, Decimal("0.1")),
    Reading(3_000.0, Kind.END),
)
TOLERANCE = Tolerance(3.0627, Decimal("0.05"))


def test_a_perfect_reading_says_so() -> None:
    page = shown(CorrectionSheet(correct(KEY, KEY, TOLERANCE)))
    assert "Événements lus juste : 4 sur 4" in page
    assert "à revoir" not in page


def test_each_fault_of_a_reading_is_named() -> None:
    answers = [
        Reading(10.0, Kind.GAIN, Decimal("0.5")),
        Reading(1_000.0, Kind.GAIN),
        Reading(2_500.0, Kind.NON_REFLECTIVE, Decimal("0.1")),
        Reading(3_000.0, Kind.END),
    ]
    sheet = CorrectionSheet(correct(answers, KEY, TOLERANCE))
    assert [row.verdict for row in sheet.rows] == [
        *("à revoir", "à revoir", "manqué", "en trop", "juste")
    ]
    page = shown(sheet)
    for words in (
        "Événements lus juste : 1 sur 4",
        "À 10 m de sa place ; 3,06 m au plus.",
        "Perte à 0,2 dB de la bonne ; 0,05 dB au plus.",
        "Ce n’est pas le bon type d’événement.",
        "La perte n’est pas dite.",
        "2,0000 km, sans réflexion (épissure, courbure), 0,100 dB",
        "3,0000 km, fin de la fibre",
    ):
        assert words in page


def test_nothing_read_and_nothing_asked() -> None:
    assert "Événements lus juste : 0 sur 0" in shown(CorrectionSheet(correct([], [], TOLERANCE)))
