"""How and for whom somebody works, and placements that were counted wrongly."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.clauses.hours.flow import flow
from school.clauses.hours.linking import Terms, change_days
from school.clauses.hours.models import ContractPlacement
from school.clauses.hours.queries import Lot
from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.rules import Bucket, HourForm, HourReason, HourStatus
from school.core.errors import NeedsConfirmation
from school.core.facts import is_known_row
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories.clause_hours import make_eligibility, make_engagement, make_link
from tests.factories.clauses import make_contract, make_participant
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_enterprise,
    make_logbook_day,
    make_placement,
)
from tests.support.pages import CheckingClient
from tests.support.people import People

LATER = date(2026, 4, 9)


def day(number: int) -> date:
    return date(2026, 3, number)


def send(client: CheckingClient, address: str, **typed: object) -> tuple[int, str]:
    """Send a form as it was read: with its version and what was typed."""
    page = client.get(address)
    version = page.text.partition('name="version"')[2].partition('value="')[2].partition('"')[0]
    answer = client.post(address, data={"version": version, **typed})
    return answer.status_code, answer.text


def entries(session: Session, known_on: date = date.max) -> list[IntegrationHours]:
    query = select(IntegrationHours).where(is_known_row(IntegrationHours, known_on))
    return list(session.scalars(query.order_by(IntegrationHours.worked_on)))


def test_a_sheet_says_how_and_for_whom_somebody_works(session: Session, people: People) -> None:
    """It opens on what was said last; another way alone is kept; an unknown enterprise is not."""
    contract = make_contract(session, operator_id=people.operator.id)
    agency = make_enterprise(session, name="Intérim du Mono")
    person = make_participant(session)
    make_eligibility(session, person)
    make_engagement(session, contract, person)
    session.commit()
    officer, agency_id = people.client("integration_officer"), agency.id
    base = f"/clauses/contracts/{contract.reference}/hours"
    march = f"{base}/2026-03/{person.reference}"
    typed = {"day_2": "7", "form": "temporary_work"}
    status, text = send(officer, march, **typed, other_enterprise="Inconnue")
    assert status == 422
    assert "pas connue" in text
    assert send(officer, march, **typed, other_enterprise="interim du mono")[0] == 422
    assert send(officer, march, **typed, other_enterprise="INTÉRIM du Mono ")[0] == 303
    session.rollback()
    said = [(one.form, one.enterprise_id, one.hours) for one in entries(session)]
    assert said == [(HourForm.TEMPORARY_WORK, agency_id, Decimal(7))]
    for month in ("2026-02", "2026-03"):
        page = officer.get(f"{base}/{month}/{person.reference}").text
        assert 'selected value="temporary_work"' in page
        assert f'selected value="{agency.reference}"' in page
    changed = {"day_2": "7", "form": "direct_hire", "enterprise": agency.reference}
    assert send(officer, march, **changed)[0] == 303
    session.rollback()
    assert entries(session)[0].form is HourForm.DIRECT_HIRE


@pytest.fixture
def counted(session: Session, people: People) -> ContractPlacement:
    """A placement whose two days were counted, and validated."""
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    placement = make_placement(
        session, enrolment, status=PlacementStatus.LIVE, starts_on=day(1), ends_on=day(31)
    )
    contract = make_contract(session, operator_id=placement.enterprise_id)
    person: Participant = make_participant(session, placement.trainee)
    for number in (2, 3):
        make_logbook_day(
            session, placement, date=day(number), hours=Decimal(6), validated_on=day(9)
        )
    link = make_link(session, contract, placement, person)
    flow(session, "Awa", day(20))
    for one in entries(session):
        one.status = HourStatus.VALIDATED
    session.commit()
    return link


def test_a_changed_count_leaves_what_was_validated(
    session: Session, counted: ContractPlacement
) -> None:
    """The way of work alone changes no state; days that would count no more are asked about."""
    lot = Lot("1", Bucket.INTEGRATION)
    way = Terms(lot, HourForm.TRAINING)
    change_days(session, "Awa", counted, way, counted.version, LATER, confirmed=False)
    said = {(one.form, one.status) for one in entries(session)}
    assert said == {(HourForm.TRAINING, HourStatus.VALIDATED)}
    later = Terms(lot, HourForm.TRAINING, from_on=day(3))
    with pytest.raises(NeedsConfirmation):
        change_days(session, "Awa", counted, later, counted.version, LATER, confirmed=False)
    change_days(session, "Awa", counted, later, counted.version, LATER, confirmed=True)
    assert [(one.hours, one.status) for one in entries(session)] == [
        (Decimal(0), HourStatus.PENDING),
        (Decimal(6), HourStatus.VALIDATED),
    ]


def test_a_placement_counted_wrongly_counts_elsewhere(
    session: Session, people: People, counted: ContractPlacement
) -> None:
    """What was validated is asked about; what was declared stays known; another takes it."""
    contract: Contract = counted.contract
    placement: Placement = counted.placement
    director = people.client("director")
    address = f"/clauses/contracts/{contract.reference}/placements/{placement.reference}/remove"
    status, text = send(director, address)
    assert status == 422
    assert "déjà validés" in text
    assert send(director, address, confirmed="y")[0] == 303
    session.rollback()
    assert session.scalars(select(ContractPlacement)).all() == []
    assert {(one.hours, one.reason) for one in entries(session)} == {
        (Decimal(0), HourReason.MISTAKE)
    }
    assert {one.hours for one in entries(session, day(20))} == {Decimal(6)}
    other = make_contract(session, operator_id=contract.operator_id)
    session.commit()
    assert director.get(address).status_code == 404
    again = f"/clauses/contracts/{other.reference}/placements"
    given = {"placement": placement.reference, "lot": "integration:", "form": "training"}
    assert send(director, again, **given)[0] == 303
    session.rollback()
    found = {(one.contract_id, one.hours, one.status) for one in entries(session)}
    assert found == {(other.id, Decimal(6), HourStatus.PENDING)}
