"""Who is told of a hearing, what may be decided at most, and where the decision is shown."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.clauses.models import Contract
from school.clauses.penalties import operations
from school.clauses.penalties.hearing_rules import Decision
from school.clauses.penalties.operations import Ruling
from school.core.clock import today
from school.core.errors import InvalidInput
from school.core.outbox import MailMessage
from tests.factories.clauses import make_commitment, make_contract
from tests.factories.forecasts import make_hearing
from tests.support.people import AUTHORITY, People


def short_of(session: Session, people: People, quota: int = 100) -> Contract:
    """Make a contract of both sides of the test that lacks all of its hours, at 60 an hour."""
    contract = make_contract(
        session, operator_id=people.operator.id, authority=AUTHORITY, currency="EUR",
        penalty_per_hour=Decimal(60), penalty_cap=Decimal(20000),
        ends_on=today() + timedelta(days=90),
    )  # fmt: skip
    make_commitment(session, contract, hours=Decimal(quota))
    return contract


def letters(session: Session) -> list[tuple[str, str]]:
    session.rollback()
    return [
        (one.recipient, one.subject.partition("\u00a0:")[0])
        for one in session.scalars(select(MailMessage).order_by(MailMessage.id))
    ]


def test_whoever_has_the_turn_is_told(session: Session, people: People) -> None:
    contract = short_of(session, people)
    officer, reader = people.client("integration_officer"), people.client("authority_reader")
    operator = people.account("integration_officer").email or ""
    authority = people.account("authority_reader").email or ""
    address = f"/clauses/contracts/{contract.reference}"
    answer_by = (today() + timedelta(days=9)).isoformat()
    opening = {"subject": "Il manque des heures.", "answer_by": answer_by}
    assert reader.post(f"{address}/hearings/new", data=opening).status_code == 303
    expected = [(operator, "Une audition est ouverte")]
    assert letters(session) == expected
    first_pages = [client.get("/").text for client in (officer, reader)]
    assert all("Audition avant pénalité" in page for page in first_pages)
    assert ["à l’autre partie" in page for page in first_pages] == [False, True]
    reference = officer.get(f"{address}/good-faith").text.partition("/clauses/hearings/")[2]
    hearing = f"/clauses/hearings/{reference.partition('/')[0]}"
    said = {"words": "Le chantier a commencé tard.", "version": "1"}
    assert officer.post(f"{hearing}/operator", data=said).status_code == 303
    expected.append((authority, "L’autre partie a répondu"))
    assert letters(session) == expected


def test_what_is_decided_is_told_to_both_and_shown(session: Session, people: People) -> None:
    contract = short_of(session, people)
    past = today() - timedelta(days=1)
    hearing = make_hearing(session, contract, opened_on=past, answer_by=past).reference
    session.commit()
    officer, reader = people.client("integration_officer"), people.client("authority_reader")
    ruling = {"decision": "reduced", "amount": "900", "reason": "Chantier", "version": "1"}
    address = f"/clauses/hearings/{hearing}/decide"
    refused = reader.post(address, data={**ruling, "amount": "6001"})
    assert refused.status_code == 422
    assert "6000 au plus" in refused.text
    assert "6001" in refused.text
    assert "Audition avant pénalité" in officer.get("/").text
    assert reader.post(address, data=ruling).status_code == 303
    told = {people.account(who).email for who in ("integration_officer", "authority_reader")}
    assert {who for who, _ in letters(session)} == told
    page = officer.get(f"/clauses/contracts/{contract.reference}/penalties").text
    assert "Pénalité réduite" in page
    assert "900 EUR" in page
    assert "Audition avant pénalité" not in officer.get("/").text


def test_no_more_is_decided_than_missing_hours_cost(session: Session, people: People) -> None:
    contract = short_of(session, people, quota=10)
    day = date(2026, 3, 20)
    hearing = make_hearing(session, contract, opened_on=day, answer_by=day)
    late, by = day + timedelta(days=1), people.principal("authority_reader")
    for decision in (Decision.PENALTY, Decision.REDUCED):
        ruling = Ruling(decision, Decimal("600.01"), "…")
        with pytest.raises(InvalidInput) as refused:
            operations.decide(session, by, hearing, ruling, hearing.version, late)
        assert refused.value.field == "amount"
    ruling = Ruling(Decision.PENALTY, Decimal(600), "…")
    operations.decide(session, by, hearing, ruling, hearing.version, late)
    assert hearing.decided_on == late
