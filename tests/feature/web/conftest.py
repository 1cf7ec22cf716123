"""Applications with the settings of production, for tests of the web kit."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from school.config import Settings
from tests.support.applications import make_application
from tests.support.pages import CheckingClient

MakeApp = Callable[..., Flask]


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """An application that pages of trials are added to."""
    return own_app


@pytest.fixture
def make_app(tmp_path: Path) -> Iterator[MakeApp]:
    """Make an application on a database, as it is in production unless told otherwise."""
    made: list[Flask] = []

    def make(url: str, environment: dict[str, Any] | None = None, **overrides: Any) -> Flask:
        settings = Settings(
            instance=tmp_path / "instance",
            DATABASE_URL=url,
            **(environment or {}),
        )
        app = make_application(settings, **overrides)
        app.test_client_class = CheckingClient
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["school_database"].dispose()
