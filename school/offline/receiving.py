"""A sending of a phone: read with bounds, then each entry settled in a transaction of its own."""

import json
from typing import Any

import structlog
from flask import request
from flask import session as cookie
from flask_babel import gettext
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from werkzeug.exceptions import RequestEntityTooLarge

from school.access.principal import Principal
from school.core.errors import DomainError, InvalidInput, mark
from school.offline.kinds import KINDS
from school.offline.operations import Settled, settle
from school.offline.replay import refusal, replay
from school.offline.rules import (
    MOST_BYTES,
    MOST_ENTRIES,
    Entry,
    NewerFormat,
    Outcome,
    Unreadable,
    read_entry,
)

log = structlog.get_logger()

FLASHES = "_flashes"
"""Where Flask keeps, in the cookie, what the next page is to say."""

LATER = "later"
"""Neither accepted nor refused: the phone keeps the entry and sends it again."""


class UnreadableSending(Exception):
    """The sending as a whole cannot be read: nothing of it was done."""


def read_sending() -> tuple[str, list[Any]]:
    """Read whose entries they say they are, and the entries, each still to be read."""
    # The length is what the sender says, or nothing where the body comes in pieces.
    if (request.content_length or 0) > MOST_BYTES or len(request.get_data()) > MOST_BYTES:
        raise RequestEntityTooLarge
    try:
        sending = json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise UnreadableSending from error
    if not isinstance(sending, dict) or not isinstance(sending.get("account"), str):
        raise UnreadableSending
    entries = sending.get("entries")
    if not isinstance(entries, list) or len(entries) > MOST_ENTRIES:
        raise UnreadableSending
    return sending["account"], entries


def receive(session: Session, principal: Principal, raw: list[Any]) -> list[dict[str, Any]]:
    """Settle entries one by one and tell what became of each, in their order.

    Each is committed before the next begins: the refusal of one leaves the others, and a
    failure in the middle loses nothing of what was told.
    """
    said = cookie.get(FLASHES)
    results = [_received(session, principal, one) for one in raw]
    # What pages would have said next is for the phone to say, entry by entry.
    cookie.pop(FLASHES, None)
    if said is not None:
        cookie[FLASHES] = said
    return results


def _received(session: Session, principal: Principal, raw: object) -> dict[str, Any]:
    uuid = raw.get("uuid") if isinstance(raw, dict) else None
    told = {"uuid": uuid if isinstance(uuid, str) else None}
    try:
        return told | _told(_settled(session, principal, read_entry(raw)))
    except NewerFormat:
        return told | {"outcome": LATER}
    except Unreadable:
        return told | _told(refusal(InvalidInput(mark("Cette saisie n’est pas lisible."))))
    except DomainError as error:
        session.rollback()
        return told | _told(refusal(error))
    except SQLAlchemyError:
        raise
    except Exception:
        # Our fault, and this entry's alone: the others must not wait for it to be mended.
        session.rollback()
        log.exception("outbox_entry_failed")
        return told | {"outcome": LATER}


def _settled(session: Session, principal: Principal, entry: Entry) -> Settled:
    kind = KINDS.get(entry.kind)
    if kind is None:
        unknown = mark("Ce programme ne connaît pas ce genre de saisie.")
        return refusal(InvalidInput(unknown))
    settled = settle(
        session,
        principal.account_id or 0,
        entry,
        lambda within: replay(within, principal, kind, entry),
    )
    session.commit()
    session.expire_all()
    return settled


def _told(settled: Settled) -> dict[str, Any]:
    if settled.outcome is Outcome.ACCEPTED:
        return {"outcome": settled.outcome.value, "location": settled.location}
    words = [dict(one) for one in settled.reasons]
    return {
        "outcome": settled.outcome.value,
        "reasons": words or [{"field": None, "words": gettext("Cette saisie a été refusée.")}],
    }
