"""The tables of files under way: what of each has come, until the entry they are of is taken in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from school.core.clock import now
from school.core.database import Base


class ReceivedFile(Base):
    """A file that a phone is sending, by the number that the phone gave it.

    `received` are the bytes that are here, all from the beginning on. Name and type come with the
    entry. The row goes once its entry is accepted, or when nothing has come for a long time.
    """

    __tablename__ = "received_files"
    __table_args__ = (CheckConstraint("received BETWEEN 0 AND size", name="received_within"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    size: Mapped[int]
    sha256: Mapped[str | None]
    received: Mapped[int] = mapped_column(default=0)
    touched_at: Mapped[datetime] = mapped_column(default=now, index=True)


class FilePiece(Base):
    """Some bytes of a file, and where they begin in it."""

    __tablename__ = "file_pieces"
    __table_args__ = (UniqueConstraint("file_id", "start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("received_files.id"))
    start: Mapped[int]
    content: Mapped[bytes]
