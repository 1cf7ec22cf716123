"""`school init` and `school upgrade`: an installation from nothing, and twice."""

import io
import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from school.accounts.models import Account, School
from school.config import secret_key
from school.core.database import Database
from tests.feature.commands.conftest import FOUND, Command
from tests.support.databases import Databases


def test_a_school_is_opened_without_questions(command: Command, instance: Path) -> None:
    command(*FOUND).done("School EMN opened", "school user password awa@example.test")
    assert (instance / "school.db").is_file()
    command("user", "list").done("awa@example.test")


def test_a_school_is_opened_on_either_database(
    command: Command, databases: Databases, engine_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with databases.fresh(engine_name, empty=True) as url:
        monkeypatch.setenv("DATABASE_URL", url)
        command(*FOUND).done("School EMN opened")
        database = Database(url)
        with database.reading() as session:
            assert session.query(School).one().name == "École des métiers"
        database.dispose()


def test_questions_are_asked_when_options_are_not_given(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("EMN\nÉcole\nawa@example.test\nen\n"))
    assert command("init").status == 0


def test_nobody_answers_the_questions(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    ended = command("init")
    assert ended.status == 2
    assert "Traceback" not in ended.complained
    assert "interrupted" in ended.complained


def test_the_same_school_is_not_opened_twice(command: Command) -> None:
    command(*FOUND).done()
    command(*FOUND).refused("EMN")
    assert command("user", "list").said.count("\n") == 1


def test_a_second_school_is_opened_beside_the_first(command: Command) -> None:
    command(*FOUND).done()
    command("init", "--school", "B", "--name", "B", "--director", "b@example.test",
            "--language", "en").done()  # fmt: skip
    command("user", "list").done("awa@example.test", "b@example.test")


@pytest.mark.parametrize(
    ("option", "value"),
    [("--director", "awa"), ("--school", " "), ("--name", ""), ("--language", "de")],
)
def test_a_wrong_answer_opens_nothing(
    command: Command, instance: Path, option: str, value: str
) -> None:
    arguments = list(FOUND)
    arguments[arguments.index(option) + 1] = value
    command(*arguments).refused()
    if (instance / "school.db").exists():
        assert command("user", "list").said == ""


def test_upgrade_makes_the_database_and_is_done_again_at_no_cost(
    command: Command, instance: Path
) -> None:
    command("upgrade").done("up to date")
    before = _tables(instance / "school.db")
    command("upgrade").done("up to date")
    assert _tables(instance / "school.db") == before


def test_upgrade_keeps_what_is_there(on_database: Command, session: Session) -> None:
    on_database(*FOUND).done()
    on_database("upgrade").done()
    session.rollback()
    assert session.query(Account).count() == 1


def test_the_secret_key_is_for_its_owner_alone(command: Command, instance: Path) -> None:
    key = secret_key(instance)
    assert len(key) >= 64
    assert secret_key(instance) == key
    assert stat.S_IMODE((instance / "secret_key").stat().st_mode) == 0o600


def _tables(path: Path) -> list[tuple[str, int]]:
    connection = sqlite3.connect(path)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master ORDER BY name")]
    counts = [
        (name, connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608
        for name in names
        if not name.startswith(("ix_", "uq_", "sqlite_"))
    ]
    connection.close()
    return counts


def test_the_database_is_for_its_keeper_alone(command: Command, instance: Path) -> None:
    command(*FOUND).done()
    assert [one.name for one in instance.iterdir() if one.stat().st_mode & 0o077] == []
