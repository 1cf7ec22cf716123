"""The browsers of sign-ins, in words."""

import pytest
from flask import Flask
from flask_babel import Babel

from school.accounts.devices import device_words

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("signature", "words"),
    [
        (f"(Linux; Android 13) {WEBKIT} Chrome/120.0 Mobile Safari/537.36", "Chrome, Android"),
        (f"(Windows NT 10.0) {WEBKIT} Chrome/120.0 Safari/537.36 Edg/120.0", "Edge, Windows"),
        (f"(iPhone; like Mac OS X) {WEBKIT} Version/17.0 Safari/604.1", "Safari, iPhone"),
        ("(X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0", "Firefox, Linux"),
        ("Téléphone", "Téléphone"),
    ],
)
def test_a_browser_is_named(signature: str, words: str) -> None:
    assert device_words(signature) == words


def test_a_silent_browser_is_unknown() -> None:
    app = Flask(__name__)
    Babel(app, default_locale="fr")  # type: ignore[no-untyped-call]
    with app.test_request_context():
        assert device_words("?") == "Appareil inconnu"
