"""Pages of people and hours: what an officer types, what an authority decides, who sees whom."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.clauses.models import Contract, Eligibility, IntegrationHours, Participant
from school.clauses.people.models import EligibilityPaper
from school.clauses.rules import HourStatus
from school.placements.rules import PlacementStatus
from tests.contract.objects_clauses import counted_placement
from tests.factories.clause_hours import make_eligibility, make_engagement
from tests.factories.clauses import make_contract, make_hours, make_participant
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_logbook_day,
    make_placement,
)
from tests.support.pages import CheckingClient
from tests.support.people import AUTHORITY, People
from tests.support.statements import count_statements

MARCH = "2026-03"


@pytest.fixture
def contract(session: Session, people: People) -> Contract:
    """A contract of the officer's operator and the reader's authority, with one person."""
    made = make_contract(session, operator_id=people.operator.id, authority=AUTHORITY)
    participant = make_participant(session, family_name="Kpadonou")
    make_eligibility(session, participant)
    make_engagement(session, made, participant)
    session.commit()
    return made


def one(session: Session) -> Participant:
    return session.scalars(select(Participant)).one()


def sheet_address(contract: Contract, person: Participant) -> str:
    return f"/clauses/contracts/{contract.reference}/hours/{MARCH}/{person.reference}"


def send(client: CheckingClient, address: str, **typed: object) -> tuple[int, str]:
    """Send a form as it was read: with its version and what was typed."""
    page = client.get(address)
    version = page.text.partition('name="version"')[2].partition('value="')[2].partition('"')[0]
    answer = client.post(address, data={"version": version, **typed})
    return answer.status_code, answer.text


def test_an_officer_types_a_month_that_an_authority_decides(
    session: Session, people: People, contract: Contract
) -> None:
    """What is refused is named, kept as typed, and nothing of it written; then all is decided."""
    officer, reader = people.client("integration_officer"), people.client("authority_reader")
    address = sheet_address(contract, one(session))
    status, text = send(officer, address, day_2="7,5", day_3="25")
    assert status == 422
    assert 'value="7,5"' in text
    assert 'value="25"' in text
    assert session.scalars(select(IntegrationHours)).all() == []
    assert send(officer, address, day_2="7,5", day_3="8")[0] == 303
    month = f"/clauses/contracts/{contract.reference}/hours/{MARCH}"
    assert "15,5" in officer.get(month).text
    assert "Kpadonou" in officer.get(month).text
    assert "Kpadonou" not in reader.get(month).text
    assert "15,5" in reader.get(month).text
    number = one(session).id
    status, text = send(reader, f"{month}/decide", chosen=number, step="reject")
    assert status == 422
    assert "Pour quelle raison" in text
    assert send(reader, f"{month}/decide", chosen=number, step="validate")[0] == 303
    session.rollback()
    states = {entry.status for entry in session.scalars(select(IntegrationHours))}
    assert states == {HourStatus.VALIDATED}
    assert officer.post(f"{month}/decide").status_code == 403
    assert reader.get(address).status_code == 403


def test_a_sheet_fills_the_working_days_without_writing(
    session: Session, people: People, contract: Contract
) -> None:
    """The days are filled for reading; only sending them writes them."""
    officer = people.client("integration_officer")
    address = sheet_address(contract, one(session))
    text = officer.get(f"{address}?lot=&first=2&last=8&hours=7,5").text
    assert text.count('value="7,5"') == 5 + 1
    assert session.scalars(select(IntegrationHours)).all() == []


def test_a_month_is_declared_without_hours(
    session: Session, people: People, contract: Contract
) -> None:
    """Until somebody says so the month is unknown; a foreign officer's contract is not there."""
    officer = people.client("integration_officer")
    months = f"/clauses/contracts/{contract.reference}/hours"
    assert "Inconnu" in officer.get(months).text
    assert "Sans heures" not in officer.get(months).text
    assert officer.post(f"{months}/{MARCH}/none").status_code == 303
    assert "Sans heures" in officer.get(months).text
    foreign = make_contract(session)
    session.commit()
    for address in ("hours", f"hours/{MARCH}", "participants/new", "placements"):
        path = f"/clauses/contracts/{foreign.reference}/{address}"
        assert officer.get(path).status_code == 404, path
    assert officer.get(f"{months}/2024-12").status_code == 404
    assert officer.get(f"{months}/rien").status_code == 404


