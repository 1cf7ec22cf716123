"""Whether this installation shows the demo school: a mark in its database, never a setting."""

from flask import Flask, current_app
from sqlalchemy import Boolean, column, select, table
from sqlalchemy.exc import DBAPIError

from school.web.context import current_session

_INSTALLATION = table("installation", column("demo", Boolean))


def is_demo() -> bool:
    """Tell whether the database was made by `school demo`; asked once in the program's life.

    A database that does not answer is not the demo's: error pages ask too, and must be shown.
    """
    known: bool | None = current_app.extensions.get("school_demo")
    if known is not None:
        return known
    try:
        found = current_session().scalar(select(_INSTALLATION.c.demo))
    except DBAPIError:
        current_session().rollback()
        return False
    # The mark is set when a database is filled and never changes afterwards.
    if found is not None:
        current_app.extensions["school_demo"] = bool(found)
    return bool(found)


def install(app: Flask) -> None:
    """Let every page show the banner of the demo school."""
    app.context_processor(lambda: {"demo_mode": is_demo()})
