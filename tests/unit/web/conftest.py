"""A reader of one language, without a database."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel, get_locale
from flask_wtf.csrf import CSRFProtect

Reader = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(scope="module")
def reader() -> Reader:
    """Give the request of somebody who reads a language, with the fields they sent."""
    app = Flask("trial")
    app.config.update(SECRET_KEY="k" * 32, WTF_CSRF_ENABLED=False)
    CSRFProtect(app)
    Babel(app, locale_selector=lambda: app.config["READER"])  # type: ignore[no-untyped-call]

    def read(language: str, sent: dict[str, str] | None = None) -> AbstractContextManager[Any]:
        app.config["READER"] = language
        return app.test_request_context(method="POST" if sent else "GET", data=sent)

    assert get_locale() is None
    return read
