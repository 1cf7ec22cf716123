"""The board and a contract's page ask the same few questions however many contracts there are."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.factories.clauses import make_commitment, make_contract, make_eligible, make_hours
from tests.factories.records import make_cohort, make_enrolment
from tests.support.people import People
from tests.support.statements import count_statements


@pytest.mark.parametrize("who", ["director", "ministry"])
def test_statements_do_not_grow(app: Flask, session: Session, people: People, who: str) -> None:
    cohort = make_cohort(session, people.school)
    person = make_eligible(session, make_enrolment(session, cohort).trainee)
    client = people.client(who)
    assert client.get("/clauses/board").status_code == 200
    counts = []
    for more in (3, 60):
        for _ in range(more):
            contract = make_contract(session)
            make_commitment(session, contract, hours=Decimal(100))
            make_hours(session, contract, person, worked_on=date(2026, 3, 2))
        session.commit()
        for address in ("/clauses/board", f"/clauses/contracts/{contract.reference}"):
            with count_statements(app) as statements:
                assert client.get(address).status_code == 200
            counts.append(statements.count)
    assert counts[:2] == counts[2:]
    assert max(counts) <= 8, counts
