"""Forms of other sites are refused; our own pages carry what they need."""

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from school.access.guard import public
from school.web import csrf
from tests.feature.web.conftest import MakeApp
from tests.support.accounts import EMAIL, PASSWORD, make_account


@pytest.fixture
def guarded(make_app: MakeApp, database_url: str) -> Flask:
    """The application with its protection on, as in production."""
    return make_app(database_url)


def token_in(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("token", [None, "", "x", "IjEi.aaaa.bbbb"])
@pytest.mark.parametrize("address", ["/sign-in", "/language", "/sign-in/demo", "/sign-out"])
def test_a_form_without_its_token_is_refused(
    guarded: Flask, session: Session, address: str, token: str | None
) -> None:
    make_account(session)
    data = {"identifier": EMAIL, "password": PASSWORD, "language": "en"}
    given = data if token is None else {**data, "csrf_token": token}
    response = guarded.test_client().post(address, data=given)
    assert response.status_code == 400
    assert "Cette page est restée ouverte trop longtemps" in response.text


def test_our_own_page_is_accepted(guarded: Flask, session: Session) -> None:
    make_account(session)
    client = guarded.test_client()
    token = token_in(client.get("/sign-in").text)
    data = {"identifier": EMAIL, "password": PASSWORD, "csrf_token": token}
    assert client.post("/sign-in", data=data).status_code == 303


def test_another_reader_s_token_is_refused(guarded: Flask) -> None:
    token = token_in(guarded.test_client().get("/sign-in").text)
    response = guarded.test_client().post("/language", data={"language": "en", "csrf_token": token})
    assert response.status_code == 400


def test_a_view_whose_address_holds_the_secret_is_free(guarded: Flask) -> None:
    @csrf.exempt
    @public
    def confirm() -> dict[str, bool]:
        return {"confirmed": True}

    guarded.add_url_rule("/trial-link", "trial_link", confirm, methods=["POST"])
    assert guarded.test_client().post("/trial-link").status_code == 200
