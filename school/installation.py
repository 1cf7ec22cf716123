"""Opening an installation from a command: its settings and its database."""

from collections.abc import Iterator
from contextlib import contextmanager

from school.config import Settings, load_settings
from school.core import migrate
from school.core.database import Database
from school.core.errors import DatabaseUnavailable
from school.paths import MIGRATIONS


def prepare(settings: Settings) -> None:
    """Make the instance folder and the database's file where they are missing.

    The file holds people's data: nobody but who runs the school may read it, and SQLite gives
    the files beside it the same rights.
    """
    settings.instance.mkdir(parents=True, exist_ok=True)
    path = settings.sqlite_file
    if path is None or path.name == ":memory:" or "?" in path.name:
        return
    if path.parent.is_dir() and not path.exists():
        path.touch(mode=0o600)


@contextmanager
def opened(*, create: bool = False) -> Iterator[Database]:
    """Open the installation's database for a command.

    Raises `DatabaseUnavailable` when it is missing or its tables are not the newest, unless
    `create` asks to make or upgrade it.
    """
    settings = load_settings()
    if create:
        prepare(settings)
    database = Database(settings.database_url)
    try:
        if create:
            migrate.upgrade(database, MIGRATIONS)
        else:
            _refuse_unready(settings, database)
        yield database
    finally:
        database.dispose()


def _refuse_unready(settings: Settings, database: Database) -> None:
    path = settings.sqlite_file
    if path is not None and not path.is_file():
        raise DatabaseUnavailable(f"there is no database at {path}; run `school init` first")
    if not migrate.is_current(database, MIGRATIONS):
        raise DatabaseUnavailable(
            "the database has not the newest tables; run `school upgrade` first"
        )
