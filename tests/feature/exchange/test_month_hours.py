"""An officer brings a month's hours in one file: by the rules of a typed sheet, all or nothing."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.rules import HourForm, HourStatus
from tests.factories.clause_hours import make_eligibility, make_engagement
from tests.factories.clauses import (
    make_commitment,
    make_contract,
    make_hours,
    make_participant,
)
from tests.support.pages import CheckingClient
from tests.support.people import AUTHORITY, People
from tests.support.statements import count_statements

HEADER = "participant;worked_on;hours;form;lot\n"


@pytest.fixture
def contract(session: Session, people: People) -> Contract:
    """A contract of the officer's operator with two lots."""
    made = make_contract(
        session, reference="K-1", operator_id=people.operator.id, authority=AUTHORITY
    )
    for lot in ("1", "2"):
        make_commitment(session, made, lot=lot)
    session.commit()
    return made


@pytest.fixture
def officer(people: People) -> CheckingClient:
    """The browser of the contract's officer."""
    return people.client("integration_officer")


def worker(session: Session, contract: Contract, reference: str) -> Participant:
    participant = make_participant(session, reference=reference, family_name="Kpadonou")
    make_eligibility(session, participant)
    make_engagement(session, contract, participant)
    session.commit()
    return participant


def address(contract: Contract, month: str = "2026-03") -> str:
    return f"/clauses/contracts/{contract.reference}/hours/{month}/import"


def bring(client: CheckingClient, contract: Contract, rows: str) -> str:
    """Send a file for lot 1 of March and give the address of its preview."""
    sent = (BytesIO((HEADER + rows).encode()), "mars.csv")
    answer = client.post(f"{address(contract)}?lot=1", data={"file": sent})
    assert answer.status_code == 303, answer.text
    return answer.location


def confirm(client: CheckingClient, preview: str) -> int:
    text = client.get(preview).text
    found = re.search(r'name="submission"[^>]*value="([^"]+)"', text)
    path, _, asked = preview.partition("?")
    form = {"submission": found[1] if found else ""}
    return client.post(f"{path}/confirm?{asked}", data=form).status_code


def stated(session: Session) -> list[tuple[str, int, Decimal, HourStatus]]:
    session.rollback()
    rows = session.scalars(select(IntegrationHours).order_by(IntegrationHours.worked_on)).all()
    return [(row.lot, row.worked_on.day, row.hours, row.status) for row in rows]


def test_a_month_is_shown_then_declared_once(
    session: Session, contract: Contract, officer: CheckingClient
) -> None:
    """The same file again changes nothing; an empty cell says nothing; a lot may be said."""
    worker(session, contract, "N-1")
    rows = "N-1;02/03/2026;7,5;direct_hire;\nN-1;2026-03-03;;;\nN-1;2026-03-04;7;;2\n"
    preview = bring(officer, contract, rows)
    text = officer.get(preview).text
    assert "Déclarer 2 jours" in text
    assert stated(session) == []
    assert confirm(officer, preview) == 303
    pending = HourStatus.PENDING
    assert stated(session) == [("1", 2, Decimal("7.5"), pending), ("2", 4, Decimal(7), pending)]
    assert "Ce fichier ne change rien" in officer.get(bring(officer, contract, rows)).text
    changed = bring(officer, contract, "N-1;2026-03-02;6;;\n")
    assert "« 7.5 » devient « 6 »".replace(" »", "\u00a0»").replace("« ", "«\u00a0") in (
        officer.get(changed).text
    )
    assert confirm(officer, changed) == 303
    assert stated(session)[0][2] == Decimal(6)
    other_way = bring(officer, contract, "N-1;2026-03-02;6;subcontract;\n")
    assert "direct_hire" in officer.get(other_way).text
    assert confirm(officer, other_way) == 303
    session.rollback()
    forms = session.scalars(select(IntegrationHours.form).order_by(IntegrationHours.worked_on))
    assert forms.first() is HourForm.SUBCONTRACT