def test_somebody_is_written_down_made_eligible_and_proven(
    session: Session, people: People, contract: Contract
) -> None:
    """A likely double is asked about; twice eligible is refused by name; the paper is kept."""
    officer = people.client("integration_officer")
    new = f"/clauses/contracts/{contract.reference}/participants/new"
    names = {"family_name": "KPADONOU", "given_names": "Comlan"}
    status, text = send(officer, new, **names)
    assert status == 422
    assert "Est-ce cette personne" in text
    assert "quelqu’un d’autre" in text
    answer = officer.post(new, data={**names, "same": "other"})
    assert answer.status_code == 303
    address = answer.headers["Location"]
    given = {"criterion": "Jeune", "eligible_from": "2026-01-01", "months": "24"}
    assert send(officer, address, **given)[0] == 303
    status, text = send(officer, address, **{**given, "eligible_from": "2027-12-31"})
    assert status == 422
    assert "Comlan KPADONOU est déjà éligible" in text
    assert len(session.scalars(select(Eligibility)).all()) == 2
    assert "Comlan" in officer.get(address.rpartition("/")[0]).text
    assert "Comlan" in officer.get("/clauses/participants").text
    assert session.scalars(select(EligibilityPaper)).all() == []


def test_a_school_lets_its_placement_count(session: Session, people: People) -> None:
    """The validated day enters at once and leads back to the logbook; once is enough."""
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    placement = make_placement(
        session,
        enrolment,
        status=PlacementStatus.LIVE,
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 3, 31),
    )
    make_logbook_day(session, placement, hours=Decimal(6), validated_on=date(2026, 3, 9))
    contract = make_contract(session, operator_id=placement.enterprise_id)
    session.commit()
    director = people.client("director")
    address = f"/clauses/contracts/{contract.reference}/placements"
    terms = {"lot": "integration:", "form": "made_available"}
    status, _ = send(director, address, placement=placement.reference, **terms)
    assert status == 303
    entry = session.scalars(select(IntegrationHours)).one()
    assert (entry.hours, entry.status) == (Decimal(6), HourStatus.PENDING)
    assert send(director, address, placement=placement.reference, **terms)[0] == 422
    participant = one(session)
    text = director.get(sheet_address(contract, participant)).text
    assert "carnet" in text
    assert placement.reference in text


def test_a_month_asks_the_same_whatever_its_people(
    app: Flask, session: Session, people: People, contract: Contract
) -> None:
    """Ten people and a hundred cost the same statements, eight at most."""
    month = f"/clauses/contracts/{contract.reference}/hours/{MARCH}?lot=1"
    clients = [people.client(who) for who in ("integration_officer", "authority_reader")]
    assert clients[0].get("/clauses").status_code == 200
    counts = []
    for more in (10, 90):
        for _ in range(more):
            make_hours(session, contract, make_participant(session))
        session.commit()
        for client, address in zip(
            (*clients, clients[1]), (month, month, month.replace("?", "/decide?")), strict=True
        ):
            with count_statements(app) as statements:
                assert client.get(address).status_code == 200
            counts.append(statements.count)
    assert counts[:3] == counts[3:]
    assert max(counts) <= 8, counts


def test_the_days_of_a_placement_that_count_are_changed(session: Session, people: People) -> None:
    """Days outside of them count no hours; an end before the start is refused on its field."""
    values = counted_placement(session, people.school)
    session.commit()
    director = people.client("director")
    address = f"/clauses/contracts/{values['reference']}/placements/{values['placement']}"
    terms = {"lot": "integration:", "form": "training", "from_on": "2026-03-10"}
    status, text = send(director, address, until_on="2026-03-09", **terms)
    assert status == 422
    assert "La fin vient avant le début" in text
    assert send(director, address, until_on="2026-03-20", **terms)[0] == 303
