"""Deciding on hours: what would not count is refused, and each day leads to its proof."""

from collections import Counter
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select, true
from sqlalchemy.orm import Session

from school.clauses.hours.rules import Hindrance
from school.clauses.hours.weighing import weigh
from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.rules import HourStatus
from school.clauses.standing.fates import Fate, fates
from tests.factories.clause_hours import make_eligibility, make_engagement, make_link, make_paper
from tests.factories.clauses import make_contract, make_hours, make_participant
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_logbook_day,
    make_placement,
    make_school,
)
from tests.support.pages import CheckingClient
from tests.support.people import AUTHORITY, People
from tests.support.statements import count_statements

MARCH = "2026-03"


@pytest.fixture
def contract(session: Session, people: People) -> Contract:
    """A contract of the officer's operator and the reader's authority."""
    return make_contract(session, operator_id=people.operator.id, authority=AUTHORITY)


def day(number: int) -> date:
    return date(2026, 3, number)


def pending(session: Session, contract: Contract, person: Participant, number: int) -> str:
    """Declare seven hours of a day, and give their reference."""
    entry = make_hours(session, contract, person, worked_on=day(number), status=HourStatus.PENDING)
    return entry.reference


def send(client: CheckingClient, address: str, **typed: object) -> tuple[int, str]:
    """Send a form as it was read: with its version and what was typed."""
    page = client.get(address)
    version = page.text.partition('name="version"')[2].partition('value="')[2].partition('"')[0]
    answer = client.post(address, data={"version": version, **typed})
    return answer.status_code, answer.text


def states(session: Session) -> dict[str, HourStatus]:
    session.rollback()
    return {one.reference: one.status for one in session.scalars(select(IntegrationHours))}


def test_a_day_that_counts_elsewhere_is_not_validated_again(
    session: Session, people: People, contract: Contract
) -> None:
    """Two contracts declare one day: the second is refused by name, and nothing of it written."""
    person = make_participant(session)
    make_eligibility(session, person)
    other = make_contract(session, authority=AUTHORITY)
    first, second = (pending(session, one, person, 2) for one in (other, contract))
    alone = pending(session, contract, person, 3)
    session.commit()
    reader, number = people.client("authority_reader"), person.id
    months = [f"/clauses/contracts/{one.reference}/hours/{MARCH}" for one in (other, contract)]
    decided = {"chosen": number, "step": "validate"}
    assert send(reader, f"{months[0]}/decide?lot=1", **decided)[0] == 303
    page = reader.get(f"{months[1]}?lot=1").text
    assert "1 jour déjà compté ailleurs" in page
    assert "checked" not in reader.get(f"{months[1]}/decide?lot=1").text.partition("Décision")[0]
    status, text = send(reader, f"{months[1]}/decide?lot=1", **decided)
    assert status == 422
    assert f"{person.reference} (02/03/2026)" in text
    assert states(session)[alone] is HourStatus.PENDING
    address = f"{months[1]}/people/{person.reference}?lot=1"
    assert send(reader, address, chosen=alone, step="validate")[0] == 303
    assert states(session) == {
        first: HourStatus.VALIDATED,
        second: HourStatus.PENDING,
        alone: HourStatus.VALIDATED,
    }


