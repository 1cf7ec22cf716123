"""The traces of keys, read from the bytes that are kept; those read lately are remembered."""

from sqlalchemy.orm import Session

from school.practicals.readings import queries
from school.practicals.sor import SorError, Trace, read_sor

MOST_REMEMBERED = 8
_REMEMBERED: dict[str, Trace] = {}
"""Traces that were read lately, by the digest of their bytes, which never change."""


def trace_of(session: Session, key_id: int, digest: str) -> Trace:
    """Read the trace of a key; raise `SorError` where a bundle brought the key without it."""
    found = _REMEMBERED.get(digest) or read_sor(queries.content_of(session, key_id))
    if len(_REMEMBERED) >= MOST_REMEMBERED:
        _REMEMBERED.clear()
    _REMEMBERED[digest] = found
    return found


def trace_if_kept(session: Session, key_id: int, digest: str) -> Trace | None:
    """Read the trace of a key; nothing where a bundle brought the key without it."""
    try:
        return trace_of(session, key_id, digest)
    except SorError:
        return None
