"""`school user`: adding people and setting their passwords."""

import io

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.feature.commands.conftest import FOUND, Command
from tests.support.accounts import sign_in

PHRASE = "une phrase qui se retient"


def add(command: Command, **options: str) -> None:
    given = {"email": "kofi@example.test", "name": "Kofi", "role": "trainer", "school": "EMN"}
    pairs = [(f"--{name}", value) for name, value in {**given, **options}.items() if value]
    command("user", "add", *[word for pair in pairs for word in pair]).done()


def test_somebody_added_signs_in_with_the_password_set(
    on_database: Command, app: Flask, session: Session
) -> None:
    on_database(*FOUND).done()
    add(on_database)
    on_database("user", "password", "KOFI@example.test", "--password", PHRASE).done()
    assert sign_in(app.test_client(), "kofi@example.test", PHRASE).status_code == 303
    on_database("user", "list").done("kofi@example.test\tKofi\tactive")


def test_the_password_is_asked_for_twice_and_not_shown(
    on_database: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_database(*FOUND).done()
    answers = iter([PHRASE, PHRASE])
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda prompt: next(answers))
    ended = on_database("user", "password", "awa@example.test")
    assert ended.status == 0
    assert PHRASE not in ended.said


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"role": "ministry", "school": "EMN"}, ""),
        ({"role": "trainer", "school": ""}, ""),
        ({"school": "AUTRE"}, "AUTRE"),
        ({"email": "kofi"}, "kofi"),
        ({"email": "awa@example.test"}, "awa@example.test"),
        ({"role": "king"}, "king"),
    ],
)
def test_who_cannot_be_is_not_added(
    on_database: Command, options: dict[str, str], word: str
) -> None:
    on_database(*FOUND).done()
    given = {"email": "kofi@example.test", "name": "Kofi", "role": "trainer", "school": "EMN"}
    pairs = [(f"--{name}", value) for name, value in {**given, **options}.items() if value]
    on_database("user", "add", *[part for pair in pairs for part in pair]).refused(word)
    assert "Kofi" not in on_database("user", "list").said


def test_the_ministry_has_no_school(on_database: Command) -> None:
    on_database(*FOUND).done()
    add(on_database, role="ministry", school="")


@pytest.mark.parametrize("password", ["court", "", "           "])
def test_a_poor_password_is_refused(on_database: Command, password: str) -> None:
    on_database(*FOUND).done()
    on_database("user", "password", "awa@example.test", "--password", password).refused()


def test_nobody_of_that_name(on_database: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    on_database("user", "password", "nul@example.test", "--password", PHRASE).refused(
        "nul@example.test"
    )
