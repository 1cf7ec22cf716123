"""Who speaks for an operator or an authority, and which contracts they see then."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.access.roles import Role
from school.accounts.models import Account, ClauseMember
from school.clauses import policy
from school.clauses.members.operations import Appointment, appoint, end
from school.clauses.models import Contract, Participant
from school.core.clock import today
from school.core.errors import InvalidInput, NotAllowed
from school.core.outbox import MailMessage
from tests.factories.clauses import make_contract, make_hours, make_member, make_participant
from tests.factories.records import make_cohort, make_enrolment, make_enterprise
from tests.support.people import AUTHORITY, People
from tests.support.statements import count_statements

SPEAKERS = ("integration_officer", "authority_reader")


def seen(session: Session, rule: object) -> set[str]:
    """Give the references of the contracts that a rule lets through."""
    return set(session.scalars(select(Contract.reference).where(rule)))  # type: ignore[arg-type]


def test_each_sees_and_does_what_is_their_own(session: Session, people: People) -> None:
    mine = make_contract(session, operator_id=people.operator.id, authority=AUTHORITY).reference
    make_contract(session, operator_id=make_enterprise(session).id, authority="Une autre")
    make_contract(session)
    officer, reader = (people.principal(who) for who in SPEAKERS)
    ministry = people.principal("ministry")
    for who in (officer, reader):
        assert seen(session, policy.contract_visible_to(who)) == {mine}
    assert len(seen(session, policy.contract_visible_to(ministry))) == 3
    rules = (
        policy.contract_manageable_by,
        policy.contract_declarable_by,
        policy.contract_validatable_by,
    )
    expected = {"officer": [{mine}, {mine}, set()], "reader": [set(), set(), {mine}]}
    assert [seen(session, rule(officer)) for rule in rules] == expected["officer"]
    assert [seen(session, rule(reader)) for rule in rules] == expected["reader"]
    assert len(seen(session, policy.contract_manageable_by(ministry))) == 3


def test_one_role_lends_no_right_to_what_the_other_speaks_for(
    session: Session, people: People
) -> None:
    """An officer who also reads for an authority changes nothing of that authority's."""
    theirs = make_contract(session, authority="Une autre").reference
    make_member(session, people.account("integration_officer"), authority="Une autre")
    session.commit()
    both = people.principal("integration_officer")
    assert both.has_role(Role.AUTHORITY_READER)
    assert theirs in seen(session, policy.contract_visible_to(both))
    assert seen(session, policy.contract_manageable_by(both)) == set()
    assert seen(session, policy.contract_validatable_by(both)) == {theirs}


def test_a_school_that_reads_for_an_authority_learns_no_name(
    session: Session, people: People
) -> None:
    """It declares under contracts of its own trainees alone, and names nobody else there."""
    theirs = make_contract(session, authority=AUTHORITY)
    shared = make_contract(session, authority=AUTHORITY)
    trainee = make_enrolment(session, make_cohort(session, people.school)).trainee
    strangers = [make_participant(session, family_name=f"Inconnu{one}") for one in "AB"]
    make_hours(session, theirs, strangers[0])
    make_hours(session, shared, strangers[1])
    make_hours(session, shared, make_participant(session, trainee, family_name="Connu"))
    make_member(session, people.account("director"), authority=AUTHORITY)
    session.commit()
    both, client = people.principal("director"), people.client("director")
    assert seen(session, policy.contract_declarable_by(both)) == {shared.reference}
    pages = [
        client.get(f"/clauses/contracts/{one.reference}/hours/2026-03?lot=1").text
        for one in (theirs, shared)
    ]
    assert [page.count("Inconnu") for page in pages] == [0, 0]
    assert [one.reference in page for one, page in zip(strangers, pages, strict=True)] == [True] * 2
    assert "Connu" in pages[1]


def test_an_officer_sees_the_people_of_own_contracts(session: Session, people: People) -> None:
    own = make_contract(session, operator_id=people.operator.id)
    known, stranger = make_participant(session), make_participant(session)
    make_hours(session, own, known)
    make_hours(session, make_contract(session), stranger)
    session.commit()
    query = select(Participant.id)
    officer, reader = (people.principal(who) for who in SPEAKERS)
    assert session.scalars(query.where(policy.participant_visible_to(officer))).all() == [known.id]
    assert session.scalars(query.where(policy.participant_visible_to(reader))).all() == []


