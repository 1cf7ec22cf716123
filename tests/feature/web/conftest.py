"""Applications with the settings of production, for tests of the web kit."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from school import create_app
from school.config import Settings
from tests.support.pages import CheckingClient

MakeApp = Callable[..., Flask]


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
        app = create_app(settings, **overrides)
        app.test_client_class = CheckingClient
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["school_database"].dispose()
