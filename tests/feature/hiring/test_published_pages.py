"""What the ministry reads of a report: hidden figures are nowhere in page, CSV or PDF."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from pypdf import PdfReader
from sqlalchemy.orm import Session

from school.cohorts.rules import Sex
from school.hiring.rules import SituationKind
from tests.factories.careers import Careers
from tests.factories.records import make_cohort
from tests.support.people import People

DAYS = "as_of=2026-06-30&known_on=2026-06-30"
AFTER_IT = datetime(2026, 7, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """The day after the quarter: its end is what the ministry reads."""
    with time_machine.travel(AFTER_IT, tick=False):
        yield


@pytest.fixture
def careers(people: People, session: Session) -> Careers:
    """Twelve hired of twenty; two women among them, three unknown: both numbers are hidden."""
    cohort = make_cohort(session, people.school, reference="C-2025", starts_on=date(2024, 11, 1))
    careers = Careers(session, cohort)
    careers.hired(2, Sex.FEMALE)
    careers.hired(10, Sex.MALE)
    careers.found(SituationKind.SEEKING, 5)
    careers.certified(3, Sex.MALE)
    session.commit()
    return careers


def test_the_page_hatches_what_is_hidden(people: People, careers: Careers) -> None:
    text = people.client("ministry").get("/report?school=EMN").get_data(as_text=True)
    text = text.replace("\u00a0", " ")
    assert "60,0 % (12/20)" in text
    assert "30 juin 2026 (fin de trimestre)" in text
    assert people.school.name in text
    assert "C-2025" not in text, "the cohorts of a school are read in a sealed report"
    assert "hidden-figure" in text
    assert "17/20" not in text, "the unknown are three: how many are known is hidden with them"
    assert "(2/12)" not in text
    assert "/report/persons" not in text


def test_the_file_says_hidden_in_every_column(people: People, careers: Careers) -> None:
    answer = people.client("ministry").get("/report.csv?school=EMN")
    total = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))[-1]
    assert total["profile"] == "ministry"
    assert total["counts.unknown"] == total["counts.not_hired"] == "hidden"
    assert total["women_share.hire.numerator"] == total["coverage.value"] == "hidden"
    assert (total["counts.hired"], total["hire_rate.denominator"]) == ("12", "20")


def test_the_paper_hides_the_same(people: People, careers: Careers) -> None:
    answer = people.client("ministry").get("/report.pdf?school=EMN")
    reader = PdfReader(io.BytesIO(answer.data))
    text = " ".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ")
    assert "60,0 % (12/20)" in " ".join(text.split())
    assert "masqué" in text
    assert "17/20" not in text


@pytest.mark.parametrize(
    "query",
    [
        "as_of=2026-06-29",
        "known_on=2026-07-01",
        "months=12",
        "evidence=E1",
        "from=2025-01-01",
        "to=2026-05-31",
    ],
)
def test_other_days_are_answered_with_a_sentence(
    people: People, careers: Careers, query: str
) -> None:
    """Two pages of one's own choice could be subtracted: the page says where to ask instead."""
    client = people.client("ministry")
    answer = client.get(f"/report?{query}&school=EMN")
    assert answer.status_code == 422
    text = answer.get_data(as_text=True).replace("\u00a0", " ")
    assert "préparez un rapport : il sera scellé" in text
    assert "12/20" not in text
    assert 'name="as_of"' not in text
    for ending in ("csv", "pdf"):
        assert client.get(f"/report.{ending}?{query}&school=EMN").status_code == 400


def test_the_days_of_the_page_may_be_said(people: People, careers: Careers) -> None:
    assert people.client("ministry").get(f"/report?{DAYS}&months=6").status_code == 200
    nonsense = people.client("ministry").get("/report?as_of=demain&months=7")
    assert nonsense.status_code == 422
    assert people.client("ministry").get("/report?school=NULLE").status_code == 404


def test_the_director_reads_all_of_it(people: People, careers: Careers) -> None:
    text = people.client("director").get(f"/report?{DAYS}").get_data(as_text=True)
    assert "hidden-figure" not in text
    answer = people.client("director").get(f"/report.csv?{DAYS}")
    assert "hidden" not in answer.get_data(as_text=True)
