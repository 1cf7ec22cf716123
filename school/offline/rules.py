"""Entries of phones: what one looks like, its digest, and the day that it states."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from school.core.text import UNWRITABLE

FORMAT = 1
"""How entries are written today. Phones may hold older ones, and these are read for ever."""

MOST_ENTRIES = 50
MOST_BYTES = 512 * 1024
"""Entries and bytes of one sending; a phone with more sends several."""

MOST_FIELDS = 1000
LONGEST_NAME = 200
LONGEST_VALUE = 20_000
LONGEST_TARGET = 2000
LONGEST_KIND = 40

LONGEST_WAIT = timedelta(days=400)
"""How long ago a phone may say that something was entered; earlier, its clock is wrong."""

SURROGATES = re.compile("[\ud800-\udfff]")
WITHOUT_MEANING = frozenset({"csrf_token", "submission"})
"""Fields of the page, not of the entry: an old page holds old ones."""


class Outcome(StrEnum):
    """What became of an entry that was settled."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True)
class Entry:
    """What was typed in a form, where the form leads, and when it was saved (UTC)."""

    uuid: str
    kind: str
    target: str
    fields: tuple[tuple[str, str], ...]
    saved_at: datetime | None

    @property
    def digest(self) -> str:
        """Sixty-four hexadecimal digits of the content, whatever the format it was written in."""
        content = json.dumps([self.kind, self.target, self.fields], ensure_ascii=True)
        return hashlib.sha256(content.encode()).hexdigest()


class Unreadable(ValueError):
    """Not an entry: the sender is told, and nothing is kept of it."""


class NewerFormat(Unreadable):
    """Written by a newer program than this one: it is to be sent again later."""


def read_entry(raw: object) -> Entry:
    """Read an entry as a phone writes it; raises `Unreadable` when it is none.

    Format 1: `format`, `uuid`, `kind`, `target` (an address of this site), `fields` (pairs of
    name and value, in the order of the form), `saved_at` (milliseconds since 1970, UTC).
    """
    if not isinstance(raw, Mapping):
        raise Unreadable("entry")
    written = raw.get("format", FORMAT)
    if not isinstance(written, int) or isinstance(written, bool) or written < 1:
        raise Unreadable("format")
    if written > FORMAT:
        raise NewerFormat("format")
    return Entry(
        uuid=read_uuid(raw.get("uuid")),
        kind=_text(raw, "kind", LONGEST_KIND),
        target=_text(raw, "target", LONGEST_TARGET),
        fields=_fields(raw.get("fields")),
        saved_at=_moment(raw.get("saved_at")),
    )


def read_uuid(raw: object) -> str:
    """Read the number of an entry, in its one way of being written."""
    if not isinstance(raw, str):
        raise Unreadable("uuid")
    try:
        written = str(UUID(raw))
    except ValueError as error:
        raise Unreadable("uuid") from error
    if written != raw:
        raise Unreadable("uuid")
    return raw


def stated_day(saved_at: datetime | None, here: datetime) -> date:
    """Give the local day on which something was entered; today when the phone's clock is wrong.

    `here` is the present moment on the clock of the place, with its zone.
    """
    said = None if saved_at is None else saved_at.replace(tzinfo=UTC)
    # Compared before it is brought to the local clock: the last day of all years has no next one.
    if said is None or not here - LONGEST_WAIT <= said <= here:
        return here.date()
    return said.astimezone(here.tzinfo).date()


def _text(raw: Mapping[str, Any], name: str, longest: int) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or not value or len(value) > longest:
        raise Unreadable(name)
    return _writable(value)


def _fields(raw: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(raw, list) or len(raw) > MOST_FIELDS:
        raise Unreadable("fields")
    pairs = [_pair(one) for one in raw]
    return tuple(pair for pair in pairs if pair[0] not in WITHOUT_MEANING)


def _pair(raw: object) -> tuple[str, str]:
    if not isinstance(raw, list) or len(raw) != 2:
        raise Unreadable("fields")
    name, value = raw
    if not isinstance(name, str) or not isinstance(value, str):
        raise Unreadable("fields")
    if not name or len(name) > LONGEST_NAME or len(value) > LONGEST_VALUE:
        raise Unreadable("fields")
    return _writable(name), _writable(value)


def _writable(text: str) -> str:
    return SURROGATES.sub("", UNWRITABLE.sub("", text))


def _moment(raw: object) -> datetime | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise Unreadable("saved_at")
    try:
        return datetime.fromtimestamp(raw / 1000, UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        # A clock beyond all years says nothing, and is no reason to refuse the entry.
        return None