def test_each_impossible_row_is_named_and_nothing_written(
    session: Session, contract: Contract, officer: CheckingClient
) -> None:
    """Another month, somebody unknown, 25 hours, no eligibility, twice, two lots of one day."""
    worker(session, contract, "N-1")
    make_engagement(session, contract, make_participant(session, reference="N-2"))
    make_participant(session, reference="N-3")
    session.commit()
    rows = (
        "N-1;2026-02-27;7;;\n"
        "N-3;2026-03-02;7;;\n"
        "N-1;2026-03-02;25;;\n"
        "N-2;2026-03-02;7;;\n"
        "N-1;2026-03-03;7;;\n"
        "N-1;2026-03-03;7;;\n"
        "N-1;2026-03-04;14;;\n"
        "N-1;2026-03-04;11;;2\n"
        "N-1;2026-03-05;7;;9\n"
    )
    preview = bring(officer, contract, rows)
    text = officer.get(preview).text
    assert "7 choses à corriger" in text
    for words in (
        "un jour de 03/2026",
        "la référence d’une personne de vos contrats",
        "un nombre d’au plus 24",
        "n’est pas éligible",
        "déjà à la ligne 6",
        "plus de 24 heures avec celles d’autres contrats",
        "un lot du contrat",
    ):
        assert words in text, words
    assert confirm(officer, preview) == 422
    assert stated(session) == []


def test_what_another_contract_counts_and_what_is_validated_is_kept(
    session: Session, contract: Contract, officer: CheckingClient
) -> None:
    person = worker(session, contract, "N-1")
    make_hours(session, make_contract(session), person, worked_on=date(2026, 3, 2))
    make_hours(session, contract, person, worked_on=date(2026, 3, 3))
    session.commit()
    rows = "N-1;2026-03-02;5;;\nN-1;2026-03-03;6;;\nN-1;2026-03-04;6;;\n"
    text = officer.get(bring(officer, contract, rows)).text
    assert "2 choses à corriger" in text
    assert "comptent déjà pour un autre contrat" in text
    assert "est validé" in text
    same = officer.get(bring(officer, contract, "N-1;2026-03-03;7;;\n")).text
    assert "Ce fichier ne change rien" in same


def test_the_sheet_to_fill_in_comes_back(
    session: Session, contract: Contract, officer: CheckingClient
) -> None:
    """It names the people and what they did; filled in, it is read as it is."""
    person = worker(session, contract, "N-1")
    make_hours(session, contract, person, worked_on=date(2026, 3, 1), status=HourStatus.PENDING)
    session.commit()
    got = officer.get(f"{address(contract)}/sheet?lot=1")
    workbook = load_workbook(BytesIO(got.data))
    sheet = workbook["integration_hours"]
    # The Sunday that was worked, and the working days of March.
    assert sheet.max_row == 1 + 1 + 22
    assert [cell.value for cell in sheet[2]][:5:4] == ["N-1", 7]
    sheet["E3"] = 7.5
    filled = BytesIO()
    workbook.save(filled)
    filled.seek(0)
    answer = officer.post(
        f"{address(contract)}?lot=1", data={"file": (filled, "Feuille de mars.xlsx")}
    )
    assert confirm(officer, answer.location) == 303
    assert [hours for _, _, hours, _ in stated(session)] == [Decimal(7), Decimal("7.5")]


def test_only_the_officer_of_the_contract_brings_hours_in(
    session: Session, people: People, contract: Contract, officer: CheckingClient
) -> None:
    """A file sent for one month is confirmed for no other; nobody else sees it."""
    worker(session, contract, "N-1")
    preview = bring(officer, contract, "N-1;2026-03-02;7;;\n")
    assert officer.get(preview.replace("lot=1", "lot=2")).status_code == 404
    foreign = make_contract(session, reference="K-2")
    make_commitment(session, foreign)
    session.commit()
    assert officer.get(preview.replace("K-1", "K-2")).status_code == 404
    assert officer.get(address(foreign)).status_code == 404
    assert officer.get(f"{address(foreign)}/sheet").status_code == 404
    for who, status in (("authority_reader", 403), ("director", 404)):
        for page in (preview, address(contract), f"{address(contract)}/sheet"):
            assert people.client(who).get(page).status_code == status, (who, page)
    assert officer.get(address(contract, "2024-12")).status_code == 404
    path, _, asked = preview.partition("?")
    assert officer.post(f"{path}/cancel?{asked}").status_code == 303
    assert officer.get(preview).status_code == 404


def test_many_people_cost_as_many_statements_as_few(
    app: Flask, session: Session, contract: Contract, officer: CheckingClient
) -> None:
    counts = []
    for crowd in (range(3), range(3, 60)):
        rows = ""
        for number in crowd:
            worker(session, contract, f"N-{number}")
            rows += f"N-{number};2026-03-02;7;;\n"
        with count_statements(app) as statements:
            bring(officer, contract, rows)
        counts.append(statements.count)
    assert counts[0] == counts[1]
