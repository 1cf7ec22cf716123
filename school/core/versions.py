"""Two people editing one record: the second is told, and nothing is overwritten unseen."""

from school.core.database import Versioned
from school.core.errors import StaleRecord, mark


def check_version(thing: Versioned, known: int | None) -> None:
    """Refuse a change made on another version of a record than the one it has now.

    `known` is the version that the form was opened with; nothing at all is refused too. Raises
    `StaleRecord`, with the present version among its values so that the form can go on from it.
    """
    if known != thing.version:
        raise stale_record(thing.version)


def stale_record(current: int | None = None) -> StaleRecord:
    """Say that somebody else changed the record meanwhile."""
    return StaleRecord(
        mark(
            "Quelqu’un d’autre a modifié cette fiche entre-temps. Ce que vous avez écrit est "
            "toujours là : relisez la fiche, puis enregistrez de nouveau."
        ),
        values={"version": current},
    )
