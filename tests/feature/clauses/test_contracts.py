"""What a contract says: signing, quotas and amendments, notices, worked hours, papers, sizing."""

import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.clauses.contracts import operations, queries
from school.clauses.contracts.models import ContractDocument
from school.clauses.contracts.rules import (
    ContractDetails,
    Criterion,
    NoticeDetails,
    QuotaDetails,
    Sizing,
)
from school.clauses.models import Commitment, Contract, Notice, WorkedHours
from school.clauses.rules import Bucket, NoticeKind, TrainingCounting
from school.core.errors import InvalidInput, NeedsConfirmation, StaleRecord
from tests.factories.clauses import make_commitment, make_contract
from tests.support.people import AUTHORITY, People

FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
ACTOR = "Ida"
PDF = b"%PDF-1.7\n" + b"x" * 30_000 + b"\n%%EOF\n"
WRITES = ("edit", "quota", "worked", "document")


def details(**changes: Any) -> ContractDetails:
    """What a sound contract says, with changes."""
    sound: dict[str, Any] = {
        "name": "Réseau du Littoral",
        "starts_on": FIRST,
        "ends_on": LAST,
        "currency": "XOF",
        "penalty_per_hour": Decimal(2500),
    }
    return ContractDetails(**{**sound, **changes})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": FIRST - timedelta(days=1)}, "ends_on"),
        ({"currency": None}, "currency"),
        ({"currency": "euro"}, "currency"),
        ({"penalty_per_hour": Decimal(-1)}, "penalty_per_hour"),
        ({"penalty_per_hour": None, "penalty_cap": Decimal(9)}, "penalty_cap"),
        ({"training_counting": TrainingCounting.CAPPED}, "training_cap_share"),
        ({"training_cap_share": Decimal("0.1")}, "training_cap_share"),
        (
            {"training_counting": TrainingCounting.CAPPED, "training_cap_share": Decimal("1.01")},
            "training_cap_share",
        ),
        ({"full_time_hours": Decimal(0)}, "full_time_hours"),
        ({"report_within_days": 15}, "report_every_months"),
    ],
)
def test_what_a_contract_cannot_say_is_named(
    session: Session, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        operations.sign_contract(session, ACTOR, details(**changes))
    assert refused.value.field == field
    assert session.scalar(select(func.count()).select_from(Contract)) == 0


def test_a_contract_is_revised_once_by_who_saw_it(session: Session) -> None:
    criteria = [Criterion("jobseeker", 24), Criterion("young")]
    contract = operations.sign_contract(session, ACTOR, details(), criteria)
    make_commitment(session, contract, valid_from=date(2025, 2, 1))
    seen = contract.version
    later = details(starts_on=date(2025, 3, 1))
    with pytest.raises(InvalidInput) as refused:
        operations.revise_contract(session, ACTOR, contract, later, criteria, seen)
    assert refused.value.field == "starts_on"
    session.expire(contract)
    kept = [Criterion("young", 12)]
    operations.revise_contract(session, ACTOR, contract, details(name="Autre"), kept, seen)
    session.flush()
    listed = [(one.criterion, one.months) for one in queries.criteria_of(session, contract)]
    assert listed == [("young", 12)]
    with pytest.raises(StaleRecord):
        operations.revise_contract(session, ACTOR, contract, details(), kept, seen)


def quota(**changes: Any) -> QuotaDetails:
    """A sound quota, with changes."""
    sound: dict[str, Any] = {
        "lot": "1",
        "bucket": Bucket.INTEGRATION,
        "valid_from": FIRST,
        "hours": Decimal(3000),
    }
    return QuotaDetails(**{**sound, **changes})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"valid_from": FIRST - timedelta(days=1)}, "valid_from"),
        ({"valid_from": LAST + timedelta(days=1)}, "valid_from"),
        ({"hours": None}, "hours"),
        ({"hours": Decimal(-1)}, "hours"),
        ({"share_of_worked": Decimal("0.1")}, "share_of_worked"),
        ({"hours": None, "share_of_worked": Decimal("1.2")}, "share_of_worked"),
    ],
)
def test_what_a_quota_cannot_be_is_named(
    session: Session, changes: dict[str, Any], field: str
) -> None:
    contract = make_contract(session)
    with pytest.raises(InvalidInput) as refused:
        operations.amend_quota(session, ACTOR, contract, quota(**changes), confirmed=True)
    assert refused.value.field == field
    assert session.scalar(select(func.count()).select_from(Commitment)) == 0


