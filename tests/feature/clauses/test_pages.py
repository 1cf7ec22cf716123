"""Contracts and participants: who sees them, and what their pages add up."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from school.clauses.rules import HourStatus
from tests.factories.clauses import make_contract, make_hours, make_participant
from tests.factories.records import make_cohort, make_enrolment
from tests.support.people import People
from tests.support.statements import count_statements


def own_hours(session: Session, people: People, **values: object) -> tuple[str, str]:
    """Make a contract for which a trainee of the school worked; give both references."""
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    contract = make_contract(session)
    participant = make_participant(session, enrolment.trainee)
    make_hours(session, contract, participant, **values)
    session.commit()
    return contract.reference, participant.reference


def test_contract_adds_up_what_is_known_today(session: Session, people: People) -> None:
    """A corrected entry replaces the earlier one; each state has its own sum."""
    contract, participant = own_hours(session, people, reference="E-A", hours=Decimal("7.5"))
    page = people.client("director").get(f"/clauses/contracts/{contract}")
    assert "7,5" in page.get_data(as_text=True)
    assert "non éligibles" in page.get_data(as_text=True)
    mine = people.client("director").get(f"/clauses/participants/{participant}")
    assert "7,5" in mine.get_data(as_text=True)


def test_correction_supersedes(session: Session, people: People) -> None:
    """Only the row recorded last counts."""
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    contract, participant = make_contract(session), make_participant(session, enrolment.trainee)
    make_hours(session, contract, participant, reference="E-B", hours=Decimal(3))
    make_hours(
        session,
        contract,
        participant,
        reference="E-B",
        hours=Decimal(5),
        recorded_on=date(2026, 4, 2),
        status=HourStatus.REJECTED,
    )
    session.commit()
    text = people.client("ministry").get(f"/clauses/contracts/{contract.reference}").text
    assert "rejetées</dt><dd>5\u00a0h" in text
    assert "<dd>3\u00a0h" not in text


@pytest.mark.parametrize("who", ["foreign_director", "ministry"])
def test_persons_are_not_shown_to_others(session: Session, people: People, who: str) -> None:
    """Another school gets 404 for a person, and the ministry no page of persons at all."""
    contract, participant = own_hours(session, people)
    client = people.client(who)
    person, seen = (403, 200) if who == "ministry" else (404, 404)
    assert client.get(f"/clauses/participants/{participant}").status_code == person
    assert client.get(f"/clauses/contracts/{contract}").status_code == seen


def test_lists_ask_the_same_number_of_questions(
    app: Flask, session: Session, people: People
) -> None:
    """Ten rows and two hundred cost the same statements, eight at most."""
    client = people.client("director")
    # The first page of the program's life also asks whether the school is the demo's.
    assert client.get("/clauses").status_code == 200
    counts = []
    for more in (10, 190):
        for _ in range(more):
            own_hours(session, people)
        for address in ("/clauses", "/clauses/participants"):
            with count_statements(app) as statements:
                assert client.get(address).status_code == 200
            counts.append(statements.count)
    assert counts[:2] == counts[2:]
    assert max(counts) <= 8


def test_empty_lists_say_what_will_be_there(people: People) -> None:
    """An empty list is a sentence, not a blank."""
    client = people.client("director")
    assert "Aucun contrat" in client.get("/clauses").text
    assert "Ici paraîtront" in client.get("/clauses/participants").text
