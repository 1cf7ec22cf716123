"""A database file that is taken away or replaced under a school that is served."""

from pathlib import Path

import pytest
from flask import Flask

from school.core.database import Database
from school.enterprises.models import Enterprise
from tests.factories.records import make_enterprise
from tests.support.databases import Databases
from tests.support.people import People

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def file(database_url: str) -> Path:
    """The file of the test's database."""
    return Path(database_url.removeprefix("sqlite:///"))


def move(file: Path, target: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        part = file.with_name(file.name + suffix)
        if part.exists():
            part.rename(target.with_name(target.name + suffix))


def test_nothing_is_written_into_a_file_that_is_gone(
    app: Flask, people: People, file: Path, tmp_path: Path
) -> None:
    client = people.client("director")
    assert client.get("/enterprises").status_code == 200
    move(file, tmp_path / "away.db")
    answer = client.post("/enterprises/new", data={"name": "Perdue"})
    assert answer.status_code == 503
    assert "La base de données ne répond pas" in answer.text
    assert client.get("/health").status_code == 503
    assert not file.exists(), "no empty file is left in its place"
    move(tmp_path / "away.db", file)
    assert client.post("/enterprises/new", data={"name": "Revenue"}).status_code == 303
    database: Database = app.extensions["school_database"]
    with database.reading() as session:
        assert [one.name for one in session.query(Enterprise)] == ["Revenue"]


def test_a_file_put_in_its_place_is_the_one_that_is_read(
    app: Flask, file: Path, tmp_path: Path, databases: Databases
) -> None:
    database: Database = app.extensions["school_database"]
    with database.reading() as session:
        assert session.query(Enterprise).count() == 0
    with databases.fresh("sqlite") as url:
        restored = Database(url)
        with restored.transaction() as session:
            make_enterprise(session)
        restored.dispose()
        move(file, tmp_path / "away.db")
        move(Path(url.removeprefix("sqlite:///")), file)
        with database.reading() as session:
            assert session.query(Enterprise).count() == 1
