"""The cookie that says who is signed in, and the sign-in with its limits."""

from flask import Flask, g, request
from flask import session as cookie
from sqlalchemy.orm import Session

from school.access.principal import ANONYMOUS
from school.accounts import operations, queries
from school.accounts.models import Account
from school.core.errors import NotAllowed, mark
from school.web.context import current_session, database

COOKIE_KEY = "session_token"
WITHOUT_PERSON = frozenset({"assets.serve", "web.health"})


def install(app: Flask) -> None:
    """Find out who asks, before anything else is decided."""
    app.before_request(load_principal)


def load_principal() -> None:
    """Read the cookie and keep the person for the request."""
    token = cookie.get(COOKIE_KEY)
    if not isinstance(token, str) or request.endpoint in WITHOUT_PERSON:
        g.principal = ANONYMOUS
        return
    g.principal = queries.principal_for_token(current_session(), token)


def sign_in(session: Session, account: Account) -> None:
    """Sign an account in, in a cookie of its own."""
    cookie.pop(COOKIE_KEY, None)
    device = request.user_agent.string or "?"
    cookie[COOKIE_KEY] = operations.open_session(session, account, device)
    cookie.permanent = True


def sign_in_with_password(session: Session, identifier: str, password: str) -> None:
    """Sign in by name and password; raises `NotAllowed` with one answer for every failure."""
    address = request.remote_addr or ""
    if not operations.may_attempt(session, identifier, address):
        raise NotAllowed(mark("Trop d’essais : attendez un quart d’heure."))
    account = operations.authenticate(session, identifier, password)
    if account is None:
        # The failure must be counted although this request will be rolled back.
        session.rollback()
        with database().transaction() as counting:
            operations.note_failed_attempt(counting, identifier, address)
        raise NotAllowed(mark("Ce nom et ce mot de passe ne vont pas ensemble."), "password")
    sign_in(session, account)


def sign_out() -> None:
    """Forget who was signed in."""
    cookie.pop(COOKIE_KEY, None)


def count_password_request(session: Session, identifier: str) -> None:
    """Count a request for a password link like a failed sign-in, so that nobody is flooded."""
    address = request.remote_addr or ""
    if not operations.may_attempt(session, identifier, address):
        raise NotAllowed(mark("Trop d’essais : attendez un quart d’heure."))
    operations.note_failed_attempt(session, identifier, address)
