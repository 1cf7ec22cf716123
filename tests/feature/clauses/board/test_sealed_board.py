"""The board under seal: who may, which days, the same bytes again, the public page."""

import io
import json
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from school.clauses.board.figures import board_of
from school.clauses.board.sealing import BoardParameters, written
from school.clauses.standing.options import Asked
from school.hiring.sealing.models import SealedReport
from school.hiring.sealing.queries import every_report, files_of
from school.hiring.sealing.rules import FIGURES, PDF
from tests.factories.clauses import make_commitment, make_contract, make_eligible
from tests.support.people import People
from tests.support.standings import declare

DAYS = {"as_of": "2025-09-30", "known_on": "2026-06-30"}
ADDRESS = "/clauses/board/seal"


@pytest.fixture
def contract(session: Session) -> None:
    one = make_contract(session, reference="K-A", name="Réseau du Zou")
    make_commitment(session, one, hours=Decimal(100))
    declare(session, one, make_eligible(session), 40, date(2025, 1, 6))
    session.commit()


def sealed(session: Session, people: People) -> SealedReport:
    answer = people.client("ministry").post(ADDRESS, data=DAYS)
    assert answer.status_code == 303
    [report] = every_report(session)
    assert answer.headers["Location"] == f"/reports/{report.code}"
    return report


@pytest.mark.usefixtures("contract")
def test_the_ministry_seals_and_anybody_checks(session: Session, people: People) -> None:
    report = sealed(session, people)
    files = files_of(session, report)
    [row] = json.loads(files[FIGURES])["rows"]
    assert (row["group"]["contract"], row["shortfall"]) == ("K-A", 60)
    ministry = people.client("ministry")
    assert "Tableau des clauses" in ministry.get(f"/reports/{report.code}").text
    assert report.code in ministry.get("/reports").text
    assert "intact" in ministry.get(f"/reports/{report.code}").text
    assert ministry.get(f"/reports/{report.code}/edition").status_code == 404
    copy = {"copy": (io.BytesIO(files[PDF]), "copie.pdf")}
    checked = people.app.test_client().post(f"/verify/{report.code}", data=copy)
    assert "Votre copie est celle qui a été scellée" in checked.text
    spoilt = {"copy": (io.BytesIO(files[PDF] + b" "), "copie.pdf")}
    answer = people.app.test_client().post(f"/verify/{report.code}", data=spoilt)
    assert "n’est pas celle qui a été scellée" in answer.text


@pytest.mark.usefixtures("contract")
def test_a_school_neither_seals_nor_sees_it(session: Session, people: People) -> None:
    director = people.client("director")
    assert director.get(ADDRESS).status_code == 404
    assert director.post(ADDRESS, data=DAYS).status_code == 404
    report = sealed(session, people)
    assert report.code not in director.get("/reports").text
    assert director.get(f"/reports/{report.code}").status_code == 404


@pytest.mark.usefixtures("contract")
@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"known_on": "2126-01-01"}, "Hier au plus tard"),
        ({"as_of": "2126-01-01"}, "jours à venir"),
        ({"as_of": "demain"}, "05/03/2026"),
    ],
)
def test_days_that_may_change_are_refused(
    session: Session, people: People, days: dict[str, str], words: str
) -> None:
    answer = people.client("ministry").post(ADDRESS, data={**DAYS, **days})
    assert answer.status_code == 422
    assert words in answer.text
    assert not every_report(session)


def test_no_contract_is_no_board(session: Session, people: People) -> None:
    answer = people.client("ministry").post(ADDRESS, data=DAYS)
    assert "aucun contrat" in answer.text
    assert not every_report(session)


@pytest.mark.usefixtures("contract")
def test_the_same_input_gives_the_same_bytes(app: Flask, session: Session, people: People) -> None:
    report = sealed(session, people)
    said = report.read_manifest().statement
    plain = said.parameters
    asked = Asked(date.fromisoformat(plain["as_of"]), date.fromisoformat(plain["known_on"]))
    parameters = BoardParameters(
        asked.as_of, asked.known_on, plain["language"], plain["checked_at"]
    )
    with app.test_request_context():
        again = written(board_of(session, asked), said, parameters)
    assert again.code == report.code
    assert dict(again.files) == files_of(session, report)