def appointed(session: Session, people: People) -> Principal:
    """Appoint somebody for the operator and read them as the guard does."""
    asked = Appointment("Ida H.", "Ida@Example.test", today(), operator=people.operator)
    member = appoint(session, "Ministère", asked)
    account = session.get(Account, member.account_id)
    assert account is not None
    assert account.email == "ida@example.test"
    people._accounts["new"] = account
    return people.principal("new")


def test_who_ended_speaks_no_more_and_may_come_back(session: Session, people: People) -> None:
    assert appointed(session, people).may(Permission.MANAGE_CLAUSES)
    account = people.account("new")
    member = make_member(session, account, authority=AUTHORITY)
    assert people.principal("new").may(Permission.VALIDATE_HOURS)
    end(session, "Ministère", member, today(), member.version)
    assert not people.principal("new").may(Permission.VALIDATE_HOURS)
    with pytest.raises(NotAllowed):
        end(session, "Ministère", member, today(), member.version)
    appoint(session, "M", Appointment("I", "ida@example.test", today(), authority=AUTHORITY))
    assert people.principal("new").may(Permission.VALIDATE_HOURS)


def test_a_day_to_come_gives_nothing_yet(session: Session, people: People) -> None:
    later = today() + timedelta(days=1)
    make_member(session, people.account("enterprise"), authority="X", starts_on=later)
    assert not people.principal("enterprise").may(Permission.SEE_CLAUSES)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "nobody"}, "email"),
        ({"authority": None}, "speaks_for"),
    ],
)
def test_what_cannot_be_is_named(session: Session, changes: dict[str, str], field: str) -> None:
    valid = Appointment("A", "a@example.test", date(2026, 1, 1), authority="X")
    with pytest.raises(InvalidInput) as refused:
        appoint(session, "M", replace(valid, **changes))  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize("who", SPEAKERS)
def test_the_first_page_says_what_waits(session: Session, people: People, who: str) -> None:
    own = make_contract(session, operator_id=people.operator.id, authority=AUTHORITY)
    make_hours(session, own, make_participant(session), status="pending")
    session.commit()
    text = people.client(who).get("/").text
    assert "7\xa0h déclarées" in text
    assert ("à vous" in text) == (who == "authority_reader")
    assert f"/clauses/contracts/{own.reference}" in text


def test_the_ministry_appoints_and_ends(session: Session, people: People) -> None:
    make_contract(session, authority=AUTHORITY)
    session.commit()
    client = people.client("ministry")
    typed = {"name": "Zoé", "email": "zoe@example.test", "language": "fr"}
    chosen = {**typed, "speaks_for": f"authority:{AUTHORITY}", "starts_on": f"{today()}"}
    unknown = {**chosen, "speaks_for": "authority:Personne"}
    assert client.post("/clauses/members/new", data=unknown).status_code == 422
    assert client.post("/clauses/members/new", data=chosen).status_code == 303
    again = client.post("/clauses/members/new", data=chosen)
    assert "parle déjà pour eux" in again.text
    letter = session.scalars(select(MailMessage)).one()
    assert AUTHORITY in letter.body
    assert "/password/forgotten" in letter.body
    assert "Zoé" in client.get("/clauses/members").text
    member = session.scalars(select(ClauseMember)).one()
    address = f"/clauses/members/{member.id}/end"
    early = {"ends_on": f"{today() - timedelta(days=1)}", "version": member.version}
    assert "avant le début" in client.post(address, data=early).text
    ended = client.post(address, data={**early, "ends_on": f"{today()}"})
    assert ended.status_code == 303
    session.rollback()
    session.refresh(member)
    assert member.ends_on == today()
    assert people.client("director").get("/clauses/members").status_code == 403
    assert client.get("/clauses/members/999999/end").status_code == 404


def test_first_pages_ask_little(app: Flask, session: Session, people: People) -> None:
    """Terms, members and the first page cost eight statements at most."""
    own = make_contract(session, operator_id=people.operator.id, authority=AUTHORITY)
    session.commit()
    asked = {
        "integration_officer": ("/", f"/clauses/contracts/{own.reference}/terms"),
        "authority_reader": ("/", f"/clauses/contracts/{own.reference}/terms"),
        "ministry": ("/clauses/members",),
    }
    for who, addresses in asked.items():
        client = people.client(who)
        client.get("/clauses")
        for address in addresses:
            with count_statements(app) as statements:
                assert client.get(address).status_code == 200
            assert statements.count <= 8, (who, address)
