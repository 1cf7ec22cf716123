"""What a view may reach for: the request's database session and the person who asks."""

from typing import cast

from flask import current_app, g, request
from sqlalchemy.orm import Session
from werkzeug.local import LocalProxy

from school.access.principal import ANONYMOUS, Principal
from school.core.database import Database

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def database() -> Database:
    """Give the installation's database."""
    return cast(Database, current_app.extensions["school_database"])


def current_session() -> Session:
    """Give the request's session, opened at first use; it may write unless the method is safe."""
    if "database_session" not in g:
        g.database_session = database().session(write=request.method not in SAFE_METHODS)
    return cast(Session, g.database_session)


def current_principal() -> Principal:
    """Give the person who asks, or nobody."""
    return cast(Principal, g.get("principal", ANONYMOUS))


session = cast(Session, LocalProxy(current_session))
principal = cast(Principal, LocalProxy(current_principal))
