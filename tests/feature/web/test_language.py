"""The reader's language, and where the switch leads."""

import pytest
from flask import Flask

from tests.support.people import People


def language_of(page: str) -> str:
    return page.split('<html lang="')[1][:2]


@pytest.mark.parametrize(
    ("accepted", "shown"),
    [("en", "en"), ("fr", "fr"), ("de", "fr"), ("en-GB,fr;q=0.2", "en"), ("", "fr"), ("*", "fr"),
     (";;q=x", "fr")],
)  # fmt: skip
def test_a_stranger_reads_the_browser_s_language_else_french(
    app: Flask, accepted: str, shown: str
) -> None:
    page = app.test_client().get("/sign-in", headers={"Accept-Language": accepted}).text
    assert language_of(page) == shown


def test_the_chosen_language_stays(app: Flask) -> None:
    client = app.test_client()
    response = client.post("/language", data={"language": "en", "next": "/sign-in?x=1"})
    assert (response.status_code, response.headers["Location"]) == (303, "/sign-in?x=1")
    assert language_of(client.get("/sign-in", headers={"Accept-Language": "fr"}).text) == "en"


def test_the_choice_goes_before_the_account_s(people: People) -> None:
    client = people.client("director")
    assert language_of(client.get("/account").text) == "fr"
    client.post("/language", data={"language": "en"})
    assert language_of(client.get("/account").text) == "en"


@pytest.mark.parametrize("chosen", ["de", "", "fr_FR", "../fr", "\x00"])
def test_there_are_two_languages(app: Flask, chosen: str) -> None:
    client = app.test_client()
    assert client.post("/language", data={"language": chosen}).status_code == 303
    assert language_of(client.get("/sign-in").text) == "fr"


@pytest.mark.parametrize(
    "wanted",
    ["https://example.test", "//example.test", "///example.test", "/\\example.test", "\\/x.test",
     "http:example.test", "/\r\nSet-Cookie: a=b", "/\x7f", " /account", "http://["],
)  # fmt: skip
def test_the_switch_leads_to_no_other_site(app: Flask, wanted: str) -> None:
    response = app.test_client().post("/language", data={"language": "en", "next": wanted})
    assert response.headers["Location"] == "/"
