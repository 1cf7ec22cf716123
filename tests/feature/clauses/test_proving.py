"""Why hours count: by the contract's own list, corrected, ended and withdrawn with its papers."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.clauses.contracts.models import ContractCriterion
from school.clauses.models import Contract, Eligibility, Participant
from school.clauses.people.models import EligibilityPaper, EligibilityPaperPart
from tests.factories.clause_hours import make_eligibility, make_engagement, make_paper
from tests.factories.clauses import make_contract, make_participant
from tests.factories.records import add
from tests.support.pages import CheckingClient
from tests.support.people import People

SINCE = "2025-01-01"


@pytest.fixture
def person(session: Session, people: People) -> Participant:
    """Somebody on a contract of the officer's operator that counts the young for two years."""
    contract = make_contract(session, operator_id=people.operator.id)
    made = make_participant(session)
    make_engagement(session, contract, made)
    add(session, ContractCriterion(contract_id=contract.id, criterion="jeune", months=24))
    session.commit()
    return made


def stated(session: Session) -> list[tuple[str, date, int | None]]:
    session.rollback()
    query = select(Eligibility).order_by(Eligibility.eligible_from)
    return [(one.criterion, one.eligible_from, one.months) for one in session.scalars(query)]


def send(client: CheckingClient, address: str, **typed: object) -> tuple[int, str]:
    """Send a form as it was read: with its version and what was typed."""
    page = client.get(address)
    version = page.text.partition('name="version"')[2].partition('value="')[2].partition('"')[0]
    answer = client.post(address, data={"version": version, **typed})
    return answer.status_code, answer.text


def test_a_criterion_is_chosen_from_the_contracts_list(
    session: Session, people: People, person: Participant
) -> None:
    """Its months are the contract's; more of them are refused, another criterion is asked about."""
    officer = people.client("integration_officer")
    address = f"/clauses/participants/{person.reference}/eligibility"
    assert "jeune · 24" in officer.get(address).text
    listed = {"listed": "jeune", "eligible_from": SINCE}
    status, text = send(officer, address, **listed, months="25")
    assert status == 422
    assert "24 mois au plus" in text
    assert send(officer, address, **listed, criterion="autre")[0] == 422
    assert send(officer, address, eligible_from=SINCE)[0] == 422
    status, text = send(officer, address, criterion="autre", eligible_from=SINCE)
    assert status == 422
    assert "Aucun contrat" in text
    assert stated(session) == []
    assert send(officer, address, **listed)[0] == 303
    other = {"criterion": "autre", "eligible_from": "2027-01-01", "confirmed": "y"}
    assert send(officer, address, **other)[0] == 303
    assert stated(session) == [
        ("jeune", date(2025, 1, 1), 24),
        ("autre", date(2027, 1, 1), None),
    ]


def test_a_criterion_is_corrected_and_withdrawn_with_its_papers(
    session: Session, people: People, person: Participant
) -> None:
    """A paper goes with its criterion; two people do not correct it unseen."""
    make_eligibility(session, person, criterion="jeun")
    make_eligibility(session, person, criterion="rsa", eligible_from=date(2027, 1, 1))
    paper = make_paper(session, person)
    paper.criterion = "jeun"
    session.commit()
    officer = people.client("integration_officer")
    address = f"/clauses/participants/{person.reference}/eligibility/{SINCE}"
    given = {"listed": "jeune", "eligible_from": SINCE, "months": "12"}
    assert officer.post(address, data={"version": "1", **given}).status_code == 422
    over = {**given, "eligible_from": "2026-06-01"}
    status, text = send(officer, address, **over, criterion="")
    assert (status, "déjà éligible" in text) == (422, True)
    assert send(officer, address, **given)[0] == 303
    assert stated(session)[0] == ("jeune", date(2025, 1, 1), 12)
    assert session.scalars(select(EligibilityPaper.criterion)).one() == "jeune"
    assert officer.post(f"{address}/withdraw?criterion=rsa").status_code == 404
    assert officer.post(f"{address}/withdraw?criterion=jeune").status_code == 303
    assert [one[0] for one in stated(session)] == ["rsa"]
    assert session.scalars(select(EligibilityPaperPart)).all() == []
    assert officer.get(address).status_code == 404


def test_a_paper_joined_by_mistake_is_erased(
    session: Session, people: People, person: Participant
) -> None:
    """By who may read it; of a foreign person it is not there."""
    make_eligibility(session, person)
    paper, foreign = make_paper(session, person), make_paper(session, make_participant(session))
    session.commit()
    officer = people.client("integration_officer")
    assert officer.post(f"/clauses/papers/{foreign.reference}/withdraw").status_code == 404
    assert officer.post(f"/clauses/papers/{paper.reference}/withdraw").status_code == 303
    session.rollback()
    assert session.scalars(select(EligibilityPaper.reference)).all() == [foreign.reference]
    assert len(session.scalars(select(EligibilityPaperPart)).all()) == 1
    assert session.scalars(select(Contract)).one()
