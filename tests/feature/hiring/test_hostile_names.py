"""Names that a spreadsheet, a page, a paper or a header would run: everywhere only words."""

import csv
import io
from datetime import date
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.rules import Sex
from school.hiring.rules import SituationKind
from school.hiring.sealing import rules
from school.hiring.sealing.models import SealedReport
from tests.factories.careers import Careers
from tests.factories.records import make_cohort
from tests.support.people import People
from tests.support.sessions import read_afresh

DAYS = "as_of=2026-06-30&known_on=2026-06-30"
FORMULA = "=HYPERLINK(1)"
MARKUP = "</para><b>Ré & <img src=x onerror=alert(1)>"
SIGNS = ("=", "+", "-", "@", "\t", "\r")
NAMES = [FORMULA, "+1+1", "-1", "@cmd", MARKUP, 'a"b', "x\u202e\ufeffy", "é" * 120]


@pytest.fixture(params=NAMES, ids=ascii)
def name(request: pytest.FixtureRequest, people: People, session: Session) -> str:
    """Somebody in a school, a cohort and an enterprise of one odd name."""
    odd: str = request.param
    people.school.name = odd
    cohort = make_cohort(
        session, people.school, reference=odd[:40], name=odd, starts_on=date(2024, 11, 1)
    )
    careers = Careers(session, cohort)
    hired = [*careers.hired(12, Sex.FEMALE, employer_name=odd), *careers.hired(14, Sex.MALE)]
    careers.found(SituationKind.SEEKING, 14, Sex.MALE)
    for one in hired:
        one.trainee.family_name = odd
        one.trainee.department = odd
    session.commit()
    return odd


def runs(text: str) -> list[str]:
    """List the cells of a file that a spreadsheet would run."""
    cells = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
    return [cell for cell in cells if cell.startswith(SIGNS) and not _is_number(cell)]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_files_run_nothing(people: People, name: str) -> None:
    client = people.client("director")
    for file in ("/report.csv?", "/report/persons.csv?measure=hired&"):
        answer = client.get(f"{file}{DAYS}")
        assert answer.status_code == 200
        assert runs(answer.get_data(as_text=True)) == [], file
        assert "\n" not in answer.headers["Content-Disposition"]


def test_pages_and_papers_show_it_as_words(people: People, name: str) -> None:
    client = people.client("director")
    pages = ("/report", "/report/persons?measure=hired", "/report/coverage", "/reports/new", "/")
    for page in pages:
        joint = "&" if "?" in page else "?"
        answer = client.get(page if page == "/" else f"{page}{joint}{DAYS}")
        assert answer.status_code == 200, page
        assert "<img src=x" not in answer.get_data(as_text=True), page
    for paper in ("/report.pdf", "/reports/preview.pdf"):
        answer = client.get(f"{paper}?{DAYS}")
        assert answer.status_code == 200, paper
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
        if name == MARKUP:
            assert "onerror" in text, "what looks like a tag is written out"


def test_a_sealed_report_runs_nothing(people: People, session: Session, name: str) -> None:
    client = people.client("director")
    assert client.post(f"/reports/new?{DAYS}").status_code == 303
    read_afresh(session)
    report = session.scalars(select(SealedReport)).one()
    archive = client.get(f"/reports/{report.code}/archive.zip")
    with ZipFile(io.BytesIO(archive.data)) as files:
        assert runs(files.read(rules.TABLE).decode()) == []
    assert client.get(f"/verify/{report.code}").status_code == 200
    assert "<img src=x" not in client.get(f"/reports/{report.code}").get_data(as_text=True)
