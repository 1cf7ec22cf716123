"""Tables of partner enterprises: partnerships with schools, tutors, sites, representatives."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.core.database import Base, ExactDecimal, Versioned, reference_type


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


class EnterpriseSite(Versioned, Base):
    """A place where an enterprise works; a closed one stays, for what happened there."""

    __tablename__ = "enterprise_sites"
    __table_args__ = (
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="place_is_whole"),
        CheckConstraint("latitude BETWEEN -90000000 AND 90000000", name="latitude_of_earth"),
        CheckConstraint("longitude BETWEEN -180000000 AND 180000000", name="longitude_of_earth"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    name: Mapped[str]
    address: Mapped[str | None]
    town: Mapped[str | None]
    department: Mapped[str | None]
    latitude: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    longitude: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    closed_on: Mapped[date | None]

    enterprise: Mapped[Enterprise] = relationship()


class EnterpriseRepresentative(Versioned, Base):
    """A person who speaks for an enterprise, and signs for it where that is said.

    Nobody signs as a tutor: a tutor who may sign is a representative too, on a row of its own.
    """

    __tablename__ = "enterprise_representatives"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    name: Mapped[str]
    job: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    may_sign: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]

    enterprise: Mapped[Enterprise] = relationship()
