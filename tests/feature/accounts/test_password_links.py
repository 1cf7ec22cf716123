"""Choosing a password from a link: once, in time, for this purpose alone."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from school.accounts import operations, queries
from school.accounts.models import Account, AccountSession, SignedLink
from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.core.delivery import MessageChannel
from school.core.errors import NotAllowed
from school.core.outbox import MailMessage
from school.core.short_text import MOST_PARTS, parts
from tests.factories.records import make_staff
from tests.support.accounts import EMAIL, PASSWORD, make_account, sign_in

NEW = "une autre phrase encore"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def ask(app: Flask, identifier: str) -> str:
    response = app.test_client().post("/password/forgotten", data={"identifier": identifier})
    assert response.status_code == 303
    return response.headers["Location"]


def link_in(session: Session) -> str:
    session.rollback()
    message = session.query(MailMessage).order_by(MailMessage.id.desc()).first()
    assert message is not None
    found = re.search(r"http://localhost(/password/\S+)", message.body)
    assert found
    return found[1]


def test_a_link_comes_by_mail_and_serves_once(app: Flask, session: Session) -> None:
    make_account(session)
    before = app.test_client()
    sign_in(before, EMAIL, PASSWORD)
    ask(app, EMAIL)
    address = link_in(session)
    client = app.test_client()
    assert client.get(address).status_code == 200
    assert client.post(address, data={"password": NEW}).headers["Location"] == "/sign-in"
    assert sign_in(client, EMAIL, NEW).status_code == 303
    assert sign_in(app.test_client(), EMAIL, PASSWORD).status_code == 422
    assert before.get("/account").status_code == 303, "sessions from before are ended"
    for response in (client.get(address), client.post(address, data={"password": "encore" * 3})):
        assert response.status_code == 410
    assert sign_in(app.test_client(), EMAIL, NEW).status_code == 303


def test_who_asks_does_not_choose_where_the_link_leads(app: Flask, session: Session) -> None:
    make_account(session)
    client = app.test_client()
    data = {"identifier": EMAIL}
    client.post("/password/forgotten", data=data, base_url="http://stranger.example")
    assert app.test_client().get(link_in(session)).status_code == 200
    assert "stranger" not in session.query(MailMessage).one().body


def test_the_answer_is_the_same_for_a_stranger(app: Flask, session: Session) -> None:
    make_account(session)
    assert ask(app, EMAIL) == ask(app, "nul@example.test") == ask(app, "zzz") == "/sign-in"
    assert session.query(MailMessage).count() == 1


def test_staff_get_their_account_at_the_first_link(app: Flask, session: Session) -> None:
    staff = make_staff(session, email="neuf@example.test")
    session.commit()
    ask(app, "NEUF@example.test")
    account = session.query(Account).filter_by(email="neuf@example.test").one()
    assert account.staff_id == staff.id
    app.test_client().post(link_in(session), data={"password": NEW})
    assert sign_in(app.test_client(), "neuf@example.test", NEW).status_code == 303


def test_who_has_a_number_alone_gets_a_short_text(app: Flask, session: Session) -> None:
    make_account(session, email=None)
    ask(app, "0197000000")
    message = session.query(MailMessage).one()
    assert (message.channel, message.recipient) == (MessageChannel.SMS, "+2290197000000")
    assert parts(message.body) <= MOST_PARTS
    assert app.test_client().get(link_in(session)).status_code == 200


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_message_is_in_the_person_s_language(
    app: Flask, session: Session, language: str
) -> None:
    make_account(session, language=language)
    ask(app, EMAIL)
    message = session.query(MailMessage).one()
    assert ("Bonjour" in message.body) == (language == "fr")
    assert message.recipient == EMAIL


def test_a_link_expires(app: Flask, session: Session) -> None:
    make_account(session)
    with time_machine.travel(NOON, tick=False) as clock:
        ask(app, EMAIL)
        address = link_in(session)
        clock.move_to(NOON + LINK_LIFETIMES[LinkPurpose.SET_PASSWORD] - timedelta(seconds=1))
        assert app.test_client().get(address).status_code == 200
        clock.move_to(NOON + LINK_LIFETIMES[LinkPurpose.SET_PASSWORD])
        assert app.test_client().get(address).status_code == 410
        assert app.test_client().post(address, data={"password": NEW}).status_code == 410
        assert sign_in(app.test_client(), EMAIL, NEW).status_code == 422


def test_a_newer_link_ends_the_older(app: Flask, session: Session) -> None:
    make_account(session)
    ask(app, EMAIL)
    first = link_in(session)
    ask(app, EMAIL)
    assert app.test_client().get(first).status_code == 410
    assert app.test_client().get(link_in(session)).status_code == 200


@pytest.mark.parametrize("purpose", [one for one in LinkPurpose if one != "set_password"])
def test_a_link_for_another_purpose_sets_no_password(
    app: Flask, session: Session, purpose: LinkPurpose
) -> None:
    account = make_account(session)
    token = operations.issue_link(session, purpose, account.id, recipient_name="Awa")
    session.commit()
    assert app.test_client().get(f"/password/{token}").status_code == 404
    assert app.test_client().post(f"/password/{token}", data={"password": NEW}).status_code == 404


@pytest.mark.parametrize("token", ["x", "é" * 300, "..", "%00", "a" * 2000])
def test_a_made_up_link_is_not_there(app: Flask, token: str) -> None:
    assert app.test_client().get(f"/password/{token}").status_code == 404


@pytest.mark.parametrize("password", ["", "court", "é" * 300, "          "])
def test_a_poor_password_is_refused_and_the_link_still_serves(
    app: Flask, session: Session, password: str
) -> None:
    make_account(session)
    ask(app, EMAIL)
    address = link_in(session)
    assert app.test_client().post(address, data={"password": password}).status_code == 422
    assert app.test_client().post(address, data={"password": NEW}).status_code == 303


def test_only_a_hash_of_the_secret_is_kept(app: Flask, session: Session) -> None:
    make_account(session)
    ask(app, EMAIL)
    assert session.query(SignedLink).one().token_hash not in link_in(session)


def test_of_two_at_once_the_first_used_the_link(app: Flask, session: Session) -> None:
    account = make_account(session)
    token = operations.issue_password_link(session, account)
    session.commit()
    link = queries.link_for_token(session, token, LinkPurpose.SET_PASSWORD)
    session.expunge(link)
    session.rollback()
    database = app.extensions["school_database"]
    with database.transaction() as other:
        twin = queries.link_for_token(other, token, LinkPurpose.SET_PASSWORD)
        operations.use_link(other, twin)
    assert link.used_at is None, "this side had read it before"
    with pytest.raises(NotAllowed):
        operations.use_link(session, link)


def test_a_password_is_changed_by_its_owner(app: Flask, session: Session) -> None:
    make_account(session)
    client = app.test_client()
    sign_in(client, EMAIL, PASSWORD)
    assert client.post("/account/password", data={"password": "court"}).status_code == 422
    assert client.get("/account").status_code == 200
    assert client.post("/account/password", data={"password": NEW}).status_code == 303
    assert client.get("/account").status_code == 303, "every browser signs in again"
    assert session.query(AccountSession).filter_by(ended_at=None).count() == 0
    assert sign_in(client, EMAIL, NEW).status_code == 303