def test_an_amendment_adds_and_never_rewrites_unasked(session: Session) -> None:
    contract = make_contract(session)
    operations.amend_quota(session, ACTOR, contract, quota())
    later = quota(valid_from=date(2025, 7, 1), hours=Decimal(3600))
    operations.amend_quota(session, ACTOR, contract, later)
    hours = select(Commitment.hours).order_by(Commitment.valid_from)
    assert session.scalars(hours).all() == [Decimal(3000), Decimal(3600)]
    with pytest.raises(NeedsConfirmation):
        operations.amend_quota(session, ACTOR, contract, quota(hours=Decimal(1)))
    operations.amend_quota(session, ACTOR, contract, quota(hours=Decimal(1)), confirmed=True)
    assert session.scalars(hours).all() == [Decimal(1), Decimal(3600)]


def test_a_part_of_no_hours_is_asked_about(session: Session) -> None:
    contract = make_contract(session)
    share = quota(hours=None, share_of_worked=Decimal("0.07"))
    with pytest.raises(NeedsConfirmation) as asked:
        operations.amend_quota(session, ACTOR, contract, share)
    assert asked.value.field == "share_of_worked"
    operations.state_worked(session, ACTOR, contract, "1", "2025-03", Decimal("900.5"))
    operations.amend_quota(session, ACTOR, contract, share)
    operations.state_worked(session, ACTOR, contract, "1", "2025-03", Decimal(901))
    assert session.scalars(select(WorkedHours.hours)).all() == [Decimal(901)]


