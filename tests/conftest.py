"""Fixtures shared by every test: databases, the application, people who ask."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings as hypothesis_settings
from sqlalchemy.orm import Session

from school.config import Settings
from school.core.database import Database
from tests.support.applications import SHARED, make_application
from tests.support.databases import ENGINES, POSTGRES_VARIABLE, Databases, kept_engine
from tests.support.memory import give_back, take_folder
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.postgres import Cluster

_CLUSTER: list[Cluster] = []
_MEMORY: list[Path] = []

# A busy machine is slow: how long an example takes says nothing about what it tests.
hypothesis_settings.register_profile("school", deadline=None)
hypothesis_settings.load_profile("school")


def pytest_configure(config: pytest.Config) -> None:
    """Start one PostgreSQL cluster for the whole run, in memory; its workers inherit both."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    if config.option.help or POSTGRES_VARIABLE in os.environ:
        return
    _MEMORY.extend(filter(None, [take_folder()]))
    cluster = Cluster()
    cluster.start()
    _CLUSTER.append(cluster)
    os.environ[POSTGRES_VARIABLE] = cluster.url


def pytest_unconfigure() -> None:
    """Stop the cluster that this process started."""
    while _CLUSTER:
        _CLUSTER.pop().stop()
        del os.environ[POSTGRES_VARIABLE]
    while _MEMORY:
        give_back(_MEMORY.pop())


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Databases:
    """The maker of fresh databases of this test process."""
    return Databases(tmp_path_factory.mktemp("databases"), worker_id)


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Run a test once on each database."""
    name: str = request.param
    return name


@pytest.fixture
def database_url(databases: Databases, engine_name: str) -> Iterator[str]:
    """The address of a fresh database with the newest tables and the curricula."""
    with databases.fresh(engine_name) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh database."""
    opened = kept_engine(database_url, "test")
    yield opened
    opened.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session to prepare and inspect records; commit what the application shall see."""
    with database.session(write=False) as opened:
        yield opened


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """The settings of an application on the fresh database."""
    return Settings(
        instance=tmp_path / "instance", DATABASE_URL=database_url, public_url="http://localhost"
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application on the fresh database; routes are added to an `own_app` alone."""
    with SHARED.lend(settings) as application:
        yield application


@pytest.fixture
def own_app(settings: Settings) -> Iterator[Flask]:
    """An application on the fresh database that no other test uses."""
    application = make_application(settings, TESTING=True, WTF_CSRF_ENABLED=False)
    application.test_client_class = CheckingClient
    yield application
    application.extensions["school_database"].dispose()


@pytest.fixture
def people(app: Flask, session: Session) -> People:
    """A school with one person in each role, who can be signed in."""
    return People(app, session)


@pytest.fixture
def signed_in(people: People) -> Callable[[str], CheckingClient]:
    """Give a client signed in as somebody: « director », « trainer », « ministry »…"""
    return people.client
