"""Phones that were heard of."""

from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from school.accounts.models import Account
from school.offline.models import Phone
from tests.factories.records import add


def make_phone(session: Session, account: Account, **values: Any) -> Phone:
    """Make a phone of an account that was heard of just now and holds nothing."""
    defaults = {"number": str(uuid4()), "family": "Chrome, Android", "held": 0}
    return add(session, Phone(account_id=account.id, **{**defaults, **values}))
