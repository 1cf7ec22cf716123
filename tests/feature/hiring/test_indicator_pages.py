"""The report of hiring in the browser: figures, filters, persons, files; who may see what."""

import csv
import io
import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader
from sqlalchemy.orm import Session

from school.cohorts.rules import Sex
from school.hiring.rules import SituationKind
from tests.factories.careers import Careers
from tests.factories.records import make_cohort
from tests.support.people import People
from tests.support.statements import count_statements

DAYS = "as_of=2026-06-30&known_on=2026-06-30"


@pytest.fixture
def careers(people: People, session: Session) -> Careers:
    """Twelve hired, five not, three unknown at the school of the test: 60 % of 20."""
    cohort = make_cohort(session, people.school, reference="C-2025", starts_on=date(2024, 11, 1))
    careers = Careers(session, cohort)
    careers.hired(5, Sex.FEMALE)
    careers.hired(7, Sex.MALE)
    careers.found(SituationKind.SEEKING, 5)
    careers.certified(3, Sex.FEMALE)
    session.commit()
    return careers


def page(people: People, who: str, address: str, status: int = 200) -> str:
    answer = people.client(who).get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True).replace("\u00a0", " ")


def test_the_director_reads_the_rate_its_interval_and_its_unknowns(
    people: People, careers: Careers
) -> None:
    text = page(people, "director", f"/report?{DAYS}")
    assert "60,0" in text
    said = re.sub("<[^>]+>", "", text)
    assert "12 personnes embauchées sur 20 certifiées" in said
    assert "38,7 % et 78,1 %" in text
    assert "jusqu’à 75,0 % si les 3 personnes sans nouvelles" in said
    assert "aucun écart n’est établi" in text
    assert "Intervalles à 95 %" in text
    assert f"/cohorts/{careers.cohort.reference}" in text


def test_every_figure_leads_to_its_persons(people: People, careers: Careers) -> None:
    text = page(people, "director", f"/report?{DAYS}")
    ways = {way.replace("&amp;", "&") for way in re.findall('href="(/report/persons[^"]+)"', text)}
    assert any("measure=hired" in way and "cohort=C-2025" in way for way in ways)
    client = people.client("director")
    for way in sorted(ways):
        assert client.get(way).status_code == 200, way
    listed = page(people, "director", f"/report/persons?{DAYS}&measure=hired&cohort=C-2025")
    assert "12 personnes" in listed
    assert listed.count("/trainees/") == 12
    assert "Contrat de trente jours au moins" in listed
    assert "CDI chez Delta Réseaux" in listed


def test_why_somebody_is_unknown(people: People, session: Session, careers: Careers) -> None:
    [one] = careers.hired(1, contested=True, employer_name="Alafia")
    session.commit()
    listed = page(people, "director", f"/report/persons?{DAYS}&measure=unknown")
    assert one.trainee.family_name in listed
    assert "Embauche contestée chez Alafia" in listed


def test_the_ministry_reads_figures_and_no_persons(people: People, careers: Careers) -> None:
    with time_machine.travel(datetime(2026, 7, 1, 9, tzinfo=UTC), tick=False):
        text = page(people, "ministry", "/report")
        one = page(people, "ministry", f"/report?{DAYS}&school=EMN")
    assert "60,0" in text
    assert "/report/persons" not in text
    assert people.school.name in text
    assert "C-2025" not in one, "the cohorts of a school are read in a sealed report"
    assert "/cohorts/" not in one
    page(people, "ministry", f"/report/persons?{DAYS}&measure=hired", 403)


@pytest.mark.parametrize("who", ["trainer", "apprentice", "enterprise"])
def test_nobody_else_reads_it(people: People, who: str) -> None:
    for address in ("/report", "/report.csv", "/report.pdf", "/report/persons?measure=hired"):
        page(people, who, address, 403)