@pytest.mark.parametrize("month", ["2024-12", "2027-01", "2025-13", "mars"])
def test_a_month_outside_of_the_contract_is_refused(session: Session, month: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        operations.state_worked(session, ACTOR, make_contract(session), "", month, Decimal(1))
    assert refused.value.field == "month"


@pytest.mark.parametrize(
    ("notice", "field"),
    [
        (NoticeDetails(NoticeKind.FORMAL_NOTICE, FIRST), "expires_on"),
        (NoticeDetails(NoticeKind.FORMAL_NOTICE, LAST, FIRST), "expires_on"),
        (NoticeDetails(NoticeKind.LATE_REPORT, FIRST), "days"),
        (NoticeDetails(NoticeKind.EXEMPTION_ACCEPTED, FIRST, days=3), "days"),
        (NoticeDetails(NoticeKind.EXEMPTION_ACCEPTED, date(2024, 12, 31)), "on_date"),
        (NoticeDetails(NoticeKind.EXEMPTION_ACCEPTED, date(2027, 1, 1)), "on_date"),
    ],
)
def test_what_a_notice_cannot_be_is_named(
    session: Session, notice: NoticeDetails, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        operations.give_notice(session, ACTOR, make_contract(session), notice, LAST)
    assert refused.value.field == field
    assert session.scalar(select(func.count()).select_from(Notice)) == 0


@pytest.mark.parametrize("content", [b"", b"GIF89a", PDF[:-8], PDF[1:]])
def test_what_is_no_whole_pdf_is_refused(session: Session, content: bytes) -> None:
    with pytest.raises(InvalidInput):
        operations.attach_document(session, ACTOR, make_contract(session), "Contrat", content)


SHARES = st.decimals(0, 1, places=3)


@given(st.integers(0, 10**9), SHARES, SHARES, st.integers(1, 10**5), st.integers(1, 120))
def test_the_size_of_a_clause(
    amount: int, labour: Decimal, rate: Decimal, cost: int, months: int
) -> None:
    """Hours times their cost give back the part of the amount; people over time the hours."""
    clause = Sizing(Decimal(amount), labour, rate, Decimal(cost), months).clause()
    assert abs(clause.hours * cost - amount * labour * rate) <= Decimal("0.05") * cost
    worked = clause.people * 1600 * months / 12
    assert abs(worked - clause.hours) <= Decimal("0.06") * 1600 * months / 12
    assert clause.is_too_small == (clause.hours < 280)


@pytest.mark.parametrize(
    "field", ["labour_share", "rate", "hourly_cost", "months", "full_time_hours"]
)
def test_what_cannot_be_sized_is_named(field: str) -> None:
    sound: dict[str, Any] = dict.fromkeys(
        ("amount", "labour_share", "rate", "hourly_cost", "months", "full_time_hours"), Decimal(1)
    )
    wrong = Decimal("1.2") if field in {"labour_share", "rate"} else Decimal(0)
    with pytest.raises(InvalidInput) as refused:
        Sizing(**{**sound, field: wrong}).clause()
    assert refused.value.field == field


def own_contract(session: Session, people: People) -> Contract:
    """Make a contract of the officer's operator and the reader's authority."""
    contract = make_contract(session, operator_id=people.operator.id, authority=AUTHORITY)
    session.commit()
    return contract


def test_an_officer_writes_a_contract_and_its_quota(session: Session, people: People) -> None:
    client = people.client("integration_officer")
    people.account("integration_officer")
    typed = {
        "name": "Réseau du Nord",
        "authority": "Agence",
        "operator_id": str(people.operator.id),
        "starts_on": "2026-01-01",
        "ends_on": "2027-12-31",
        "criterion_0": "jobseeker",
        "months_0": "24",
        "training_counting": "capped",
        "training_cap_share": "150",
    }
    refused = client.post("/clauses/contracts/new", data=typed)
    assert refused.status_code == 422
    assert "Réseau du Nord" in refused.text
    assert "de 0 à 100" in refused.text
    done = client.post("/clauses/contracts/new", data={**typed, "training_cap_share": "15"})
    terms = done.headers["Location"]
    assert session.scalars(select(Contract.training_cap_share)).all() == [Decimal("0.15")]
    page = client.get(terms).text
    assert re.search(r"15(,0)?\s%", page)
    address = terms.replace("/terms", "/quota")
    given = {"lot": "1", "bucket": "integration", "valid_from": "2025-12-31", "hours": "2000"}
    early = client.post(address, data=given)
    assert "01/01/2026" in early.text
    client.post(address, data={**given, "valid_from": "2026-01-01"})
    assert re.search(r"2\s000\sh", client.get(terms).text)
    edited = client.get(terms.replace("/terms", "/edit")).text
    assert 'value="15"' in edited


def test_an_officer_chooses_among_own_operators_alone(session: Session, people: People) -> None:
    stranger = make_contract(session)
    session.commit()
    client = people.client("integration_officer")
    typed = {"name": "N", "authority": "A", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    sent = client.post("/clauses/contracts/new", data={**typed, "operator_id": "999999"})
    assert sent.status_code == 422
    assert session.scalars(select(Contract.id)).all() == [stranger.id]


@pytest.mark.parametrize("page", [*WRITES, "notice"])
def test_who_may_write_what(session: Session, people: People, page: str) -> None:
    """Officers write what contracts say, authorities notify; of others' contracts, nobody."""
    address = f"/clauses/contracts/{own_contract(session, people).reference}/{page}"
    foreign = f"/clauses/contracts/{make_contract(session).reference}/{page}"
    session.commit()
    writer = "authority_reader" if page == "notice" else "integration_officer"
    for who in ("integration_officer", "authority_reader", "director"):
        expected = (200, 404) if who == writer else (403, 403)
        client = people.client(who)
        for method in ("GET", "POST"):
            found = client.open(address, method=method).status_code
            assert {422: 200}.get(found, found) == expected[0], (who, method)
            assert client.open(foreign, method=method).status_code == expected[1]


def test_a_document_is_read_by_those_who_see_the_contract(session: Session, people: People) -> None:
    contract = own_contract(session, people)
    client = people.client("integration_officer")
    address = f"/clauses/contracts/{contract.reference}/document"
    assert client.post(address, data={"title": "Contrat"}).status_code == 422
    sent = {"title": "Contrat", "file": (BytesIO(PDF), "contrat.pdf")}
    assert client.post(address, data=sent).status_code == 303
    reference = session.scalars(select(ContractDocument.reference)).one()
    read = people.client("authority_reader").get(f"/clauses/documents/{reference}")
    assert read.data == PDF
    assert read.mimetype == "application/pdf"
    assert people.client("director").get(f"/clauses/documents/{reference}").status_code == 404


def test_the_calculator_says_what_is_too_small(people: People) -> None:
    client = people.client("authority_reader")
    asked = "amount=100000&labour_share=40&rate=5&hourly_cost=20&months=12&full_time_hours=1600"
    assert "100\xa0h d’insertion" in client.get(f"/clauses/calculator?{asked}&bound=280").text
    assert "trop petit" in client.get(f"/clauses/calculator?{asked}&bound=280").text
    assert "trop petit" not in client.get(f"/clauses/calculator?{asked}&bound=99").text
    wrong = client.get(f"/clauses/calculator?{asked.replace('40', '140')}&bound=280").text
    assert "de 0 à 100" in wrong
