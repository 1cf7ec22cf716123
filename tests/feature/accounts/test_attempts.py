"""Guessing passwords is slowed down, by name and by address."""

from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from school.accounts.models import SignInAttempt
from school.accounts.rules import ATTEMPT_WINDOW, ATTEMPTS_PER_ADDRESS, ATTEMPTS_PER_IDENTIFIER
from school.accounts.secrets import token_hash
from tests.support.accounts import EMAIL, PASSWORD, make_account, sign_in

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TOO_MANY = "Trop d’essais"


def fail(app: Flask, identifier: str, times: int, address: str = "192.0.2.1") -> None:
    client = app.test_client()
    for number in range(times):
        client.post(
            "/sign-in",
            data={"identifier": identifier, "password": f"faux {number}"},
            environ_overrides={"REMOTE_ADDR": address},
        )


def test_a_name_is_closed_after_some_failures_from_anywhere(app: Flask, session: Session) -> None:
    make_account(session)
    with time_machine.travel(NOON, tick=False):
        for number in range(ATTEMPTS_PER_IDENTIFIER - 1):
            fail(app, EMAIL, 1, f"192.0.2.{number}")
        assert sign_in(app.test_client(), EMAIL, PASSWORD).status_code == 303
        fail(app, EMAIL.upper(), 1, "198.51.100.1")
        response = sign_in(app.test_client(), f" {EMAIL}", PASSWORD)
    assert response.status_code == 422
    assert TOO_MANY in response.text


def test_the_name_opens_again_after_a_while(app: Flask, session: Session) -> None:
    make_account(session)
    with time_machine.travel(NOON, tick=False):
        fail(app, EMAIL, ATTEMPTS_PER_IDENTIFIER)
        assert sign_in(app.test_client(), EMAIL, PASSWORD).status_code == 422
    with time_machine.travel(NOON + ATTEMPT_WINDOW + timedelta(seconds=1), tick=False):
        assert sign_in(app.test_client(), EMAIL, PASSWORD).status_code == 303


def test_an_address_is_closed_after_many_names(app: Flask, session: Session) -> None:
    make_account(session)
    with time_machine.travel(NOON, tick=False):
        session.add_all(
            SignInAttempt(identifier_hash=f"name {number}", address_hash=token_hash("192.0.2.1"))
            for number in range(ATTEMPTS_PER_ADDRESS)
        )
        session.commit()
        here, elsewhere = ({"REMOTE_ADDR": one} for one in ("192.0.2.1", "192.0.2.2"))
        data = {"identifier": EMAIL, "password": PASSWORD}
        client = app.test_client()
        assert TOO_MANY in client.post("/sign-in", data=data, environ_overrides=here).text
        response = client.post("/sign-in", data=data, environ_overrides=elsewhere)
    assert response.status_code == 303


def test_neither_names_nor_addresses_are_kept_readable(app: Flask, session: Session) -> None:
    fail(app, EMAIL, 1)
    attempt = session.query(SignInAttempt).one()
    assert EMAIL not in attempt.identifier_hash
    assert "192.0.2.1" not in attempt.address_hash


def test_old_attempts_are_forgotten(app: Flask, session: Session) -> None:
    with time_machine.travel(NOON - timedelta(days=2), tick=False):
        fail(app, EMAIL, 3)
    with time_machine.travel(NOON, tick=False):
        fail(app, EMAIL, 1)
    assert session.query(SignInAttempt).count() == 1


def test_nobody_is_flooded_with_links(app: Flask, session: Session) -> None:
    make_account(session)
    client = app.test_client()
    statuses = [
        client.post("/password/forgotten", data={"identifier": EMAIL}).status_code
        for _ in range(ATTEMPTS_PER_IDENTIFIER + 1)
    ]
    assert statuses == [303] * ATTEMPTS_PER_IDENTIFIER + [422]
