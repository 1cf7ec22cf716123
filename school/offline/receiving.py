"""A sending of a phone: read with bounds, then each entry settled in a transaction of its own."""

import json
from dataclasses import dataclass
from math import inf, isnan
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
from school.offline.file_operations import FilesMissing, drop_own
from school.offline.kinds import KINDS
from school.offline.operations import Settled, settle
from school.offline.phone_operations import hear
from school.offline.phone_rules import PhoneNote, read_note
from school.offline.replay import refusal, replay
from school.offline.rules import (
    LARGEST_FILE,
    LARGEST_FILES,
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

TOO_HEAVY = mark(
    "Les fichiers de cette saisie sont trop lourds : enlevez-en, ou prenez-les plus petits."
)

LATER = "later"
"""Neither accepted nor refused: the phone keeps the entry and sends it again."""


class UnreadableSending(Exception):
    """The sending as a whole cannot be read: nothing of it was done."""


@dataclass(frozen=True)
class Sending:
    """Whose entries they say they are, the entries, each still to be read, and from which phone."""

    account: str
    entries: list[Any]
    phone: PhoneNote | None


def read_sending() -> Sending:
    """Read a sending as a whole; raises `UnreadableSending`."""
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
    return Sending(sending["account"], entries, read_note(sending.get("phone")))


def receive(session: Session, principal: Principal, raw: list[Any]) -> list[dict[str, Any]]:
    """Settle entries one by one and tell what became of each, in their order.

    Each is committed before the next begins: the refusal of one leaves the others, and a
    failure in the middle loses nothing of what was told. They act in the order in which they were
    saved, by which attempts are numbered, whatever the order in which they came.
    """
    said, changed = cookie.get(FLASHES), cookie.modified
    results: list[dict[str, Any]] = [{}] * len(raw)
    for place in sorted(range(len(raw)), key=lambda place: _saved_at(raw[place])):
        results[place] = _received(session, principal, raw[place])
    # What pages would have said next is for the phone to say, entry by entry.
    cookie.pop(FLASHES, None)
    if said is not None:
        cookie[FLASHES] = said
    # An answer cut off in the middle of a cookie would sign its reader out: this one sets none.
    cookie.modified = changed
    return results


def _saved_at(raw: object) -> float:
    said = raw.get("saved_at") if isinstance(raw, dict) else None
    if isinstance(said, float) and isnan(said):
        return inf
    return said if isinstance(said, int | float) else inf


def hear_phone(
    session: Session, principal: Principal, sending: Sending, results: list[dict[str, Any]]
) -> None:
    """Write down that the phone of a sending was heard of, if it said which one it is.

    Of those who have nothing to send, nothing is written down.
    """
    if sending.phone is None or not any(principal.may(one.permission) for one in KINDS.values()):
        return
    accepted = {one["uuid"] for one in results if one["outcome"] == Outcome.ACCEPTED.value}
    signature = request.headers.get("User-Agent", "")
    hear(session, principal, sending.phone, accepted=len(accepted), signature=signature)


def _received(session: Session, principal: Principal, raw: object) -> dict[str, Any]:
    uuid = raw.get("uuid") if isinstance(raw, dict) else None
    told = {"uuid": uuid if isinstance(uuid, str) else None}
    try:
        return told | _told(_settled(session, principal, read_entry(raw)))
    except NewerFormat:
        return told | {"outcome": LATER}
    except FilesMissing as waited:
        session.rollback()
        return told | {"outcome": LATER, "missing": _asked_for(session, principal, waited)}
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
    if sum(one.size for one in entry.files) > LARGEST_FILES or any(
        one.size > LARGEST_FILE for one in entry.files
    ):
        return refusal(InvalidInput(TOO_HEAVY))
    settled = settle(
        session,
        principal.account_id or 0,
        entry,
        lambda within: replay(within, principal, kind, entry),
    )
    session.commit()
    session.expire_all()
    return settled


def _asked_for(
    session: Session, principal: Principal, waited: FilesMissing
) -> list[dict[str, Any]]:
    """Say from where on each missing file is to be sent; what is damaged is sent all over."""
    damaged = [one.uuid for one in waited.missing if one.damaged]
    drop_own(session, principal.account_id or 0, damaged)
    session.commit()
    return [{"uuid": one.uuid, "received": one.received} for one in waited.missing]


def _told(settled: Settled) -> dict[str, Any]:
    if settled.outcome is Outcome.ACCEPTED:
        return {"outcome": settled.outcome.value, "location": settled.location}
    words = [dict(one) for one in settled.reasons]
    return {
        "outcome": settled.outcome.value,
        "reasons": words or [{"field": None, "words": gettext("Cette saisie a été refusée.")}],
    }
