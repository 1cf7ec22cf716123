"""Bring a database to the newest tables, or back to an older state."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from school.core.database import Database
from school.core.errors import DatabaseUnavailable


def configuration(scripts: Path, connection: Connection | None = None) -> Config:
    """Describe the migrations to Alembic without a file of settings."""
    config = Config()
    config.set_main_option("script_location", str(scripts))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def upgrade(database: Database, scripts: Path, revision: str = "head") -> None:
    """Apply what is missing. Raises `DatabaseUnavailable` when the database cannot be written."""
    _migrate(database, scripts, lambda config: command.upgrade(config, revision))


def downgrade(database: Database, scripts: Path, revision: str) -> None:
    """Undo the newest migrations down to a revision."""
    _migrate(database, scripts, lambda config: command.downgrade(config, revision))


def is_current(database: Database, scripts: Path) -> bool:
    """Tell whether the database stands at the newest revision; no table at all is not current."""
    head = ScriptDirectory.from_config(configuration(scripts)).get_current_head()
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == head
    except SQLAlchemyError as error:
        raise DatabaseUnavailable(str(getattr(error, "orig", error))) from error


def _migrate(database: Database, scripts: Path, run: Callable[[Config], None]) -> None:
    try:
        with database.engine.execution_options(write_intent=True).connect() as connection:
            is_sqlite = connection.dialect.name == "sqlite"
            if is_sqlite:
                _set_foreign_keys(connection, "OFF")
            # A rebuild of a parent table with foreign keys on would empty its children.
            with connection.begin():
                run(configuration(scripts, connection))
                if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise DatabaseUnavailable("the migration would leave dangling references")
            if is_sqlite:
                _set_foreign_keys(connection, "ON")
    except SQLAlchemyError as error:
        raise DatabaseUnavailable(str(getattr(error, "orig", error))) from error


def _set_foreign_keys(connection: Connection, state: str) -> None:
    # The pragma does nothing inside a transaction: it goes straight to the driver.
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA foreign_keys={state}")
