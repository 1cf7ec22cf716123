"""Tables of the keys of traces, their versions, and the readings that were corrected by them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.models import School
from school.core.clock import now
from school.core.database import Base, Versioned, reference_type
from school.practicals.readings.kept_rules import correction_from_plain, events_from_plain
from school.practicals.readings.rules import KeyVersion
from school.practicals.sheet_models import PracticalSheet, never_changes
from school.practicals.trace_models import FilePart, TraceFile
from school.practicals.traces.answer_key import Correction


class ReadingKey(TraceFile, Versioned, Base):
    """A trace of a school that apprentices read, under the title that trainers gave it.

    It has no version until a trainer has looked through its events. One that is no longer in use
    stays for what was corrected by it.
    """

    __tablename__ = "reading_keys"
    __table_args__ = (UniqueConstraint("school_id", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    title: Mapped[str]
    in_use: Mapped[bool]

    school: Mapped[School] = relationship()


class ReadingKeyVersion(Base):
    """The events of a key since one of its changes, numbered from 1; it never changes."""

    __tablename__ = "reading_key_versions"
    __table_args__ = (UniqueConstraint("key_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    key_id: Mapped[int] = mapped_column(ForeignKey("reading_keys.id"))
    number: Mapped[int]
    events: Mapped[list[list[Any]]] = mapped_column(JSON)
    stated_by: Mapped[str]
    stated_at: Mapped[datetime] = mapped_column(default=now)

    key: Mapped[ReadingKey] = relationship()

    @property
    def held(self) -> KeyVersion:
        """The events as the rules take them."""
        return KeyVersion(self.number, events_from_plain(self.events))


class ReadingKeyPart(FilePart, Base):
    """A piece of the bytes of a key's trace."""

    __tablename__ = "reading_key_parts"
    __table_args__ = (UniqueConstraint("key_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key_id: Mapped[int] = mapped_column(ForeignKey("reading_keys.id"))


class SheetReading(Base):
    """What was read on a trace, corrected by a version of its key, as it was signed."""

    __tablename__ = "sheet_readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("practical_sheets.id"), unique=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("reading_key_versions.id"), index=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)

    sheet: Mapped[PracticalSheet] = relationship(back_populates="reading")
    version: Mapped[ReadingKeyVersion] = relationship()

    @property
    def correction(self) -> Correction:
        """What was found, missed and read in excess."""
        return correction_from_plain(self.content)


never_changes(ReadingKeyVersion, ReadingKeyPart, SheetReading)
