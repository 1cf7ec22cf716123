"""Tables of what partner enterprises say of themselves: yearly interest, places, techniques."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.models import School
from school.core.clock import now
from school.core.database import Base, enum_type, reference_type
from school.enterprises.models import Enterprise, EnterpriseSite
from school.enterprises.partner_rules import InterestReason, InterestStatus, TechniqueKind


class EnterpriseInterest(Base):
    """What an enterprise answered about a year; a later answer supersedes and nothing is lost."""

    __tablename__ = "enterprise_interests"
    __table_args__ = (
        CheckConstraint(
            "max_proposals_per_month BETWEEN 0 AND 99", name="max_proposals_of_a_month"
        ),
        CheckConstraint("year BETWEEN 2000 AND 2199", name="year_of_our_time"),
        Index(None, "enterprise_id", "year"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    year: Mapped[int]
    status: Mapped[InterestStatus] = mapped_column(enum_type(InterestStatus, "status"))
    reason: Mapped[InterestReason | None] = mapped_column(enum_type(InterestReason, "reason"))
    detail: Mapped[str | None]
    max_proposals_per_month: Mapped[int | None]
    next_available_on: Mapped[date | None]
    answered_on: Mapped[date]
    answered_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(default=now)


class InterestQuestion(Base):
    """A school asked an enterprise whether it hosts apprentices in a year; a link belongs to it.

    `interest` is the answer that it brought.
    """

    __tablename__ = "interest_questions"
    __table_args__ = (Index(None, "enterprise_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    year: Mapped[int]
    asked_on: Mapped[date]
    asked_by: Mapped[str]
    interest_id: Mapped[int | None] = mapped_column(
        ForeignKey("enterprise_interests.id"), index=True
    )

    school: Mapped[School] = relationship()
    enterprise: Mapped[Enterprise] = relationship()
    interest: Mapped[EnterpriseInterest | None] = relationship()


class EnterprisePlaces(Base):
    """How many apprentices an enterprise can host in a period; withdrawn rather than changed."""

    __tablename__ = "enterprise_places"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("places BETWEEN 0 AND 999", name="places_of_a_period"),
        CheckConstraint("withdrawn_on >= stated_on", name="withdrawn_after_stated"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise_sites.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    places: Mapped[int]
    stated_on: Mapped[date]
    stated_by: Mapped[str]
    withdrawn_on: Mapped[date | None]

    site: Mapped[EnterpriseSite | None] = relationship()


class EnterpriseTechnique(Base):
    """A technique or a piece of equipment that an enterprise works with, until it is withdrawn."""

    __tablename__ = "enterprise_techniques"
    __table_args__ = (CheckConstraint("withdrawn_on >= stated_on", name="withdrawn_after_stated"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    kind: Mapped[TechniqueKind] = mapped_column(enum_type(TechniqueKind, "kind"))
    name: Mapped[str]
    stated_on: Mapped[date]
    stated_by: Mapped[str]
    withdrawn_on: Mapped[date | None]


class EnterpriseMerge(Base):
    """An enterprise turned out to be the double of another, which has all that was its own."""

    __tablename__ = "enterprise_merges"
    __table_args__ = (
        UniqueConstraint("double_id"),
        CheckConstraint("double_id <> enterprise_id", name="two_enterprises"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    double_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    merged_on: Mapped[date]
    merged_by: Mapped[str]
