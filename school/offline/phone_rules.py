"""What a phone says of itself with a sending, and when its silence is worth a look."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from school.offline.rules import Unreadable, read_uuid

HELD_TOO_LONG = timedelta(days=3)
"""A phone that held entries and has said nothing since is brought before the director."""

SILENT = timedelta(days=7)
"""A phone that held nothing may hold something by now: after that it is marked too."""

FORGOTTEN = timedelta(days=90)
"""A phone that held nothing and was silent for so long is dropped from the list."""

MOST_PHONES = 20
"""Phones of one account; past them the one heard of least recently makes room."""

MOST_HELD = 100_000
PROGRAM = re.compile(r"[0-9a-f]{8}")


class Silence(StrEnum):
    """How a phone stands that was heard of some time ago."""

    HEARD = "heard"
    SILENT = "silent"
    HOLDS = "holds"


@dataclass(frozen=True)
class PhoneNote:
    """What a phone says beside its entries: its number, what it holds, its program.

    `held` counts the entries on the phone when it sent them, sent ones included; `left` says
    that somebody signed out and that nothing of theirs is on it any more.
    """

    number: str
    held: int
    program: str | None = None
    left: bool = False


def read_note(raw: object) -> PhoneNote | None:
    """Read what a phone says of itself; nothing where it says nothing that can be read.

    Entries never wait for this: an older program says nothing, and a strange note is passed over.
    """
    if not isinstance(raw, Mapping):
        return None
    try:
        number = read_uuid(raw.get("number"))
    except Unreadable:
        return None
    held = raw.get("held")
    if not isinstance(held, int) or isinstance(held, bool) or not 0 <= held <= MOST_HELD:
        return None
    program = raw.get("program")
    known = program if isinstance(program, str) and PROGRAM.fullmatch(program) else None
    return PhoneNote(number, held, known, raw.get("left") is True)


def silence_of(held: int, last_heard_at: datetime, now: datetime) -> Silence:
    """Tell whether a phone has been silent for too long, and whether it held entries then."""
    quiet = now - last_heard_at
    if held and quiet >= HELD_TOO_LONG:
        return Silence.HOLDS
    return Silence.SILENT if quiet >= SILENT else Silence.HEARD
