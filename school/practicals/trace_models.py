"""Tables of OTDR traces that were signed with a sheet: the file as it was, and what is known of it.

Like the sheet, they never change.
"""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.core.database import Base, ExactDecimal, enum_type, reference_type
from school.practicals.sheet_models import PracticalSheet, never_changes
from school.practicals.trace_rules import Likeness
from school.practicals.traces.dates import DateDoubt
from school.practicals.traces.reuse import Fingerprint, from_text


class TraceFile:
    """What is kept of a `.sor` file beside its bytes; the moment is that of the instrument, UTC.

    `levels` are those of the fingerprint, by which the trace is known again.
    """

    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    name: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str]
    serial: Mapped[str | None]
    taken_at: Mapped[datetime]
    wavelength_nm: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    points: Mapped[int]
    levels: Mapped[str | None]

    @property
    def fingerprint(self) -> Fingerprint:
        """What the trace is known by."""
        return from_text(
            self.levels or "",
            serial=self.serial or "",
            taken_at=self.taken_at,
            wavelength_nm=None if self.wavelength_nm is None else float(self.wavelength_nm),
            points=self.points,
        )


class FilePart:
    """A piece of a file's bytes; the references of the pieces are in the order of the pieces."""

    reference: Mapped[str] = mapped_column(reference_type())
    content: Mapped[bytes] = mapped_column(LargeBinary)


class SheetTrace(TraceFile, Base):
    """A trace of a sheet, with what was doubtful about it when it was signed.

    `likeness` names traces of other attempts that it may be; `doubt` is why its date is not
    believed.
    """

    __tablename__ = "sheet_traces"
    __table_args__ = (
        UniqueConstraint("sheet_id", "position"),
        Index(None, "points"),
        Index(None, "serial", "taken_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("practical_sheets.id"))
    position: Mapped[int]
    doubt: Mapped[DateDoubt | None] = mapped_column(enum_type(DateDoubt, "doubt"))
    likeness: Mapped[list[list[str]]] = mapped_column(JSON)

    sheet: Mapped[PracticalSheet] = relationship()

    @property
    def likenesses(self) -> tuple[Likeness, ...]:
        """The other traces that this one may be."""
        return tuple(Likeness.from_plain(one) for one in self.likeness)


class TracePart(FilePart, Base):
    """A piece of the bytes of a sheet's trace."""

    __tablename__ = "trace_parts"
    __table_args__ = (UniqueConstraint("trace_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trace_id: Mapped[int] = mapped_column(ForeignKey("sheet_traces.id"))


never_changes(SheetTrace, TracePart)
