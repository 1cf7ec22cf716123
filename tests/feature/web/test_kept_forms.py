"""What is sent after the session has ended is kept, and sent again by whoever signs in."""

import re

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from school.accounts.models import Account, AccountSession
from school.accounts.operations import account_for_staff, set_password
from school.accounts.rules import StaffRole
from school.cohorts.models import Cohort
from tests.factories.records import make_school, make_staff
from tests.feature.web.conftest import MakeApp
from tests.support.accounts import PASSWORD
from tests.support.pages import CheckingClient

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
OPENED = {
    "school": "EMN", "code": "2026-1", "name": "Pose « aérienne » & mesures",
    "path": "deployment", "starts_on": "2026-03-02", "ends_on": "2026-10-30", "capacity": "24",
}  # fmt: skip


@pytest.fixture
def app(make_app: MakeApp, database_url: str) -> Flask:
    """The application with its protection on, as in production."""
    return make_app(database_url)


@pytest.fixture
def director(session: Session) -> Account:
    staff = make_staff(session, StaffRole.DIRECTOR, make_school(session, "EMN"))
    account = account_for_staff(session, staff)
    set_password(session, account, PASSWORD)
    session.commit()
    return account


def hidden(client: CheckingClient, address: str) -> dict[str, str]:
    names = "csrf_token|submission|version|next"
    found = re.findall(rf'name="({names})"[^>]*value="([^"]*)"', client.get(address).text)
    return dict(found)


def sign_in(client: CheckingClient, account: Account) -> None:
    values = {"identifier": account.email, "password": PASSWORD}
    answer = client.post("/sign-in", data={**hidden(client, "/sign-in"), **values})
    assert answer.status_code == 303


def end_sessions(session: Session) -> None:
    session.execute(delete(AccountSession))
    session.commit()


def cohorts(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Cohort)) or 0


def test_nothing_typed_is_lost_when_the_session_has_ended(
    app: Flask, session: Session, director: Account
) -> None:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    sign_in(client, director)
    typed = {**hidden(client, "/cohorts/new"), **OPENED}
    end_sessions(session)

    refused = client.post("/cohorts/new", data=typed)
    assert refused.status_code == 401
    assert "Rien n’est perdu" in refused.text
    assert 'action="/cohorts/new"' in refused.text
    kept = {name: value.replace("&amp;", "&") for name, value in HIDDEN.findall(refused.text)}
    assert kept == typed
    assert cohorts(session) == 0

    sign_in(client, director)
    assert client.post("/cohorts/new", data=kept).location == "/cohorts/2026-1"
    assert client.post("/cohorts/new", data=kept).location == "/cohorts/2026-1"
    assert cohorts(session) == 1


def test_a_password_is_not_kept(app: Flask, session: Session, director: Account) -> None:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    sign_in(client, director)
    token = hidden(client, "/account")["csrf_token"]
    end_sessions(session)
    for name in ("password", "current_password"):
        answer = client.post("/cohorts/new", data={"csrf_token": token, name: "un secret"})
        assert answer.status_code == 303
        assert answer.location.startswith("/sign-in")
        assert "un secret" not in answer.text


def test_another_site_cannot_have_its_form_kept(app: Flask) -> None:
    answer = app.test_client().post("/cohorts/new", data=OPENED)
    assert answer.status_code == 400
    assert "aérienne" not in answer.text