def test_another_school_is_not_there(people: People, careers: Careers) -> None:
    for address in ("/report", "/report.csv", "/report.pdf"):
        page(people, "foreign_director", f"{address}?school=EMN", 404)
    page(people, "foreign_director", "/report/persons?measure=hired&school=EMN", 404)
    own = page(people, "foreign_director", f"/report?{DAYS}")
    assert "Personne n’est sorti" in own
    assert "C-2025" not in own
    listed = page(people, "foreign_director", f"/report/persons?{DAYS}&measure=hired&cohort=C-2025")
    assert "/trainees/" not in listed


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("as_of=31/02/2026", "Arrêté au : écrivez la date"),
        ("known_on=demain", "Faits connus au : écrivez la date"),
        ("months=5", "Le délai est de 3, 6, 12 ou 24 mois."),
        ("evidence=E9", "La preuve est E1, E2 ou E3."),
        ("from=2026-02-01", "La période finit avant de commencer."),
        ("as_of=0012-01-01", "trop éloignée"),
    ],
)
def test_what_cannot_be_asked_is_said_and_kept(people: People, query: str, said: str) -> None:
    text = page(people, "director", f"/report?{query}&to=2020-01-01", 422)
    assert said in text
    assert 'value="2020-01-01"' in text
    for address in ("/report.csv", "/report.pdf"):
        page(people, "director", f"{address}?{query}&to=2020-01-01", 400)


@pytest.mark.parametrize("measure", ["", "nothing", "__class__"])
def test_a_figure_that_does_not_exist(people: People, measure: str) -> None:
    page(people, "director", f"/report/persons?measure={measure}", 404)


@pytest.mark.parametrize(
    "query",
    [
        "as_of=1950-01-01",
        "known_on=1950-01-01",
        "as_of=2026-06-30&known_on=2030-01-01",
        "from=2026-06-30&to=2026-06-30",
        "from=2100-01-01",
        "months=24",
        "as_of=2200-12-31&known_on=2200-12-31&months=24",
    ],
)
def test_odd_questions_have_answers(people: People, careers: Careers, query: str) -> None:
    for address in ("/report", "/report.csv", "/report.pdf"):
        assert people.client("director").get(f"{address}?{query}").status_code == 200


def test_statements_do_not_grow_with_people(people: People, session: Session, app: Flask) -> None:
    cohort = make_cohort(session, people.school, starts_on=date(2024, 11, 1))
    careers = Careers(session, cohort)
    found = []
    for more in (10, 190):
        careers.hired(more // 2)
        careers.found(SituationKind.SEEKING, more // 2)
        session.commit()
        client = people.client("director")
        client.get("/account")
        for address in (f"/report?{DAYS}", f"/report/persons?{DAYS}&measure=counted"):
            with count_statements(app) as statements:
                assert client.get(address).status_code == 200
            found.append(statements.count)
    assert found[:2] == found[2:]
    assert max(found) <= 8


def test_the_file_holds_the_same_figures(people: People, careers: Careers) -> None:
    answer = people.client("director").get(f"/report.csv?{DAYS}&school=EMN")
    assert answer.headers["Content-Disposition"].endswith('embauche-EMN-2026-06-30.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    assert [row["grouped_by"] for row in rows][-1] == "total"
    assert {row["sex"] for row in rows if row["grouped_by"] == "cohort sex"} == {"F", "M"}
    total = rows[-1]
    assert (total["counts.hired"], total["hire_rate.denominator"]) == ("12", "20")
    assert float(total["hire_rate.value"]) == 0.6
    assert total["same_employer_rate.denominator"] == "12"
    assert total["offer_rate.value"] == ""


def test_the_paper_reads_back_with_accents(people: People, careers: Careers) -> None:
    client = people.client("director")
    answer = client.get(f"/report.pdf?{DAYS}")
    assert answer.mimetype == "application/pdf"
    assert client.get(f"/report.pdf?{DAYS}").data == answer.data
    reader = PdfReader(io.BytesIO(answer.data))
    text = " ".join(each.extract_text() for each in reader.pages).replace("\u00a0", " ")
    assert "60,0 %" in text
    assert "12 personnes embauchées sur 20 certifiées" in " ".join(text.split())
    assert "page 1 sur" in text
    assert reader.trailer["/Root"]["/Lang"] == "fr"  # type: ignore[index]
    assert "as_of=2026-06-30" in text
