"""Taking in one entry of a phone: once, whatever is repeated, cut off or sent twice at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.core.errors import NotAllowed, mark
from school.offline.models import OutboxReceipt
from school.offline.queries import receipt_of
from school.offline.rules import Entry, Outcome

OTHER_CONTENT = mark(
    "Une autre saisie est déjà arrivée sous ce numéro. Ouvrez celle-ci et renvoyez-la."
)


@dataclass(frozen=True)
class Settled:
    """What became of an entry: where it led, or why it was refused, field by field."""

    outcome: Outcome
    location: str | None = None
    reasons: tuple[dict[str, Any], ...] = ()


def settle(
    session: Session, account_id: int, entry: Entry, act: Callable[[Session], Settled]
) -> Settled:
    """Let an entry act if it never did, and give its outcome: the first one, for a copy.

    The receipt is written before anything else: of two copies at once, the second waits for the
    first to end and then reads what became of it. Raises `NotAllowed` for the number of another
    entry. `act` keeps nothing of what it refuses.
    """
    receipt = _claim(session, account_id, entry)
    if receipt is None:
        return _earlier(session, account_id, entry)
    settled = act(session)
    receipt.outcome = settled.outcome
    receipt.location = settled.location
    receipt.reasons = list(settled.reasons)
    session.flush()
    return settled


def _claim(session: Session, account_id: int, entry: Entry) -> OutboxReceipt | None:
    if receipt_of(session, entry.uuid) is not None:
        return None
    receipt = OutboxReceipt(
        uuid=entry.uuid,
        account_id=account_id,
        kind=entry.kind,
        digest=entry.digest,
        outcome=Outcome.REFUSED,
    )
    try:
        with session.begin_nested():
            session.add(receipt)
    except IntegrityError:
        return None
    return receipt


def _earlier(session: Session, account_id: int, entry: Entry) -> Settled:
    found = receipt_of(session, entry.uuid)
    if found is None or (found.account_id, found.digest) != (account_id, entry.digest):
        raise NotAllowed(OTHER_CONTENT)
    return Settled(found.outcome, found.location, tuple(found.reasons))
