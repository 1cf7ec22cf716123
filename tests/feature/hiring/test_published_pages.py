"""What the ministry reads of a report: hidden figures are nowhere in page, CSV or PDF."""

import csv
import io
from datetime import date

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from school.cohorts.rules import Sex
from school.hiring.rules import SituationKind
from tests.factories.careers import Careers
from tests.factories.records import make_cohort
from tests.support.people import People

DAYS = "as_of=2026-06-30&known_on=2026-06-30"


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
    text = people.client("ministry").get(f"/report?{DAYS}&school=EMN").get_data(as_text=True)
    text = text.replace("\u00a0", " ")
    assert "60,0 % (12/20)" in text
    assert "C-2025" in text
    assert "hidden-figure" in text
    assert "17/20" not in text, "the unknown are three: how many are known is hidden with them"
    assert "(2/12)" not in text
    assert "/report/persons" not in text


def test_the_file_says_hidden_in_every_column(people: People, careers: Careers) -> None:
    answer = people.client("ministry").get(f"/report.csv?{DAYS}&school=EMN")
    total = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))[-1]
    assert total["profile"] == "ministry"
    assert total["counts.unknown"] == total["counts.not_hired"] == "hidden"
    assert total["women_share.hire.numerator"] == total["coverage.value"] == "hidden"
    assert (total["counts.hired"], total["hire_rate.denominator"]) == ("12", "20")


def test_the_paper_hides_the_same(people: People, careers: Careers) -> None:
    answer = people.client("ministry").get(f"/report.pdf?{DAYS}&school=EMN")
    reader = PdfReader(io.BytesIO(answer.data))
    text = " ".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ")
    assert "60,0 % (12/20)" in " ".join(text.split())
    assert "masqué" in text
    assert "17/20" not in text


def test_the_director_reads_all_of_it(people: People, careers: Careers) -> None:
    text = people.client("director").get(f"/report?{DAYS}").get_data(as_text=True)
    assert "hidden-figure" not in text
    answer = people.client("director").get(f"/report.csv?{DAYS}")
    assert "hidden" not in answer.get_data(as_text=True)
