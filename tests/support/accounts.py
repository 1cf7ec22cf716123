"""Accounts with a password, for tests of signing in."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from school.accounts.models import Account
from school.accounts.secrets import hash_password
from tests.factories.records import make_tutor

PASSWORD = "une phrase qui se retient"
EMAIL = "awa@example.test"
PHONE = "+2290197000000"


def make_account(session: Session, **values: object) -> Account:
    """Make an account with an address, a number and a password, and let others see it."""
    defaults = {"name": "Awa Dossou", "email": EMAIL, "phone": PHONE}
    if "password_hash" not in values:
        values["password_hash"] = hash_password(PASSWORD)
    account = Account(**{**defaults, **values})
    account.tutor_id = make_tutor(session).id
    session.add(account)
    session.commit()
    return account


def sign_in(client: FlaskClient, identifier: str, password: str, **more: str) -> TestResponse:
    """Send the sign-in form."""
    data = {"identifier": identifier, "password": password, **more}
    return client.post("/sign-in", data=data)
