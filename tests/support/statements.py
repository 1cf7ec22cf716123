"""Counting the statements a page sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import event

from school.core.database import Database


@dataclass
class Statements:
    """The statements sent while counting, in order, without those that open a transaction."""

    texts: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many there were."""
        return len(self.texts)


@contextmanager
def count_statements(where: Database | Flask) -> Iterator[Statements]:
    """Count what is sent to the database of a test, or of an application, during a block."""
    database: Database = where.extensions["school_database"] if isinstance(where, Flask) else where
    statements = Statements()

    def note(connection: Any, cursor: Any, text: str, *further: Any) -> None:
        del connection, cursor, further
        if not text.startswith(("BEGIN", "PRAGMA")):
            statements.texts.append(text)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
