"""What the pages of an attempt and of a sheet show of its traces, and to whom."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import delete
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from school.practicals.models import Assessment
from school.practicals.sheet_models import PracticalSheet
from school.practicals.trace_models import TracePart
from school.practicals.traces.dates import DateDoubt
from tests.factories.practicals import make_sheet, make_trace
from tests.factories.records import make_assessment, task_of
from tests.feature.practicals.conftest import TrainingClass
from tests.support.people import People
from tests.support.sor_examples import synthetic, turned_round
from tests.support.sor_files import SorFile, written
from tests.support.statements import count_statements


def attempt(
    session: Session, training: TrainingClass, place: int = 0, task: str = "PA-24"
) -> tuple[Assessment, PracticalSheet]:
    made = make_assessment(
        session,
        training.enrolments[place],
        task=task_of(session, task),
        assessed_on=date(2026, 3, 10),
    )
    return made, make_sheet(session, made)


def text_of(page: str) -> str:
    return " ".join(page.replace("\u00a0", " ").split())


def test_the_page_shows_the_trace_judged_and_gives_its_file_back(
    people: People, training: TrainingClass, session: Session
) -> None:
    made, sheet = attempt(session, training, task="PA-07")
    trace = make_trace(session, sheet, name="Fibre n° 12.sor")
    session.commit()
    client = people.client("trainer")
    for address in (f"/practicals/{made.reference}", f"/practicals/sheets/{sheet.reference}"):
        page = text_of(client.get(address).text)
        for words in (
            "Courbes de réflectomètre",
            "Fibre n° 12.sor",
            "1550 nm, fibre de 1,500 km",
            "Maker Model",
            "js/traces",
            f"/practicals/traces/{trace.reference}.sor",
            'href="#trace-1-2"',
            "hors seuil",
        ):
            assert words in page, words
    answer = client.get(f"/practicals/traces/{trace.reference}.sor")
    assert answer.data == written(synthetic())
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "Fibre%20n%C2%B0%2012.sor" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.mimetype == "application/octet-stream"


def test_a_page_without_traces_says_nothing_of_them(
    people: People, training: TrainingClass, session: Session
) -> None:
    made, _ = attempt(session, training)
    session.commit()
    page = people.client("trainer").get(f"/practicals/{made.reference}").text
    assert "Courbes" not in page
    assert "js/traces" not in page


def test_both_ways_of_a_fibre_are_paired_and_the_gain_explained(
    people: People, training: TrainingClass, session: Session
) -> None:
    made, sheet = attempt(session, training)
    make_trace(session, sheet, name="de-A.sor")
    make_trace(session, sheet, turned_round(synthetic()), name="de-B.sor", position=1)
    session.commit()
    page = text_of(people.client("trainer").get(f"/practicals/{made.reference}").text)
    assert "2 événements mesurés dans les deux sens" in page
    assert "0,0500" in page, "the mean of -0.120 and 0.220"
    assert "0,0700" in page, "the mean of 0.080 and 0.060"
    assert "Rien n’est amplifié" in page
    assert "de-A.sor · un des deux sens" in page, "one way decides nothing, so nothing is counted"
    assert "La courbe « de-A.sor » est prise du bout A, « de-B.sor » du bout B." in page


@pytest.mark.parametrize(
    "length", ["", "0", "-4", "abc", "1e9", "NaN", "1500", "1 500,0", "1500,0"]
)
def test_who_knows_the_length_of_the_fibre_gets_its_means(
    people: People, training: TrainingClass, session: Session, length: str
) -> None:
    made, sheet = attempt(session, training)
    file = synthetic()
    endless = turned_round(file).but(events=turned_round(file).events[:-1])
    make_trace(session, sheet, file, name="de-A.sor")
    make_trace(session, sheet, endless, name="de-B.sor", position=1)
    session.commit()
    client = people.client("trainer")
    address = f"/practicals/{made.reference}"
    assert "ne dit pas où finit la fibre" in client.get(address).text
    page = text_of(client.get(address, query_string={"length": length}).text)
    given = length in {"1500", "1 500,0", "1500,0"}
    assert ("n’est pas une longueur en mètres" in page) == (bool(length) and not given)
    assert ("Avec la longueur que vous avez donnée, 1 500 m." in page) == given
    assert f'value="{length}"' in page, "what was typed is kept"
    assert ("2 événements mesurés dans les deux sens" in page) == given
    assert ("ne dit pas où finit la fibre" in page) != given
    assert "Longueur de la fibre mesurée, en mètres" in page


def test_two_traces_from_one_end_are_no_pair(
    people: People, training: TrainingClass, session: Session
) -> None:
    made, sheet = attempt(session, training)
    make_trace(session, sheet)
    make_trace(session, sheet, synthetic().but(date=1_773_000_000), position=1)
    session.commit()
    client = people.client("trainer")
    page = text_of(client.get(f"/practicals/{made.reference}").text)
    assert "mesurés dans les deux sens" not in page
    assert "Moyenne (dB)" not in page
    paper = client.get(f"/practicals/sheets/{sheet.reference}.pdf").data
    pages = PdfReader(BytesIO(paper)).pages
    for text in (page, text_of(" ".join(one.extract_text() for one in pages))):
        assert "Pas de moyenne des deux sens pour « fibre-12.sor » et « fibre-12.sor »." in text
        assert "semblent prises du même bout" in text


def test_who_handed_it_in_before_is_named_to_those_who_may_know(
    people: People, training: TrainingClass, session: Session, apprentice: Trainee
) -> None:
    other, first = attempt(session, training, place=1)
    like = [[make_trace(session, first).reference, "same_trace", "new_date"]]
    made, second = attempt(session, training)
    make_trace(session, second, likeness=like, doubt=DateDoubt.YEAR_WRONG)
    session.commit()
    name = training.enrolments[1].trainee.full_name
    address = f"/practicals/{made.reference}"
    seen = text_of(people.client("trainer").get(address).text)
    assert f'href="/practicals/{other.reference}"' in seen
    assert name in seen
    assert "C’est à vous d’en juger" in seen
    own = text_of(people.client("apprentice").get(address).text)
    assert name not in own
    assert other.reference not in own
    for words in (
        "Cette courbe a déjà été remise pour un autre essai.",
        "C’est la même courbe qu’une autre, point par point.",
        "Sa date n’est pas celle de l’autre.",
        "L’horloge de l’appareil semble décalée d’un an.",
        "parlez-en avec votre formateur",
    ):
        assert words in own


def test_nobody_else_reaches_a_trace(
    people: People, training: TrainingClass, session: Session, apprentice: Trainee
) -> None:
    _, own = attempt(session, training)
    _, foreign = attempt(session, training, place=1)
    own_trace, other_trace = make_trace(session, own), make_trace(session, foreign)
    session.commit()
    client = people.client("apprentice")
    assert client.get(f"/practicals/traces/{own_trace.reference}.sor").status_code == 200
    assert client.get(f"/practicals/traces/{other_trace.reference}.sor").status_code == 404
    assert client.get("/practicals/traces/TR-NONE.sor").status_code == 404
    for who in ("foreign_trainer", "foreign_director"):
        address = f"/practicals/traces/{own_trace.reference}.sor"
        assert people.client(who).get(address).status_code == 404


def test_a_correction_without_trace_leaves_that_of_the_sheet_before(
    people: People, training: TrainingClass, session: Session
) -> None:
    made, sheet = attempt(session, training)
    make_trace(session, sheet, name="avant.sor")
    newer = make_sheet(session, made, number=2)
    session.commit()
    client = people.client("trainer")
    page = text_of(client.get(f"/practicals/{made.reference}").text)
    assert "avant.sor" in page
    assert "Elles sont d’une feuille corrigée depuis" in page
    corrected = f"/practicals/sheets/{newer.reference}"
    assert "avant.sor" in client.get(corrected).text, "the page of a sheet says what its paper says"
    pages = PdfReader(BytesIO(client.get(f"{corrected}.pdf").data)).pages
    paper = text_of(" ".join(one.extract_text() for one in pages))
    assert "Elles sont d’une feuille corrigée depuis" in paper
    assert "avant.sor" in paper
    make_trace(session, newer, name="apres.sor")
    session.commit()
    page = client.get(f"/practicals/{made.reference}").text
    assert "apres.sor" in page
    assert "avant.sor" not in page
    before = client.get(f"/practicals/sheets/{sheet.reference}").text
    assert "avant.sor" in before
    assert "apres.sor" not in before, "a sheet shows nothing that was signed after it"


def test_a_file_that_an_import_spoilt_is_said_and_the_rest_shown(
    people: People, training: TrainingClass, session: Session
) -> None:
    made, sheet = attempt(session, training)
    make_trace(session, sheet, SorFile(), name="bonne.sor")
    spoilt = make_trace(session, sheet, name="abimee.sor", position=1)
    session.execute(delete(TracePart).where(TracePart.trace_id == spoilt.id))
    session.commit()
    page = text_of(people.client("trainer").get(f"/practicals/{made.reference}").text)
    assert "Cette courbe ne peut plus être lue." in page
    assert "Le fichier est vide." in page
    assert "bonne.sor" in page


def test_four_traces_ask_no_more_of_the_database_than_one(
    people: People, training: TrainingClass, session: Session
) -> None:
    _, before = attempt(session, training, place=1)
    like = [[make_trace(session, before).reference, "same_trace"]]
    made, sheet = attempt(session, training)
    for place in range(4):
        make_trace(session, sheet, position=place, likeness=like)
    session.commit()
    client = people.client("trainer")
    address = f"/practicals/{made.reference}"
    client.get(address)
    with count_statements(client.application) as statements:
        page = client.get(address).text
    assert page.count("déjà été remise") == 4
    assert statements.count <= 8


def test_paper_has_the_traces_and_names_nobody_else(
    people: People, training: TrainingClass, session: Session
) -> None:
    other, first = attempt(session, training, place=1)
    like = [[make_trace(session, first).reference, "same_trace"]]
    _, sheet = attempt(session, training)
    make_trace(session, sheet, name="de-A.sor", likeness=like, doubt=DateDoubt.IN_FUTURE)
    own = make_trace(session, sheet, turned_round(synthetic()), name="de-B.sor", position=1)
    spoilt = make_trace(
        session, sheet, name="abimee.sor", position=2, likeness=[[own.reference, "same_trace"]]
    )
    session.execute(delete(TracePart).where(TracePart.trace_id == spoilt.id))
    session.commit()
    client = people.client("trainer")
    answer = client.get(f"/practicals/sheets/{sheet.reference}.pdf")
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages]
    text = text_of(" ".join(pages))
    for words in (
        "Courbes de réflectomètre",
        "2 événements mesurés dans les deux sens",
        "La courbe « de-A.sor » est prise du bout A",
        "1550 nm, fibre de 1,500 km",
        "Cette courbe a déjà été remise pour un autre essai.",
        "Elle ressemble à une autre courbe de cette feuille : de-B.sor.",
        "La courbe est datée du futur.",
        "Cette courbe ne peut plus être lue.",
    ):
        assert words in text, words
    assert text.count("déjà été remise") == 1
    assert training.enrolments[1].trainee.full_name not in text
    assert other.reference not in text
    again = client.get(f"/practicals/sheets/{sheet.reference}.pdf")
    assert again.data == answer.data, "the same sheet, the same bytes"
