"""Signing in by address or number, and what a stranger learns from trying: nothing."""

import re

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from school.accounts import secrets
from school.accounts.models import Account, AccountSession
from tests.support.accounts import EMAIL, PASSWORD, make_account, sign_in

REFUSAL = "Ce nom et ce mot de passe ne vont pas ensemble."


class CountingHasher(PasswordHasher):
    """The hasher itself, which says how often it worked."""

    verified = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # noqa: A002
        CountingHasher.verified += 1
        return super().verify(hash, password)


def without_chance(response: TestResponse) -> str:
    """Give a page without the numbers that chance puts into it."""
    text = response.get_data(as_text=True)
    return re.sub(r'[0-9a-f]{8}-[0-9a-f-]{27}|name="csrf_token"[^>]*', "", text)


@pytest.mark.parametrize("typed", [EMAIL, " AWA@EXAMPLE.test ", "0197000000", "97 00 00 00"])
def test_an_address_or_a_number_signs_in(app: Flask, session: Session, typed: str) -> None:
    make_account(session)
    client = app.test_client()
    response = sign_in(client, typed, PASSWORD)
    assert (response.status_code, response.headers["Location"]) == (303, "/")
    assert "Awa Dossou" in client.get("/account").text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_is_shown_in_the_account_s_language(
    app: Flask, session: Session, language: str
) -> None:
    make_account(session, language=language)
    client = app.test_client()
    sign_in(client, EMAIL, PASSWORD)
    assert f'<html lang="{language}"' in client.get("/account").text


def test_every_failure_has_one_answer(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_account(session)
    make_account(session, email="fini@example.test", phone=None, active=False)
    make_account(session, email="neuve@example.test", phone=None, password_hash=None)
    monkeypatch.setattr(
        secrets, "HASHER", CountingHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
    )
    answers, efforts = set(), set()
    for typed in (EMAIL, "fini@example.test", "neuve@example.test", "nul@example.test", "zzz"):
        CountingHasher.verified = 0
        response = sign_in(app.test_client(), typed, "un autre mot de passe")
        assert response.status_code == 422
        answers.add(without_chance(response).replace(typed, ""))
        efforts.add(CountingHasher.verified)
    assert len(answers) == 1
    assert REFUSAL in answers.pop()
    assert efforts == {1}


def test_a_closed_account_does_not_open_with_its_password(app: Flask, session: Session) -> None:
    make_account(session, active=False)
    assert sign_in(app.test_client(), EMAIL, PASSWORD).status_code == 422


def test_what_was_typed_is_kept_except_the_password(app: Flask, session: Session) -> None:
    page = sign_in(app.test_client(), "kofi@example.test", "un mot de passe perdu").text
    assert 'value="kofi@example.test"' in page
    assert "un mot de passe perdu" not in page


@pytest.mark.parametrize("empty", [{"identifier": ""}, {"password": ""}, {}])
def test_nothing_typed_is_told_on_the_field(
    app: Flask, session: Session, empty: dict[str, str]
) -> None:
    response = app.test_client().post("/sign-in", data=empty)
    assert response.status_code == 422
    assert "Ce champ est nécessaire." in response.text


@pytest.mark.parametrize(
    "odd", ["a\x00b@example.test", "\x00", "é" * 300, "٩٧", "' OR 1=1 --", "%s %d", "🙂@🙂.bj"]
)
def test_odd_names_are_refused_like_others(app: Flask, session: Session, odd: str) -> None:
    response = sign_in(app.test_client(), odd, "\x00 un mot de passe")
    assert response.status_code == 422


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/account?x=1", "/account?x=1"),
        ("https://example.test/", "/"),
        ("//example.test", "/"),
        ("/\\example.test", "/"),
        ("\\\\example.test", "/"),
        ("http://[", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/example.test", "/"),
        ("account", "/"),
        ("", "/"),
    ],
)
def test_one_is_led_to_pages_of_this_site_alone(
    app: Flask, session: Session, wanted: str, reached: str
) -> None:
    make_account(session)
    response = sign_in(app.test_client(), EMAIL, PASSWORD, next=wanted)
    assert response.headers["Location"] == reached


def test_the_page_one_wanted_is_kept_while_signing_in(app: Flask, session: Session) -> None:
    client = app.test_client()
    response = client.get("/account?x=1")
    assert response.headers["Location"] == "/sign-in?next=/account?x%3D1"
    assert 'value="/account?x=1"' in client.get(response.headers["Location"]).text


def test_an_old_hash_is_made_anew_at_sign_in(app: Flask, session: Session) -> None:
    account = make_account(
        session, password_hash=PasswordHasher(time_cost=1, memory_cost=64).hash(PASSWORD)
    )
    assert sign_in(app.test_client(), EMAIL, PASSWORD).status_code == 303
    session.expire_all()
    kept = session.get_one(Account, account.id).password_hash
    assert kept is not None
    assert not secrets.needs_rehash(kept)


def test_a_form_sent_twice_signs_in_once(app: Flask, session: Session) -> None:
    make_account(session)
    client = app.test_client()
    key = "0b1f7c52-6a2e-4f5e-9d0c-3d1f6f2f7a11"
    for _ in range(2):
        assert sign_in(client, EMAIL, PASSWORD, submission=key).status_code == 303
    assert session.query(AccountSession).count() == 1
