"""Whether this installation shows the demo school: a mark in its database, never a setting."""

from flask import Flask, current_app
from sqlalchemy import Boolean, column, select, table

from school.web.context import current_session

_INSTALLATION = table("installation", column("demo", Boolean))


def is_demo() -> bool:
    """Tell whether the database was made by `school demo`; asked once in the program's life."""
    known = current_app.extensions.get("school_demo")
    if known is None:
        # The mark is set when a database is filled and never changes afterwards.
        found = current_session().scalar(select(_INSTALLATION.c.demo))
        known = bool(found)
        if found is not None:
            current_app.extensions["school_demo"] = known
    return known


def install(app: Flask) -> None:
    """Let every page show the banner of the demo school."""
    app.context_processor(lambda: {"demo_mode": is_demo()})
