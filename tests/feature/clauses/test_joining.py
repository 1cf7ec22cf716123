"""Somebody who is known already: joined to another contract, never written down twice."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.clauses.models import Contract, Participant
from school.clauses.people.models import ContractParticipant
from school.clauses.people.operations import participant_of_trainee
from tests.factories.clause_hours import make_engagement
from tests.factories.clauses import make_contract, make_participant
from tests.factories.records import make_cohort, make_enrolment, make_trainee
from tests.support.people import People

BORN = date(2001, 5, 4)


@pytest.fixture
def contract(session: Session, people: People) -> Contract:
    """A contract of the officer's operator."""
    return make_contract(session, operator_id=people.operator.id)


def contracts_of(session: Session, person: Participant) -> set[int]:
    session.rollback()
    query = select(ContractParticipant.contract_id)
    return set(session.scalars(query.where(ContractParticipant.participant_id == person.id)))


def test_a_known_person_joins_under_the_reference_they_have(
    session: Session, people: People, contract: Contract
) -> None:
    """Somebody of another operator is offered to who knows the birth, and to nobody else."""
    elsewhere = make_participant(session, family_name="Adjovi", born_on=BORN)
    make_engagement(session, make_contract(session), elsewhere)
    session.commit()
    officer = people.client("integration_officer")
    new = f"/clauses/contracts/{contract.reference}/participants/new"
    names = {"family_name": "ADJOVI ", "given_names": "comlan"}
    guessed = officer.post(new, data={**names, "same": elsewhere.reference})
    assert guessed.status_code == 422
    assert elsewhere.reference not in guessed.text
    apart = officer.post(new, data={**names, "born_on": "2001-05-05", "same": elsewhere.reference})
    assert apart.status_code == 303
    asked = officer.post(new, data={**names, "born_on": "2001-05-04"})
    assert asked.status_code == 422
    assert elsewhere.reference in asked.text
    given = {**names, "born_on": "2001-05-04", "same": elsewhere.reference}
    answer = officer.post(new, data=given)
    assert answer.headers["Location"].endswith(elsewhere.reference)
    assert contract.id in contracts_of(session, elsewhere)
    assert len(session.scalars(select(Participant)).all()) == 2


def test_somebody_joins_another_contract_from_their_page(
    session: Session, people: People, contract: Contract
) -> None:
    """The contracts offered are those declared for on which the person does not stand yet."""
    person = make_participant(session)
    make_engagement(session, contract, person)
    second = make_contract(session, operator_id=people.operator.id)
    foreign = make_contract(session)
    session.commit()
    officer = people.client("integration_officer")
    address = f"/clauses/participants/{person.reference}/contracts"
    text = officer.get(address).text
    assert second.name in text
    assert contract.name not in text
    assert foreign.name not in text
    assert officer.post(address, data={"contract": foreign.reference}).status_code == 422
    assert officer.post(address, data={"contract": second.reference}).status_code == 303
    assert contracts_of(session, person) == {contract.id, second.id}
    assert "déjà sur tous les contrats" in officer.get(address).text


def test_a_corrected_name_is_not_somebody_elses_unasked(
    session: Session, people: People, contract: Contract
) -> None:
    person = make_participant(session, family_name="Adjovi", born_on=BORN)
    make_engagement(session, contract, person)
    make_participant(session, family_name="Adjavi", born_on=BORN)
    session.commit()
    officer = people.client("integration_officer")
    given = {"version": person.version, "family_name": "Adjavi", "given_names": "Comlan"}
    given["born_on"] = "2001-05-04"
    address = f"/clauses/participants/{person.reference}/edit"
    answer = officer.post(address, data=given)
    assert answer.status_code == 422
    assert "déjà connue" in answer.text
    assert officer.post(address, data={**given, "confirmed": "y"}).status_code == 303


def test_an_apprentice_whom_an_operator_wrote_down_is_recognised(
    session: Session, people: People
) -> None:
    """The same name and the same birth are the same person; a birth unknown tells nothing."""
    known: dict[str, Any] = {"family_name": "Adjovi", "given_names": "Comlan"}
    trainee = make_trainee(session, born_on=BORN, **known)
    make_enrolment(session, make_cohort(session, people.school), trainee)
    unborn = make_participant(session, **known)
    first, second = (make_participant(session, born_on=BORN, **known) for _ in range(2))
    assert participant_of_trainee(session, "Awa", trainee) is first
    session.flush()
    assert (first.trainee_id, second.trainee_id) == (trainee.id, trainee.id)
    assert unborn.trainee_id is None
    assert participant_of_trainee(session, "Awa", trainee) is first
    assert len(session.scalars(select(Participant)).all()) == 3
