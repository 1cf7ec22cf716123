"""Reports about nobody, about people of whom nothing is known, and of days that look odd."""

import re
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from school.accounts import operations
from school.accounts.rules import StaffRole
from school.accounts.signing import COOKIE_KEY
from school.cohorts.rules import Sex
from tests.factories.careers import Careers
from tests.factories.records import make_cohort, make_staff
from tests.support.people import People

DAYS = "as_of=2026-06-30&known_on=2026-06-30"
ABOUT_NOBODY = {
    "a period without exits": f"{DAYS}&from=2026-01-01&to=2026-02-01",
    "before the first record": "as_of=1950-01-01&known_on=1950-01-01",
    "counted before it is known": "as_of=1950-01-01&known_on=2026-06-30",
    "k not over for anybody": "as_of=2025-07-01&known_on=2026-06-30",
}
ZERO = re.compile(r"(?<![\d,.])0,0 %")
FILES = ("/report.csv", "/report.pdf", "/reports/preview.pdf")
PAGES = ("/report", "/reports/new", *FILES)
OF_SEALING = ("/reports/new", "/reports/preview.pdf")


@pytest.fixture
def careers(people: People, session: Session) -> Careers:
    cohort = make_cohort(session, people.school, reference="C-2025", starts_on=date(2024, 11, 1))
    return Careers(session, cohort)


def read(answer: TestResponse) -> str:
    """Give the words of a page or a paper, without its tags."""
    if answer.mimetype == "application/pdf":
        pages = PdfReader(BytesIO(answer.data)).pages
        text = " ".join(page.extract_text() for page in pages)
    else:
        text = re.sub(r"<[^>]*>", " ", answer.get_data(as_text=True))
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


@pytest.mark.parametrize("who", ["director", "ministry"])
@pytest.mark.parametrize("query", ABOUT_NOBODY.values(), ids=ABOUT_NOBODY)
def test_of_nobody_no_page_and_no_paper_says_zero_per_cent(
    people: People, session: Session, careers: Careers, who: str, query: str
) -> None:
    careers.certified(12, Sex.FEMALE)
    session.commit()
    client = people.client(who)
    # The ministry's own pages are of the last quarter; it prepares reports of other days.
    for page in PAGES if who == "director" else OF_SEALING:
        answer = client.get(f"{page}?{query}")
        nothing_to_preview = page == OF_SEALING[1] and answer.status_code == 400
        assert nothing_to_preview or answer.status_code == 200, page
        assert not ZERO.search(read(answer)), page


@pytest.mark.parametrize(
    ("known_on", "known"), [("2025-01-01", False), ("2026-01-05", True), ("2026-11-20", True)]
)
def test_known_long_before_or_after_the_day_of_the_count(
    people: People, session: Session, careers: Careers, known_on: str, known: bool
) -> None:
    careers.hired(12, Sex.MALE)
    session.commit()
    query = f"as_of=2026-06-30&known_on={known_on}"
    for page in ("/report", "/report.pdf"):
        text = read(people.client("director").get(f"{page}?{query}"))
        assert ("12 personnes embauchées sur 12 certifiées" in text) is known, page
        assert ("On ne sait d’aucune des 12 personnes" in text) is not known, page
        assert "La vraie valeur se situe entre 0,0 %" not in text


def table_lines(answer: TestResponse) -> list[str]:
    rows = re.findall(r"<tr>(.*?)</tr>", answer.get_data(as_text=True), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", row).replace("\u00a0", " ").split()) for row in rows]


def headline(answer: TestResponse) -> str:
    found = re.search(r'class="value">(.*?)</p>', answer.get_data(as_text=True))
    assert found is not None
    return re.sub(r"<[^>]*>", "", found[1]).replace("\u00a0", " ")


@pytest.mark.parametrize("people_unknown", [1, 12])
def test_all_unknown_is_a_dash_and_never_zero(
    people: People, session: Session, careers: Careers, people_unknown: int
) -> None:
    careers.certified(people_unknown, Sex.FEMALE)
    session.commit()
    client = people.client("director")
    report = client.get(f"/report?{DAYS}")
    assert headline(report) == "—"
    assert headline(client.get("/")) == "—"
    assert "100,0 %" in read(report), "the bounds are said"
    paper = read(client.get(f"/report.pdf?{DAYS}"))
    for text in (read(report), paper):
        assert "On ne sait" in text
        assert "La vraie valeur se situe entre 0,0 %" not in text
        assert "embauchée sur" not in text
    lines = [line for line in table_lines(report) if ZERO.search(line)]
    of_what_is_known = ("C-2025 ", "Ensemble ", "Situations connues ")
    assert all(line.startswith(of_what_is_known) for line in lines), "only coverage is zero"


def test_one_known_is_a_rate_again(people: People, session: Session, careers: Careers) -> None:
    careers.hired(1, Sex.FEMALE)
    careers.certified(1, Sex.MALE)
    session.commit()
    report = people.client("director").get(f"/report?{DAYS}")
    assert headline(report).replace("\u202f", "") == "50,0 %"
    assert "1 personne embauchée sur 2 certifiées" in read(report)


def test_a_cohort_without_women_has_no_gap(
    people: People, session: Session, careers: Careers
) -> None:
    careers.hired(12, Sex.MALE)
    session.commit()
    for who in ("director", "ministry"):
        for page in ("/report", "/report.pdf"):
            answer = people.client(who).get(page, query_string=DAYS if who == "director" else "")
            assert answer.status_code == 200
            assert "aucun écart n’est établi" not in read(answer), (who, page)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("as_of=0001-01-01", "trop éloignée"),
        ("as_of=9999-12-31", "trop éloignée"),
        ("known_on=9999-12-31", "trop éloignée"),
        ("from=0001-01-01", "trop éloignée"),
        ("to=9999-12-31", "trop éloignée"),
        ("from=2026-02-01&to=2026-01-01", "finit avant de commencer"),
        ("months=5", "3, 6, 12 ou 24"),
        ("months=٦", "3, 6, 12 ou 24"),
        ("months=6.0", "3, 6, 12 ou 24"),
        ("evidence=E9", "E1, E2 ou E3"),
        ("evidence=" + "E" * 5000, "E1, E2 ou E3"),
        ("as_of=2026-02-30", "écrivez la date"),
        ("as_of=٢٠٢٦-٠٦-٣٠x", "écrivez la date"),
    ],
)
@pytest.mark.parametrize("who", ["director", "ministry"])
def test_what_cannot_be_asked_is_said_and_nothing_is_sent(
    people: People, who: str, query: str, said: str
) -> None:
    client = people.client(who)
    for page in ("/report", "/reports/new"):
        answer = client.get(f"{page}?{query}")
        assert answer.status_code == 422, page
        assert said in read(answer), page
    sealing = client.post(f"/reports/new?{query}")
    assert sealing.status_code == 422
    assert said in read(sealing)
    for file in FILES:
        assert client.get(f"{file}?{query}").status_code == 400, file


@pytest.mark.parametrize("page", [*PAGES, "/"])
def test_a_ministry_without_any_school(app: Flask, session: Session, page: str) -> None:
    client = app.test_client()
    account = operations.account_for_staff(session, make_staff(session, StaffRole.MINISTRY))
    token = operations.open_session(session, account, "test")
    session.commit()
    with client.session_transaction() as cookie:
        cookie[COOKIE_KEY] = token
    answer = client.get(page)
    assert answer.status_code in {200, 400, 422}
    assert not ZERO.search(read(answer))
