"""Taking in files in pieces: each byte once, in order, whatever is repeated, cut off or doubled."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import IO

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.core.clock import now
from school.core.errors import InvalidInput, NotFound, mark
from school.offline.file_models import FilePiece, ReceivedFile
from school.offline.file_queries import (
    file_by_uuid,
    files_of_account,
    pieces_of,
    untouched_since,
)
from school.offline.rules import LARGEST_FILES, SentFile

FORGOTTEN_AFTER = timedelta(days=30)
"""How long a file waits for its next piece, or for its entry, before it has to come again."""

MOST_UNDER_WAY = 200
MOST_BYTES_UNDER_WAY = 2 * LARGEST_FILES
"""Files and bytes that an account may have under way; past these, the oldest have to come again."""

IN_MEMORY = 256 * 1024

NOT_THERE = mark("Ce fichier n’existe pas.")
BEYOND_END = mark("Ce morceau dépasse la fin de son fichier.")


@dataclass(frozen=True)
class Missing:
    """A file that is not whole here, and how many of its bytes are."""

    uuid: str
    received: int
    damaged: bool = False


class FilesMissing(Exception):
    """An entry came before its files: it is to be sent again after them."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__("files")
        self.missing = missing


def add_piece(session: Session, account_id: int, told: SentFile, start: int, content: bytes) -> int:
    """Add bytes to a file where it goes on, and tell how many are here now.

    What does not begin where the file ends changes nothing: so does a copy, of two at once too.
    Raises `NotFound` for the number of somebody else's file and `InvalidInput` past its end.
    """
    if start + len(content) > told.size:
        raise InvalidInput(BEYOND_END)
    found = _begun(session, account_id, told)
    # The row is taken before the piece is written: of two copies, the second finds it moved.
    moved = (
        update(ReceivedFile)
        .where(ReceivedFile.id == found.id, ReceivedFile.received == start)
        .values(received=start + len(content), touched_at=now())
        .returning(ReceivedFile.id)
    )
    if content and session.scalar(moved) is not None:
        session.add(FilePiece(file_id=found.id, start=start, content=content))
        session.flush()
    session.refresh(found)
    return found.received


def drop(session: Session, files: Iterable[ReceivedFile]) -> None:
    """Drop files with their pieces; what is still wanted of them has to come again."""
    numbers = [one.id for one in files]
    session.execute(delete(FilePiece).where(FilePiece.file_id.in_(numbers)))
    session.execute(delete(ReceivedFile).where(ReceivedFile.id.in_(numbers)))


def drop_own(session: Session, account_id: int, uuids: Iterable[str]) -> None:
    """Drop the files of an account that bear these numbers."""
    found = [file_by_uuid(session, uuid) for uuid in uuids]
    drop(session, [one for one in found if one and one.account_id == account_id])


@contextmanager
def whole_files(
    session: Session, account_id: int, wanted: Sequence[SentFile]
) -> Iterator[list[IO[bytes]]]:
    """Open the files of an entry; raise `FilesMissing` unless each is here, whole and sound."""
    with ExitStack() as stack:
        opened: list[IO[bytes]] = []
        missing: list[Missing] = []
        for one in wanted:
            stream = stack.enter_context(SpooledTemporaryFile(IN_MEMORY))
            problem = _copy(session, account_id, one, stream)
            if problem:
                missing.append(problem)
            stream.seek(0)
            opened.append(stream)
        if missing:
            raise FilesMissing(missing)
        yield opened


def _copy(session: Session, account_id: int, wanted: SentFile, stream: IO[bytes]) -> Missing | None:
    if not wanted.size:
        return None
    found = file_by_uuid(session, wanted.uuid)
    if found is None or found.account_id != account_id:
        return Missing(wanted.uuid, 0)
    if (found.size, found.sha256) != (wanted.size, wanted.sha256):
        return Missing(wanted.uuid, 0, damaged=True)
    if found.received < found.size:
        return Missing(wanted.uuid, found.received)
    digest = sha256()
    for content in pieces_of(session, found):
        digest.update(content)
        stream.write(content)
    if wanted.sha256 not in (None, digest.hexdigest()) or stream.tell() != wanted.size:
        return Missing(wanted.uuid, 0, damaged=True)
    return None


def _begun(session: Session, account_id: int, told: SentFile) -> ReceivedFile:
    """Find the file that a piece is of; begin it where this is the first of its pieces."""
    found = file_by_uuid(session, told.uuid)
    if found is not None and found.account_id != account_id:
        raise NotFound(NOT_THERE)
    if found is not None and (found.size, found.sha256) == (told.size, told.sha256):
        return found
    if found is not None:
        drop(session, [found])
        session.expunge(found)
    _make_room(session, account_id, told.size)
    try:
        with session.begin_nested():
            session.add(
                begun := ReceivedFile(
                    uuid=told.uuid, account_id=account_id, size=told.size, sha256=told.sha256
                )
            )
    except IntegrityError:
        # A copy of this piece was faster.
        return _begun(session, account_id, told)
    return begun


def _make_room(session: Session, account_id: int, size: int) -> None:
    """Sweep what everybody has forgotten, and the oldest of an account that has too much here."""
    drop(session, untouched_since(session, now() - FORGOTTEN_AFTER))
    files = list(files_of_account(session, account_id))
    room = MOST_BYTES_UNDER_WAY - size - sum(one.size for one in files)
    dropped = []
    while files and (room < 0 or len(files) >= MOST_UNDER_WAY):
        dropped.append(files.pop(0))
        room += dropped[-1].size
    drop(session, dropped)
