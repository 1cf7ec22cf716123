"""The history of the tables: up, down, up again, and nothing is lost on the way."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select, text

from school import tables  # noqa: F401 - so that every table is known
from school.core import migrate
from school.core.database import Base, Database
from school.core.errors import DatabaseUnavailable
from school.paths import MIGRATIONS
from tests.factories import records
from tests.support.databases import Databases

LIST_OF_VALUES = re.compile(r"(\bIN \(|\bARRAY\[)([^)\]]*)")

REBUILD = '''"""Every table made anew, as a change of a column does on SQLite."""

from alembic import op
from sqlalchemy import inspect

revision = "rebuild"
down_revision = "{head}"
branch_labels = depends_on = None


def upgrade() -> None:
    for name in inspect(op.get_bind()).get_table_names():
        if name != "alembic_version":
            with op.batch_alter_table(name, recreate="auto") as batch:
                batch.alter_column("id", nullable=False)


def downgrade() -> None:
    upgrade()
'''

BROKEN = '''"""A migration that fails half-way."""

from alembic import op

revision = "broken"
down_revision = "{head}"
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute("UPDATE schools SET name = 'Lost'")
    op.execute("CREATE TABLE left_behind (id INTEGER)")
    op.execute("INSERT INTO no_such_table VALUES (1)")


def downgrade() -> None:
    pass
'''


@pytest.fixture
def empty(databases: Databases, engine_name: str) -> Iterator[Database]:
    """A database without a table."""
    with databases.fresh(engine_name, empty=True) as url:
        opened = Database(url)
        yield opened
        opened.dispose()


def shape(database: Database) -> dict[str, Any]:
    """Describe the tables: columns, keys, checks, indexes, by name."""
    inspector = inspect(database.engine)
    described = {}
    for table in sorted(inspector.get_table_names()):
        if table == "alembic_version":
            continue
        described[table] = {
            "columns": [
                (one["name"], str(one["type"]), one["nullable"])
                for one in inspector.get_columns(table)
            ],
            "keys": sorted(
                (str(one["name"]), one["referred_table"], tuple(one["constrained_columns"]))
                for one in inspector.get_foreign_keys(table)
            ),
            "uniques": sorted(
                (str(one["name"]), tuple(one["column_names"]))
                for one in inspector.get_unique_constraints(table)
            ),
            "checks": sorted(str(one["name"]) for one in inspector.get_check_constraints(table)),
            "indexes": sorted(
                (str(one["name"]), one["unique"]) for one in inspector.get_indexes(table)
            ),
        }
    return described


def head() -> str:
    found = ScriptDirectory.from_config(migrate.configuration(MIGRATIONS)).get_current_head()
    assert found is not None
    return found


def history_with(folder: Path, revision: str) -> Path:
    """Copy the history and add a revision after its newest."""
    copy = folder / "migrations"
    shutil.copytree(MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / "9999_next.py").write_text(revision.format(head=head()))
    return copy


def fill(database: Database) -> dict[str, int]:
    """Write a row into as many tables as the builders of records know, and count them all."""
    with database.transaction() as session:
        if session.scalar(select(func.count()).select_from(text("paths"))) == 0:
            pytest.fail("the fresh database has no curriculum")
        enrolment = records.make_enrolment(session, records.make_cohort(session))
        records.make_attendance(session, enrolment)
        records.make_measure(session, records.make_assessment(session, enrolment))
        placement = records.make_placement(session, enrolment)
        records.make_logbook_day(session, placement)
        records.make_visit(session, placement)
        records.make_offer(session, enrolment.trainee)
        records.make_hire(session, enrolment.trainee)
        records.make_situation(session, enrolment.trainee)
        records.make_staff(session)
    return counts(database)


def counts(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_history_has_one_beginning_and_one_end() -> None:
    scripts = ScriptDirectory.from_config(migrate.configuration(MIGRATIONS))
    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1


def test_history_goes_up_and_down_and_up_again(empty: Database) -> None:
    assert not migrate.is_current(empty, MIGRATIONS)
    migrate.upgrade(empty, MIGRATIONS)
    assert migrate.is_current(empty, MIGRATIONS)
    first = shape(empty)
    migrate.downgrade(empty, MIGRATIONS, "base")
    assert shape(empty) == {}
    assert not migrate.is_current(empty, MIGRATIONS)
    migrate.upgrade(empty, MIGRATIONS)
    assert shape(empty) == first
    migrate.upgrade(empty, MIGRATIONS)
    assert shape(empty) == first


def test_each_step_can_be_undone_and_redone(empty: Database) -> None:
    scripts = ScriptDirectory.from_config(migrate.configuration(MIGRATIONS))
    steps = [one.revision for one in reversed(list(scripts.walk_revisions()))]
    for number, revision in enumerate(steps):
        migrate.upgrade(empty, MIGRATIONS, revision)
        after = shape(empty)
        migrate.downgrade(empty, MIGRATIONS, steps[number - 1] if number else "base")
        migrate.upgrade(empty, MIGRATIONS, revision)
        assert shape(empty) == after


def test_history_ends_with_the_tables_of_the_program(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def conditions(database: Database) -> dict[tuple[str, str], str]:
    """Give what every check asks and which rows every index holds, by table and name."""
    inspector, found = inspect(database.engine), {}
    for table in inspector.get_table_names():
        for check in inspector.get_check_constraints(table):
            found[table, str(check["name"])] = evened(check["sqltext"])
        for index in inspector.get_indexes(table):
            rows = index.get("dialect_options", {})
            found[table, str(index["name"])] = evened(" ".join(str(one) for one in rows.values()))
    return found


def evened(condition: str) -> str:
    """Write a condition so that spaces and the order of a list of values make no difference."""

    def in_order(values: re.Match[str]) -> str:
        return values[1] + ",".join(sorted(part.strip() for part in values[2].split(",")))

    return "".join(LIST_OF_VALUES.sub(in_order, condition).replace('"', "").split())


def test_checks_of_the_program_are_in_the_database(
    database: Database, databases: Databases, engine_name: str
) -> None:
    """What the comparison of Alembic does not see."""
    with databases.fresh(engine_name, empty=True) as url:
        made = Database(url)
        Base.metadata.create_all(made.engine)
        wanted = conditions(made)
        made.dispose()
    there = conditions(database)
    assert {name: there[name] for name in there if name[0] != "alembic_version"} == wanted


def test_a_full_database_keeps_its_rows_and_constraints(database: Database, tmp_path: Path) -> None:
    before, rows = shape(database), fill(database)
    assert sum(1 for count in rows.values() if count) > 15
    scripts = history_with(tmp_path, REBUILD)
    migrate.upgrade(database, scripts)
    assert shape(database) == before
    assert counts(database) == rows
    migrate.downgrade(database, scripts, head())
    assert counts(database) == rows


def test_the_newest_step_is_undone_and_redone_on_a_full_database(database: Database) -> None:
    scripts = ScriptDirectory.from_config(migrate.configuration(MIGRATIONS))
    newest = scripts.get_revision(head())
    assert newest is not None
    rows = fill(database)
    if newest.down_revision is not None:
        migrate.downgrade(database, MIGRATIONS, str(newest.down_revision))
        older = inspect(database.engine).get_table_names()
        migrate.upgrade(database, MIGRATIONS)
        # What the step itself brought is gone with it: the curricula are loaded anew.
        rows = {name: number if name in older else 0 for name, number in rows.items()}
    assert counts(database) == rows


def test_a_step_that_fails_leaves_everything_as_it_was(database: Database, tmp_path: Path) -> None:
    before, rows = shape(database), fill(database)
    with pytest.raises(DatabaseUnavailable):
        migrate.upgrade(database, history_with(tmp_path, BROKEN))
    assert shape(database) == before
    assert counts(database) == rows
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM schools WHERE name = 'Lost'")) == 0
    assert migrate.is_current(database, MIGRATIONS)


def test_foreign_keys_hold_after_a_migration(empty: Database) -> None:
    migrate.upgrade(empty, MIGRATIONS)
    with empty.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
