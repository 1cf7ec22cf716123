"""Entries of phones: what one looks like, its digest, and the day that it states."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from school.core.text import UNWRITABLE

FORMAT = 2
"""How entries are written today. Phones may hold older ones, and these are read for ever."""

WITH_FILES = 2
"""The first format that has files. An entry without any is written as in format 1."""

MOST_ENTRIES = 50
MOST_BYTES = 512 * 1024
"""Entries and bytes of one sending; a phone with more sends several."""

MOST_FIELDS = 1000
LONGEST_NAME = 200
LONGEST_VALUE = 20_000
LONGEST_TARGET = 2000
LONGEST_KIND = 40

MOST_FILES = 20
LONGEST_FILE_NAME = 300
LONGEST_FILE_TYPE = 200
LARGEST_FILE = 16 * 1024 * 1024
"""Bytes of one file: as much as the reader of traces takes. The forms hold photos to less."""

LARGEST_FILES = 128 * 1024 * 1024
"""Bytes of all the files of one entry."""

LONGEST_WAIT = timedelta(days=400)
"""How long ago a phone may say that something was entered; earlier, its clock is wrong."""

SURROGATES = re.compile("[\ud800-\udfff]")
DIGEST = re.compile("[0-9a-f]{64}")
WITHOUT_MEANING = frozenset({"csrf_token", "submission"})
"""Fields of the page, not of the entry: an old page holds old ones."""


class Outcome(StrEnum):
    """What became of an entry that was settled."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True)
class SentFile:
    """A file of an entry: the field that it fills, its own number, its bytes and their SHA-256.

    The bytes come apart from the entry, in pieces. A phone without encryption has no SHA-256.
    """

    field: str
    uuid: str
    name: str
    size: int
    media_type: str
    sha256: str | None


@dataclass(frozen=True)
class Entry:
    """What was typed in a form, where the form leads, and when it was saved (UTC)."""

    uuid: str
    kind: str
    target: str
    fields: tuple[tuple[str, str], ...]
    saved_at: datetime | None
    files: tuple[SentFile, ...] = ()

    @property
    def digest(self) -> str:
        """Sixty-four hexadecimal digits of the content, whatever the format it was written in."""
        content: list[Any] = [self.kind, self.target, self.fields]
        if self.files:
            content.append([astuple(one) for one in self.files])
        return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()


class Unreadable(ValueError):
    """Not an entry: the sender is told, and nothing is kept of it."""


class NewerFormat(Unreadable):
    """Written by a newer program than this one: it is to be sent again later."""


def read_entry(raw: object) -> Entry:
    """Read an entry as a phone writes it; raises `Unreadable` when it is none.

    Format 1: `format`, `uuid`, `kind`, `target` (an address of this site), `fields` (pairs of
    name and value, in the order of the form), `saved_at` (milliseconds since 1970, UTC).
    Format 2 adds `files`: for each `field`, `uuid`, `name`, `size` (bytes), `type` and `sha256`
    (or null).
    """
    if not isinstance(raw, Mapping):
        raise Unreadable("entry")
    written = raw.get("format", FORMAT)
    if not isinstance(written, int) or isinstance(written, bool) or written < 1:
        raise Unreadable("format")
    if written > FORMAT:
        raise NewerFormat("format")
    if written >= WITH_FILES and "files" not in raw:
        # An older program, still open on the phone, sends what a newer one kept, without its files.
        raise NewerFormat("files")
    return Entry(
        uuid=read_uuid(raw.get("uuid")),
        kind=_text(raw, "kind", LONGEST_KIND),
        target=_text(raw, "target", LONGEST_TARGET),
        fields=_fields(raw.get("fields")),
        saved_at=_moment(raw.get("saved_at")),
        files=_files(raw.get("files", [])) if written >= WITH_FILES else (),
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


def _files(raw: object) -> tuple[SentFile, ...]:
    if not isinstance(raw, list) or len(raw) > MOST_FILES:
        raise Unreadable("files")
    files = tuple(_file(one) for one in raw)
    if len({one.uuid for one in files}) < len(files):
        raise Unreadable("files")
    return files


def _file(raw: object) -> SentFile:
    if not isinstance(raw, Mapping):
        raise Unreadable("files")
    media_type = raw.get("type")
    return SentFile(
        field=_text(raw, "field", LONGEST_NAME),
        uuid=read_uuid(raw.get("uuid")),
        name=_text(raw, "name", LONGEST_FILE_NAME),
        size=read_size(raw.get("size")),
        media_type=_text(raw, "type", LONGEST_FILE_TYPE) if media_type else "",
        sha256=read_sha256(raw.get("sha256")),
    )


def read_size(raw: object) -> int:
    """Read how many bytes a file has; it may be empty."""
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 0:
        raise Unreadable("size")
    return raw


def read_sha256(raw: object) -> str | None:
    """Read the SHA-256 of a file, where the phone could tell it."""
    if raw is None:
        return None
    if not isinstance(raw, str) or not DIGEST.fullmatch(raw):
        raise Unreadable("sha256")
    return raw


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
