"""Tables of sealed reports: what was signed, and the files as they were given out."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from school.core.database import Base, reference_type
from school.hiring.sealing.rules import Manifest


class SealedReport(Base):
    """A report under its seal. What it says of itself is read from the signed bytes alone."""

    __tablename__ = "sealed_reports"
    __table_args__ = (
        CheckConstraint("(edition = 1) = (replaces_id IS NULL)", name="first_replaces_none"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(reference_type(), unique=True)
    edition: Mapped[int]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("sealed_reports.id"), unique=True)
    sealed_at: Mapped[datetime] = mapped_column(index=True)
    manifest: Mapped[bytes] = mapped_column(LargeBinary)
    public_key: Mapped[str]
    signature: Mapped[str]

    def read_manifest(self) -> Manifest:
        """Read what was signed; raise `ValueError` when the bytes are spoilt."""
        return Manifest.from_bytes(self.manifest)


class SealedFile(Base):
    """A file of a sealed report, byte for byte."""

    __tablename__ = "sealed_files"
    __table_args__ = (UniqueConstraint("report_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("sealed_reports.id"))
    name: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class SealedSchool(Base):
    """A school that a sealed report is about."""

    __tablename__ = "sealed_schools"
    __table_args__ = (UniqueConstraint("report_id", "school_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("sealed_reports.id"))
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)


def _refuse(mapper: object, connection: object, target: Any) -> None:
    del mapper, connection
    raise RuntimeError(f"{target.__tablename__}: what is sealed is never changed")


for _model in (SealedReport, SealedFile, SealedSchool):
    event.listen(_model, "before_update", _refuse)
    event.listen(_model, "before_delete", _refuse)
