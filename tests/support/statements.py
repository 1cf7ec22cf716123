"""Counting what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from school.core.database import Database


@contextmanager
def count_statements(database: Database) -> Iterator[list[str]]:
    """Collect the statements that reach the database while the block runs."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split(maxsplit=1)[0].upper() not in {"BEGIN", "COMMIT", "ROLLBACK"}:
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def database_of(app: Flask) -> Database:
    """Give the database that the application of a test speaks to."""
    found = app.extensions["school_database"]
    assert isinstance(found, Database)
    return found
