"""Somebody who works for two operators: what each of their officers reads of the other's."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from school.clauses.models import Contract, Participant
from school.clauses.rules import HourStatus
from tests.factories.clause_hours import make_engagement, make_paper
from tests.factories.clauses import make_contract, make_hours, make_participant
from tests.factories.records import make_cohort, make_enrolment, make_enterprise
from tests.support.people import People


@pytest.fixture
def shared(session: Session, people: People) -> tuple[Contract, Contract, Participant]:
    """A contract of the officer's, one of another operator, and somebody who works for both."""
    own = make_contract(session, operator_id=people.operator.id, name="À nous")
    other = make_contract(session, operator_id=make_enterprise(session).id, name="Aux autres")
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    person = make_participant(session, enrolment.trainee)
    make_engagement(session, own, person)
    make_hours(session, own, person, reference="E-OWN")
    for status, hours in ((HourStatus.PENDING, 5), (HourStatus.REJECTED, 3)):
        make_hours(session, other, person, status=status, hours=Decimal(hours))
    make_hours(session, other, person, hours=Decimal("6.5"))
    session.commit()
    return own, other, person


def test_an_officer_reads_own_contracts_and_the_sum_of_others(
    session: Session, people: People, shared: tuple[Contract, Contract, Participant]
) -> None:
    own, other, person = shared
    page = people.client("integration_officer").get(f"/clauses/participants/{person.reference}")
    assert own.name in page.text
    assert other.name not in page.text
    assert other.reference not in page.text
    line = page.text.partition("Autres contrats")[2].partition("</p>")[0]
    assert "11,5" in line, line
    school = people.client("director").get(f"/clauses/participants/{person.reference}").text
    assert other.name in school
    assert "Autres contrats" not in school


def test_an_officer_reads_the_papers_that_colleagues_joined(
    session: Session, people: People, shared: tuple[Contract, Contract, Participant]
) -> None:
    """Of somebody who works for others too; of who works for the operator alone, every paper."""
    own, _, person = shared
    alone = make_participant(session, family_name="Seule")
    make_engagement(session, own, alone)
    foreign, ours, only = (make_paper(session, one) for one in (person, person, alone))
    ours.added_by = people.account("integration_officer").name
    session.commit()
    officer, director = people.client("integration_officer"), people.client("director")
    expected = {foreign.reference: 404, ours.reference: 200, only.reference: 200}
    for reference, status in expected.items():
        assert officer.get(f"/clauses/papers/{reference}").status_code == status, reference
    page = officer.get(f"/clauses/participants/{person.reference}").text
    assert ours.reference in page
    assert foreign.reference not in page
    assert director.get(f"/clauses/papers/{foreign.reference}").status_code == 200
