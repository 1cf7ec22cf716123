"""How many statements each page sends to the database, counted inside this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bench.generated import PASSWORD
from bench.pages import Page
from school import create_app
from school.config import Settings


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Gather the statements of a block, without those that only open a transaction."""
    texts: list[str] = []

    def note(connection: Any, cursor: Any, text: str, *further: Any) -> None:
        del connection, cursor, further
        if not text.startswith(("BEGIN", "PRAGMA")):
            texts.append(text)

    engine = app.extensions["school_database"].engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield texts
    finally:
        event.remove(engine, "before_cursor_execute", note)


def statements_of(settings: Settings, pages: list[Page]) -> dict[str, int]:
    """Count the statements of reading each page or sending its form, the session's included."""
    app = create_app(settings, WTF_CSRF_ENABLED=False)
    clients: dict[str | None, FlaskClient] = {None: app.test_client()}
    found = {}
    for page in pages:
        if page.reader not in clients:
            client = clients[page.reader] = app.test_client()
            client.post("/sign-in", data={"identifier": page.reader, "password": PASSWORD})
        with counted(app) as texts:
            if page.sent is None:
                clients[page.reader].get(page.address)
            else:
                clients[page.reader].post(page.address, data=page.sent)
        found[page.name] = len(texts)
    app.extensions["school_database"].dispose()
    return found
