"""Schools, staff and their accounts: what is refused, and what the trail keeps."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Grant
from school.access.roles import Role
from school.accounts import operations, queries, school_operations
from school.accounts.models import Account, Installation, SignedLink, StaffAssignment
from school.accounts.rules import Language, LinkPurpose, StaffRole
from school.core.audit import AuditEntry
from school.core.clock import now
from school.core.errors import InvalidInput, NotAllowed
from tests.factories.records import make_school, make_staff


def found(session: Session, **values: str) -> None:
    given = {"code": "EMN", "name": "École", "director": "awa@example.test", "director_name": "Awa"}
    school_operations.found_school(session, language=Language.FRENCH, **{**given, **values})


def test_a_school_is_founded_with_its_director(session: Session) -> None:
    found(session)
    school = queries.school_by_code(session, "EMN")
    assert school is not None
    account = queries.account_by_identifier(session, "awa@example.test")
    assert account is not None
    token = operations.open_session(session, account, "test")
    assert queries.principal_for_token(session, token).grants == {Grant(Role.DIRECTOR, school.id)}


@pytest.mark.parametrize(
    "wrong", [{"code": " "}, {"name": ""}, {"director": "awa"}, {"director": ""}]
)
def test_a_school_needs_a_code_a_name_and_an_address(
    session: Session, wrong: dict[str, str]
) -> None:
    with pytest.raises(InvalidInput):
        found(session, **wrong)


def test_a_code_and_an_address_are_taken_once(session: Session) -> None:
    found(session)
    with pytest.raises(InvalidInput) as refused:
        found(session, director="kofi@example.test")
    assert refused.value.field == "reference"
    with pytest.raises(InvalidInput) as refused:
        found(session, code="AUTRE", director="AWA@example.test")
    assert refused.value.field == "email"


def test_an_installation_is_one_row(session: Session) -> None:
    school_operations.initialise(session, demo=True)
    session.add(Installation(id=2))
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_database_that_was_real_does_not_become_the_demo(session: Session) -> None:
    assert school_operations.initialise(session, demo=True).demo is False


def test_one_person_holds_several_roles_in_several_schools(session: Session) -> None:
    staff = make_staff(session, StaffRole.TRAINER)
    other = make_school(session)
    session.add(StaffAssignment(staff_id=staff.id, role=StaffRole.DIRECTOR, school_id=other.id))
    account = operations.account_for_staff(session, staff)
    principal = queries.principal_for_token(
        session, operations.open_session(session, account, "test")
    )
    assert principal.grants == {
        Grant(Role.TRAINER, staff.school_id),
        Grant(Role.DIRECTOR, other.id),
    }
    assert principal.school_ids(Permission.MANAGE_COHORTS) == {other.id}


def test_the_ministry_has_no_school_and_the_others_have_one(session: Session) -> None:
    session.add(make_staff(session, StaffRole.MINISTRY))
    session.flush()
    staff = make_staff(session, StaffRole.TRAINER)
    staff.school = None
    with pytest.raises(IntegrityError):
        session.flush()


def test_two_people_with_one_number_sign_in_by_address(session: Session) -> None:
    first = operations.account_for_staff(session, make_staff(session, phone="0197000000"))
    second = operations.account_for_staff(session, make_staff(session, phone="97 00 00 00"))
    assert (first.phone, second.phone) == ("+2290197000000", None)


def test_an_account_needs_an_address_or_a_number(session: Session) -> None:
    session.add(Account(name="Personne"))
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_trail_names_the_change_and_keeps_no_secret(session: Session) -> None:
    account = operations.account_for_staff(session, make_staff(session))
    operations.set_password(session, account, "une phrase qui se retient")
    session.flush()
    entry = session.query(AuditEntry).filter_by(action="account.set_password").one()
    assert (entry.table_name, entry.object_id) == ("accounts", account.id)
    assert "argon2" not in str(entry.changes)


@pytest.mark.parametrize("spent", ["used_at", "revoked_at", "expires_at"])
def test_a_link_that_is_spent_is_not_used(session: Session, spent: str) -> None:
    token = operations.issue_link(session, LinkPurpose.DECLARE_OFFER, 1, recipient_name="Awa")
    link = queries.link_for_token(session, token, LinkPurpose.DECLARE_OFFER)
    setattr(link, spent, now() - timedelta(seconds=1))
    session.flush()
    with pytest.raises(NotAllowed):
        operations.use_link(session, link)


def test_a_link_is_about_one_object_and_week(session: Session) -> None:
    def issue(number: int, week: date | None) -> SignedLink:
        token = operations.issue_link(
            session, LinkPurpose.VALIDATE_WEEK, number, recipient_name="Awa", week_starts_on=week
        )
        return queries.link_for_token(session, token, LinkPurpose.VALIDATE_WEEK)

    monday = date(2026, 3, 2)
    links = [issue(1, monday), issue(1, monday + timedelta(days=7)), issue(2, monday)]
    links.append(issue(1, monday))
    session.expire_all()
    assert [link.revoked_at is None for link in links] == [False, True, True, True]


def test_a_device_s_name_is_kept_short(session: Session) -> None:
    account = operations.account_for_staff(session, make_staff(session))
    operations.open_session(session, account, "x" * 4000)
    assert len(queries.open_sessions(session, account.id)[0].device) == operations.DEVICE_LENGTH
