"""A trace in a page and on paper: the picture, its events as a table, what to know of it."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale
from pypdf import PdfReader

from school.config import Settings
from school.documents.page import Letterhead, build
from school.practicals.sor import Checksum, Kind, read_sor
from school.practicals.traces.dates import DateDoubt
from school.practicals.traces.documents import trace_story
from school.practicals.traces.labels import (
    CHECKSUMS,
    FINDINGS,
    KINDS,
    STANDING_KINDS,
    STANDINGS,
    SUSPICIONS,
)
from school.practicals.traces.limits import Finding, FindingKind, Limits, Standing
from school.practicals.traces.presentation import MOST_EVENTS, TraceSheet, finding_words
from school.practicals.traces.reuse import Suspicion
from tests.support.applications import make_application
from tests.support.pages import check_page
from tests.support.sor_examples import synthetic
from tests.support.sor_files import SorFile, WrittenEvent, written

LIMITS = Limits(Decimal("0.10"), Decimal("0.50"), Decimal("-55"), Decimal(500), Decimal(20))
PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Courbe</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main id="main"><h1>Courbe</h1><h2>Courbe</h2>
{% from 'components/otdr.html' import otdr %}{{ otdr(sheet, sheet.picture()) }}
</main></body></html>"""


@pytest.fixture
def bare_app(tmp_path: Path) -> Flask:
    return make_application(Settings(instance=tmp_path / "instance"), TESTING=True)


@pytest.fixture
def in_french(bare_app: Flask) -> Iterator[None]:
    with bare_app.test_request_context(), force_locale("fr"):
        yield


def sheet_of(file: SorFile, limits: Limits | None = LIMITS) -> TraceSheet:
    return TraceSheet(read_sor(written(file)), "courbe", limits, DateDoubt.YEAR_WRONG)


@pytest.mark.usefixtures("in_french")
def test_the_page_tells_everything_without_the_picture() -> None:
    page = render_template_string(PAGE, sheet=sheet_of(synthetic())).replace("\u00a0", " ")
    for words in (
        "1 événement hors seuil",
        "1550 nm, fibre de 1,500 km",
        "−0,120",
        "gain apparent",
        "Réflectance de −52 dB ; il faut −55 dB au plus.",
        "L’horloge de l’appareil semble décalée d’un an.",
        "Impulsion de 30 ns ; il faut 20 ns au plus.",
        "Réflectance non mesurée ; événements : 2, 3.",
        "BPE 1",
        "Maker Model",
        "Somme des pertes de la table",
        "0,560 dB",
    ):
        assert words in page
    for place in range(1, 5):
        assert page.count(f'href="#courbe-{place}"') == 2, "once on each size of the picture"
        assert page.count(f'id="courbe-{place}"') == 1


@pytest.mark.usefixtures("in_french")
def test_the_page_is_well_formed_for_any_file() -> None:
    strange = [WrittenEvent(1, comment="<b>&\"'"), WrittenEvent(1, code=b"<&>\"'x")]
    for file in (synthetic(), SorFile(), SorFile(events=strange, locations=("<", "&"))):
        page = render_template_string(PAGE, sheet=sheet_of(file))
        check_page(page)
        assert "<b>" not in page


@pytest.mark.usefixtures("in_french")
def test_a_splice_is_never_condemned_by_one_way_alone() -> None:
    """DOMAIN §2: what fails one way may pass by the mean of both."""
    splice = WrittenEvent(1, loss=111, reflectance=0, code=b"0F9999")
    connector = WrittenEvent(2, loss=900, reflectance=-60_000)
    sheet = sheet_of(SorFile(events=[splice, connector]))
    assert [row.verdict for row in sheet.rows] == ["à confirmer", "hors seuil"]
    assert "c’est la moyenne des deux sens" in sheet.rows[0].reasons[0]
    assert sheet.title == "1 événement hors seuil"
    alone = sheet_of(SorFile(events=[splice]))
    assert (alone.title, alone.beyond) == ("1 événement à confirmer", 0)


@pytest.mark.usefixtures("in_french")
def test_without_thresholds_nothing_is_judged() -> None:
    sheet = sheet_of(synthetic(), None)
    assert sheet.title == "4 événements"
    assert {row.verdict for row in sheet.rows} == {""}
    assert "hors seuil" not in render_template_string(PAGE, sheet=sheet)


@pytest.mark.usefixtures("in_french")
def test_a_table_that_no_fibre_has_is_cut_and_said() -> None:
    events = [WrittenEvent(number, time=number) for number in range(1, 901)]
    sheet = sheet_of(SorFile(events=events))
    assert len(sheet.rows) == MOST_EVENTS
    assert any("900" in warning for warning in sheet.warnings)
    assert len(render_template_string(PAGE, sheet=sheet)) < 800_000


@pytest.mark.usefixtures("in_french")
def test_paper_has_the_same_words() -> None:
    head = Letterhead("École", "Feuille d’essai", "fr", lambda page, total: f"{page}/{total}")
    sheet = sheet_of(synthetic())
    content = build(head, trace_story(sheet))
    assert content == build(head, trace_story(sheet)), "the same trace, the same bytes"
    text = " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages
    ).replace("\u00a0", " ")
    for words in (
        "1 événement hors seuil",
        "gain apparent",
        "Distance, en km",
        "BPE 1",
        "Numéro de série : S-1",
        "L’horloge de l’appareil semble décalée d’un an.",
    ):
        assert words in text
    assert build(head, trace_story(sheet_of(SorFile(), None)))


@pytest.mark.usefixtures("in_french")
@pytest.mark.parametrize("kind", list(FindingKind))
def test_every_finding_has_a_sentence(kind: FindingKind) -> None:
    said = finding_words(Finding(kind, Decimal("0.123"), Decimal("0.10")))
    assert said.endswith(".")
    assert "%" not in said


def test_everything_has_its_words() -> None:
    assert set(KINDS) == set(Kind)
    assert set(FINDINGS) == set(FindingKind)
    assert set(CHECKSUMS) == set(Checksum)
    assert set(SUSPICIONS) == set(Suspicion)
    assert set(STANDINGS) == set(STANDING_KINDS) == set(Standing) - {Standing.NOT_ASKED}
