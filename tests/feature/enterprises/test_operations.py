"""What can be done with enterprises and tutors, and who then sees them."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.audit import AuditEntry
from school.core.errors import (
    InvalidInput,
    NeedsConfirmation,
    NotAllowed,
    NotFound,
    StaleRecord,
)
from school.enterprises import operations, queries
from school.enterprises.list_queries import enterprise_list
from school.enterprises.models import Partnership
from school.enterprises.rules import EnterpriseDetails, EnterpriseFilter, TutorDetails
from tests.factories.records import make_enterprise, make_tutor
from tests.support.people import People

TODAY = date(2026, 3, 2)
DETAILS = EnterpriseDetails(
    name="Delta Réseaux",
    tax_id="3201900000001",
    sector="Installateur",
    department="Littoral",
    phone="01 97 00 00 01",
    email="Contact@Delta.Example",
    partner_since=date(2024, 3, 1),
)


def test_a_registered_enterprise_is_a_partner_of_the_school(
    people: People, session: Session
) -> None:
    director = people.principal("director")
    made = operations.register_enterprise(session, director, DETAILS)
    assert made.phone == "+2290197000001"
    assert made.email == "contact@delta.example"
    assert made.partner_since == date(2024, 3, 1)
    assert queries.enterprise_by_reference(session, director, made.reference) is made
    with pytest.raises(NotFound):
        queries.enterprise_by_reference(
            session, people.principal("foreign_director"), made.reference
        )
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "enterprise.register")
    ).one()
    assert (entry.actor, entry.object_id) == (director.name, made.id)
    assert entry.changes["name"] == [None, "Delta Réseaux"]


def test_a_name_that_is_there_is_asked_about(people: People, session: Session) -> None:
    director = people.principal("director")
    operations.register_enterprise(session, director, DETAILS)
    again = replace(DETAILS, name="DELTA RESEAUX")
    with pytest.raises(NeedsConfirmation):
        operations.register_enterprise(session, director, again)
    second = operations.register_enterprise(session, director, again, confirmed=True)
    assert second.name == "DELTA RESEAUX"
    foreign = people.principal("foreign_director")
    assert operations.register_enterprise(session, foreign, DETAILS).name == "Delta Réseaux"


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (replace(DETAILS, phone="douze"), "phone"),
        (replace(DETAILS, email="delta"), "email"),
    ],
)
def test_what_is_no_number_or_address_is_refused_on_its_field(
    people: People, session: Session, details: EnterpriseDetails, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        operations.register_enterprise(session, people.principal("director"), details)
    assert refused.value.field == field


def test_who_manages_no_school_registers_nothing(people: People, session: Session) -> None:
    with pytest.raises(NotAllowed):
        operations.register_enterprise(session, people.principal("trainer"), DETAILS)


def test_a_revision_keeps_an_imported_number_and_refuses_an_old_version(
    people: People, session: Session
) -> None:
    director = people.principal("director")
    enterprise = make_enterprise(session, people.school, phone="standard, poste 12")
    kept = EnterpriseDetails(name="Nouveau nom", phone="standard, poste 12")
    operations.revise_enterprise(session, director, enterprise, kept, enterprise.version)
    assert (enterprise.name, enterprise.phone) == ("Nouveau nom", "standard, poste 12")
    with pytest.raises(StaleRecord) as refused:
        operations.revise_enterprise(session, director, enterprise, DETAILS, 1)
    assert refused.value.values["version"] == enterprise.version == 2
    with pytest.raises(StaleRecord):
        operations.revise_enterprise(session, director, enterprise, DETAILS, None)
    assert enterprise.name == "Nouveau nom"


def test_an_enterprise_nobody_claimed_is_seen_by_all_until_one_school_takes_it(
    people: People, session: Session
) -> None:
    ours, theirs = people.principal("director"), people.principal("foreign_director")
    enterprise = make_enterprise(session)
    for principal in (ours, theirs):
        assert queries.enterprise_by_reference(session, principal, enterprise.reference)
    operations.revise_enterprise(session, ours, enterprise, DETAILS, enterprise.version)
    assert queries.enterprise_by_reference(session, ours, enterprise.reference)
    with pytest.raises(NotFound):
        queries.enterprise_by_reference(session, theirs, enterprise.reference)


def test_a_correction_of_another_schools_partner_does_not_claim_it(
    people: People, session: Session
) -> None:
    director = people.principal("director")
    enterprise = make_enterprise(session, people.other_school)
    operations.revise_enterprise(session, director, enterprise, DETAILS, enterprise.version)
    assert queries.partnership_of(session, people.school.id, enterprise.id) is None


def test_a_partnership_is_made_once(people: People, session: Session) -> None:
    enterprise = make_enterprise(session)
    for _ in range(2):
        operations.ensure_partnership(session, people.school.id, enterprise.id)
    found = session.scalars(
        select(Partnership).where(Partnership.enterprise_id == enterprise.id)
    ).all()
    assert [one.school_id for one in found] == [people.school.id]


def test_tutors_follow_their_enterprise(people: People, session: Session) -> None:
    director = people.principal("director")
    enterprise = make_enterprise(session, people.school)
    tutor = operations.register_tutor(
        session, director, enterprise, TutorDetails(name="Prosper Tossou", phone="0197000002")
    )
    assert tutor.phone == "+2290197000002"
    assert queries.tutor_by_reference(session, director, tutor.reference) is tutor
    with pytest.raises(NotFound):
        queries.tutor_by_reference(session, people.principal("foreign_director"), tutor.reference)
    operations.revise_tutor(
        session, director, tutor, TutorDetails(name="Prosper Tossou", job="Chef"), tutor.version
    )
    revised = queries.tutor_by_reference(session, director, tutor.reference)
    assert (revised.job, revised.phone) == ("Chef", None)
    with pytest.raises(StaleRecord):
        operations.revise_tutor(session, director, tutor, TutorDetails(name="X"), 1)


def test_choices_hold_what_one_reaches_by_name(people: People, session: Session) -> None:
    director = people.principal("director")
    second = make_enterprise(session, people.school, name="Énergie")
    first = make_enterprise(session, people.school, name="delta")
    make_tutor(session, make_enterprise(session, people.other_school))
    tutor = make_tutor(session, second)
    assert queries.visible_enterprises(session, director) == [first, second]
    assert queries.visible_tutors(session, director) == [tutor]
    assert queries.visible_enterprises(session, people.principal("apprentice")) == []


def test_the_list_filters_sorts_and_counts(people: People, session: Session) -> None:
    director = people.principal("director")
    second = make_enterprise(session, people.school, name="Énergie", department="Ouémé")
    first = make_enterprise(session, people.school, name="delta", sector="Opérateur")
    make_enterprise(session, people.other_school, name="Ailleurs", department="Zou")
    make_tutor(session, second)
    make_tutor(session, second)
    found = enterprise_list(session, director, EnterpriseFilter(), 1, TODAY)
    assert [(row.enterprise, row.tutors) for row in found.page.items] == [(first, 0), (second, 2)]
    assert (found.departments, found.sectors) == (["Ouémé"], ["Opérateur"])
    chosen = enterprise_list(session, director, EnterpriseFilter(text="energie"), 7, TODAY)
    assert [row.enterprise for row in chosen.page.items] == [second]
    assert (chosen.page.number, chosen.page.total) == (1, 1)
    assert chosen.sectors == ["Opérateur"]
