"""Reads of the files that phones are sending."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.offline.file_models import FilePiece, ReceivedFile


def file_by_uuid(session: Session, uuid: str) -> ReceivedFile | None:
    """Find a file by its number, as it stands now, whosever it is."""
    query = select(ReceivedFile).where(ReceivedFile.uuid == uuid)
    return session.scalar(query.execution_options(populate_existing=True))


def files_of_account(session: Session, account_id: int) -> Sequence[ReceivedFile]:
    """List the files that an account is sending, the one that was forgotten longest first."""
    query = select(ReceivedFile).where(ReceivedFile.account_id == account_id)
    return session.scalars(query.order_by(ReceivedFile.touched_at, ReceivedFile.id)).all()


def untouched_since(session: Session, moment: datetime) -> Sequence[ReceivedFile]:
    """List the files, of anybody, of which nothing has come since a moment (UTC)."""
    return session.scalars(select(ReceivedFile).where(ReceivedFile.touched_at < moment)).all()


def pieces_of(session: Session, file: ReceivedFile) -> Iterator[bytes]:
    """Give the bytes of a file piece by piece, in order, never all of them at once."""
    starts = select(FilePiece.id).where(FilePiece.file_id == file.id).order_by(FilePiece.start)
    for number in session.scalars(starts).all():
        yield session.scalars(select(FilePiece.content).where(FilePiece.id == number)).one()
