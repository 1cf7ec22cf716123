"""A clause from the sheet to the board: an officer enters a month, sees what it changes, and plans.

The hours of the month move the forecast once the authority validates them; a scenario is held
beside it, and the board goes to the committee on paper.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy.orm import Session

from school.accounts import operations
from school.accounts.models import Account
from school.clauses.models import Contract
from tests.browser.actors import PASSWORD, Actor
from tests.browser.conftest import LAPTOP, PHONE, Clock
from tests.factories.clause_hours import make_eligibility, make_engagement
from tests.factories.clauses import (
    make_commitment,
    make_contract,
    make_member,
    make_participant,
    make_plan,
)
from tests.factories.records import make_enterprise
from tests.support.people import AUTHORITY

pytestmark = pytest.mark.browser

TODAY = date(2026, 4, 2)
NAME = "Desserte de la vallée"


@pytest.fixture
def contract(records: Session, clock: Clock) -> Contract:
    """A promise of 100 hours, of which 40 are planned with one chance in two; one person."""
    clock(TODAY)
    operator = make_enterprise(records, name="Delta Réseaux")
    made = make_contract(
        records, reference="K-1", name=NAME, operator_id=operator.id, authority=AUTHORITY
    )
    make_commitment(records, made, hours=Decimal(100))
    summer = {"starts_on": date(2026, 7, 1), "ends_on": date(2026, 8, 31)}
    make_plan(records, made, hours=Decimal(40), probability=Decimal("0.5"), **summer)
    person = make_participant(records, family_name="Kpadonou", given_names="Comlan")
    make_eligibility(records, person)
    make_engagement(records, made, person)
    for name, who in (("Ida", {"enterprise_id": operator.id}), ("Luc", {"authority": AUTHORITY})):
        account = Account(name=name, email=f"{name.lower()}@example.test")
        make_member(records, account, **who)
        operations.set_password(records, account, PASSWORD)
    records.commit()
    return made


def expected(officer: Actor) -> Decimal:
    """Read the hours that the forecast expects at the contract's end."""
    officer.page.goto("/clauses/contracts/K-1/forecast")
    row = officer.page.locator("tr").filter(has_text="Heures prévues").last
    cell = row.locator("td").nth(1)
    return hours_in(cell.inner_text())


def hours_in(words: str) -> Decimal:
    found = re.search(r"(\d+(?:,\d+)?)\sh", words)
    assert found, words
    return Decimal(found[1].replace(",", "."))


def enter_a_week(officer: Actor) -> None:
    """Fill in the sheet of a person, five days of seven hours, and declare it."""
    officer.page.goto("/clauses/contracts/K-1/hours")
    officer.follow("Mars 2026")
    officer.follow("Comlan Kpadonou")
    officer.page.get_by_text("Remplir les jours ouvrés d’un coup").click()
    officer.fill(first="2", last="6", hours="7")
    officer.press("Remplir, puis relire")
    expect(officer.page.locator("[name=day_6]")).to_have_value("7")
    officer.press("Déclarer ces heures")
    officer.sees("5 jours sont déclarés")
    expect(officer.page.get_by_text("35 h").first).to_be_visible()


def validate(reader: Actor) -> None:
    """Decide on the hours of the month, all at once."""
    reader.page.goto("/clauses/contracts/K-1/hours")
    reader.follow("Mars 2026")
    expect(reader.page.get_by_text("Kpadonou")).to_have_count(0)
    reader.follow("Décider de ces heures")
    reader.press("Enregistrer la décision")
    reader.sees("5 déclarations sont validées")


def plan_two_people(officer: Actor) -> None:
    """Write a scenario: two people, two weeks of ten hours, as good as sure."""
    officer.follow("Scénarios")
    officer.follow("Écrire un scénario")
    officer.fill(name="Deux personnes en mai")
    officer.press("Continuer")
    officer.fill(
        people="2", weeks="2", weekly_hours="10", starts_on="2026-05-04", probability="100"
    )
    officer.press("Enregistrer")
    officer.follow("Comparer")


def test_a_month_moves_the_forecast_and_the_board_goes_to_paper(
    contract: Contract, server: str, open_browser: Callable[..., Page]
) -> None:
    officer = Actor(open_browser(PHONE), "ida@example.test")
    reader = Actor(open_browser(LAPTOP), "luc@example.test")
    officer.sign_in()
    reader.sign_in()
    assert expected(officer) == 20
    enter_a_week(officer)
    assert expected(officer) == 20
    officer.sees("attendent la validation et ne comptent pas encore")
    validate(reader)
    assert expected(officer) == 55
    plan_two_people(officer)
    row = officer.page.get_by_role("row", name="Deux personnes en mai")
    assert [hours_in(row.locator("td").nth(place).inner_text()) for place in range(4)] == [
        *(75, 95, 115),
        5,
    ]
    officer.page.goto("/clauses/board")
    officer.sees(NAME)
    with officer.page.expect_download() as download:
        officer.follow("Télécharger le PDF")
    paper = PdfReader(BytesIO(Path(download.value.path()).read_bytes()))
    words = re.sub(r"\s+", " ", "".join(page.extract_text() for page in paper.pages))
    assert NAME in words
    assert "Delta Réseaux" in words
    assert re.search(r"\b35\b", words)
    assert re.search(r"\b65\b", words)
