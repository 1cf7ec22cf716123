"""Two people editing one record: the second is told, and nothing is overwritten unseen."""

from zlib import crc32

from sqlalchemy import inspect
from sqlalchemy.orm.attributes import flag_modified

from school.core.database import Versioned
from school.core.errors import StaleRecord, mark

LARGEST_EDITION = 10**8
"""Forms carry numbers of at most nine figures."""


def check_version(thing: Versioned, known: int | None) -> None:
    """Refuse a change made on another version of a record than the one it has now.

    `known` is the version that the form was opened with; nothing at all is refused too. Raises
    `StaleRecord`, with the present version among its values so that the form can go on from it.
    """
    if known != thing.version:
        raise stale_record(thing.version)


def changed_with(thing: Versioned) -> None:
    """Count a change of what belongs to a record as one of the record itself.

    Its version is then another, although no column of its own says anything else.
    """
    columns = inspect(type(thing)).column_attrs.keys()
    flag_modified(thing, next(name for name in columns if name not in {"id", "version"}))


def stale_record(current: int | None = None) -> StaleRecord:
    """Say that somebody else changed the record meanwhile."""
    return StaleRecord(
        mark(
            "Quelqu’un d’autre a modifié cette fiche entre-temps. Ce que vous avez écrit est "
            "toujours là : relisez la fiche, puis enregistrez de nouveau."
        ),
        values={"version": current},
    )


def edition_of(*written: object) -> int:
    """Number what is written of a thing without a version of its own, from 1; 0 for nothing.

    A form that shows it thus knows whether it changed. The number serves the form and is not kept.
    """
    return crc32(repr(written).encode()) % LARGEST_EDITION + 1 if written else 0
