"""Tables of partner enterprises, their partnerships with schools and their tutors."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.core.database import Base, Versioned, reference_type


class Enterprise(Versioned, Base):
    """A partner enterprise that hosts apprentices and hires."""

    __tablename__ = "enterprises"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    name: Mapped[str]
    tax_id: Mapped[str | None]
    sector: Mapped[str | None]
    department: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    partner_since: Mapped[date | None]

    tutors: Mapped[list["Tutor"]] = relationship(back_populates="enterprise")


class Partnership(Base):
    """A school works with an enterprise: its people may see and use the enterprise's record."""

    __tablename__ = "partnerships"
    __table_args__ = (UniqueConstraint("school_id", "enterprise_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)


class Tutor(Versioned, Base):
    """A person of an enterprise who supervises apprentices."""

    __tablename__ = "tutors"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    name: Mapped[str]
    job: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]

    enterprise: Mapped[Enterprise] = relationship(back_populates="tutors")