def test_each_day_leads_to_its_proof(
    app: Flask, session: Session, people: People, contract: Contract
) -> None:
    """The logbook, the evidence and the papers, without a name; others' contracts are not there."""
    enrolment = make_enrolment(session, make_cohort(session, make_school(session)))
    placement = make_placement(session, enrolment, starts_on=day(1), ends_on=day(31))
    person = make_participant(session, placement.trainee, family_name="Kpadonou")
    make_eligibility(session, person)
    make_paper(session, person)
    make_link(session, contract, placement, person)
    for number in (4, 5):
        make_logbook_day(
            session, placement, date=day(number), hours=Decimal(6), validated_on=day(9)
        )
        make_hours(
            session,
            contract,
            person,
            worked_on=day(number),
            hours=Decimal(6),
            status=HourStatus.PENDING,
            placement_id=placement.id,
        )
    foreign = make_contract(session)
    make_hours(session, foreign, person)
    session.commit()
    reader = people.client("authority_reader")
    reader.get("/clauses")
    address = f"/clauses/contracts/{contract.reference}/hours/{MARCH}/people/{person.reference}"
    with count_statements(app) as statements:
        text = reader.get(f"{address}?lot=1").text
    assert statements.count <= 8
    assert "validé par le tuteur le" in text
    assert "1 papier joint" in text
    assert "Kpadonou" not in text
    assert reader.get(address.replace(person.reference, "N-0")).status_code == 404
    assert reader.get(address.replace(contract.reference, foreign.reference)).status_code == 404
    assert people.client("integration_officer").get(address).status_code == 403


def test_what_does_not_count_is_listed_with_its_reason(
    session: Session, people: People, contract: Contract
) -> None:
    """Each side reads of whom it may; a contract without part in it is not there."""
    known, unknown = make_participant(session, family_name="Kpadonou"), make_participant(session)
    make_eligibility(session, known)
    make_engagement(session, contract, known)
    make_hours(session, make_contract(session), known, recorded_on=day(20), hours=Decimal(8))
    make_hours(session, contract, known, hours=Decimal(5))
    make_hours(session, contract, unknown, hours=Decimal(4))
    foreign = make_contract(session)
    session.commit()
    address = f"/clauses/contracts/{contract.reference}/uncounted"
    reader, officer = people.client("authority_reader"), people.client("integration_officer")
    text = reader.get(address).text
    assert "7\N{NO-BREAK SPACE}h ne comptent pas" in text
    assert "Pas éligible ce jour-là" in text
    assert "Plus d’heures que le jour" in text
    assert "Kpadonou" not in text
    assert "Kpadonou" in officer.get(address).text
    assert reader.get(address.replace(contract.reference, foreign.reference)).status_code == 404


def test_hours_are_weighed_as_the_figures_count_them(session: Session) -> None:
    """Of what is validated, whatever was recorded in whatever order, over contracts and people."""
    chance = Random(7)  # noqa: S311 - no secret, only varied days
    enrolment = make_enrolment(session, make_cohort(session, make_school(session)))
    placement = make_placement(session, enrolment, starts_on=day(1), ends_on=day(31))
    make_logbook_day(session, placement, date=day(2), hours=Decimal(7))
    twins = [make_participant(session, placement.trainee) for _ in range(2)]
    alone = make_participant(session)
    make_eligibility(session, twins[0], eligible_from=date(2024, 1, 1), months=None)
    make_eligibility(session, alone, eligible_from=day(3))
    contracts = [make_contract(session), make_contract(session, starts_on=day(4))]
    for _ in range(90):
        make_hours(
            session,
            chance.choice(contracts),
            chance.choice([*twins, alone]),
            worked_on=day(chance.randint(2, 5)),
            hours=Decimal(chance.randint(1, 12)) / 2,
            status=chance.choice([*HourStatus, HourStatus.VALIDATED]),
            recorded_on=day(chance.randint(20, 31)),
        )
    today, found = day(31), Counter[Hindrance | None]()
    fate = fates(today, today)
    lost = fate.c[Fate.INELIGIBLE], fate.c[Fate.DOUBLE_COUNTED]
    parts = {row[0]: row[1:] for row in session.execute(select(fate.c.id, *lost))}
    for one in weigh(session, true(), today):
        if one.entry.status is HourStatus.VALIDATED:
            ineligible, doubled = parts[one.entry.id]
            beside = one.hindrance in {Hindrance.OUTSIDE, Hindrance.NOT_ELIGIBLE}
            assert beside == (ineligible > 0)
            assert (one.hindrance is Hindrance.COUNTED_TWICE) == (doubled > 0)
            found[one.hindrance] += 1
    assert len(found) == 4, found
