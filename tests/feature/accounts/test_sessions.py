"""The cookie of a signed-in browser, and the list from which one ends it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from school.accounts.models import Account, AccountSession
from school.accounts.rules import SESSION_LIFETIME
from tests.support.accounts import EMAIL, PASSWORD, make_account, sign_in
from tests.support.people import People

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_the_cookie_is_kept_from_scripts_and_other_sites(app: Flask, session: Session) -> None:
    make_account(session)
    cookie = sign_in(app.test_client(), EMAIL, PASSWORD).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_the_cookie_travels_over_tls_alone_where_there_is_tls(app: Flask, session: Session) -> None:
    make_account(session)
    app.config["SESSION_COOKIE_SECURE"] = True
    assert "Secure" in sign_in(app.test_client(), EMAIL, PASSWORD).headers["Set-Cookie"]


def test_the_secret_is_kept_as_a_hash(app: Flask, session: Session) -> None:
    make_account(session)
    client = app.test_client()
    sign_in(client, EMAIL, PASSWORD)
    with client.session_transaction() as cookie:
        secret = cookie["session_token"]
    assert session.query(AccountSession).one().token_hash != secret


def test_signing_in_gives_another_secret_each_time(app: Flask, session: Session) -> None:
    make_account(session)
    client, secrets = app.test_client(), set()
    for _ in range(2):
        sign_in(client, EMAIL, PASSWORD)
        with client.session_transaction() as cookie:
            secrets.add(cookie["session_token"])
    assert len(secrets) == 2


def test_one_sees_one_s_browsers_and_ends_another(app: Flask, session: Session) -> None:
    make_account(session)
    phone, laptop = app.test_client(), app.test_client()
    for client, name in ((phone, "Téléphone"), (laptop, "Ordinateur")):
        data = {"identifier": EMAIL, "password": PASSWORD}
        client.post("/sign-in", data=data, headers={"User-Agent": name})
    page = laptop.get("/account").text
    assert "Téléphone" in page
    assert "Ordinateur" in page
    first = session.query(AccountSession).filter_by(device="Téléphone").one()
    assert laptop.post(f"/account/sessions/{first.id}/end").status_code == 303
    assert phone.get("/account").status_code == 303
    assert laptop.get("/account").status_code == 200
    assert "Téléphone" not in laptop.get("/account").text


def test_signing_out_ends_the_session_itself(people: People) -> None:
    client = people.client("director")
    with client.session_transaction() as cookie:
        secret = cookie["session_token"]
    assert client.post("/sign-out").status_code == 303
    with client.session_transaction() as cookie:
        assert "session_token" not in cookie
        cookie["session_token"] = secret
    assert client.get("/account").status_code == 303


@pytest.mark.parametrize("who", ["foreign_director", "trainer", "ministry", "apprentice"])
def test_another_s_session_is_not_there(people: People, session: Session, who: str) -> None:
    people.client("director")
    of_director = session.query(AccountSession).one()
    assert people.client(who).post(f"/account/sessions/{of_director.id}/end").status_code == 404
    session.expire_all()
    assert of_director.ended_at is None


@pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999", "-1", "x"])
def test_a_session_that_never_was_is_not_there(people: People, number: str) -> None:
    client = people.client("director")
    assert client.post(f"/account/sessions/{number}/end").status_code == 404


def test_a_session_ends_by_itself(app: Flask, session: Session) -> None:
    make_account(session)
    client = app.test_client()
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, EMAIL, PASSWORD)
        clock.move_to(NOON + SESSION_LIFETIME - timedelta(seconds=1))
        assert client.get("/account").status_code == 200
        clock.move_to(NOON + SESSION_LIFETIME)
        assert client.get("/account").status_code == 303


def test_a_closed_account_is_out_at_once(people: People, session: Session) -> None:
    client = people.client("director")
    session.get_one(Account, people.account("director").id).active = False
    session.commit()
    assert client.get("/account").status_code == 303


@pytest.mark.parametrize("secret", ["", "x", "é" * 500, 7, None, ["a"], {"a": 1}])
def test_a_made_up_secret_is_nobody(app: Flask, secret: object) -> None:
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["session_token"] = secret
    assert client.get("/account").status_code == 303


def test_a_tampered_cookie_is_nobody(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie("session", "eyJzZXNzaW9uX3Rva2VuIjoieCJ9.aaaa.bbbb")
    assert client.get("/account").status_code == 303
