"""Tables of schools, staff, accounts, sessions and signed links."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.rules import Language, LinkPurpose, MemberRole, StaffRole
from school.core.clock import now
from school.core.database import Base, Versioned, enum_type, reference_type


class Installation(Base):
    """The one row that says what this database is."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)


class School(Versioned, Base):
    """A school of the installation."""

    __tablename__ = "schools"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    name: Mapped[str]
    country: Mapped[str]
    department: Mapped[str | None]
    timezone: Mapped[str] = mapped_column(default="Africa/Porto-Novo")
    keeps_photo_places: Mapped[bool] = mapped_column(default=False)
    """Whether the place of photos of practicals is kept beside them."""
    closed_on: Mapped[date | None]
    """The first day on which the school is closed: nothing new begins there any more."""


class Staff(Versioned, Base):
    """A member of staff, known by the e-mail address, with the main role."""

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint("(role = 'ministry') = (school_id IS NULL)", name="ministry_has_no_school"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(reference_type(), unique=True)
    name: Mapped[str]
    role: Mapped[StaffRole] = mapped_column(enum_type(StaffRole, "role"))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"), index=True)
    phone: Mapped[str | None]
    language: Mapped[Language] = mapped_column(
        enum_type(Language, "language"), default=Language.FRENCH
    )

    school: Mapped[School | None] = relationship()


class StaffAssignment(Base):
    """A further role of a member of staff, in the same school or another."""

    __tablename__ = "staff_assignments"
    __table_args__ = (
        UniqueConstraint("staff_id", "role", "school_id"),
        CheckConstraint("(role = 'ministry') = (school_id IS NULL)", name="ministry_has_no_school"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    role: Mapped[StaffRole] = mapped_column(enum_type(StaffRole, "role"))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"), index=True)


class Account(Versioned, Base):
    """Somebody who signs in. The links to staff, trainee and tutor give the roles."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("email IS NOT NULL OR phone IS NOT NULL", name="has_identifier"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(unique=True)
    phone: Mapped[str | None] = mapped_column(unique=True)
    language: Mapped[Language] = mapped_column(
        enum_type(Language, "language"), default=Language.FRENCH
    )
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), unique=True)
    trainee_id: Mapped[int | None] = mapped_column(ForeignKey("trainees.id"), unique=True)
    tutor_id: Mapped[int | None] = mapped_column(ForeignKey("tutors.id"), unique=True)


def _member_once(column: str) -> Index:
    # Who left may come back: only what is still held is held once.
    held = text("ends_on IS NULL")
    return Index(
        f"uq_clause_members_account_id_{column}",
        "account_id",
        column,
        unique=True,
        sqlite_where=held,
        postgresql_where=held,
    )


class ClauseMember(Versioned, Base):
    """Somebody who speaks for an operator or for an authority about integration clauses.

    An authority is known by the name that its contracts give it (EXCHANGE, table contracts).
    """

    __tablename__ = "clause_members"
    __table_args__ = (
        CheckConstraint(
            "(role = 'integration_officer') = (enterprise_id IS NOT NULL)"
            " AND (role = 'authority_reader') = (authority IS NOT NULL)",
            name="speaks_for_one",
        ),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        _member_once("enterprise_id"),
        _member_once("authority"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    role: Mapped[MemberRole] = mapped_column(enum_type(MemberRole, "role"))
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"), index=True)
    authority: Mapped[str | None] = mapped_column(index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    """The first day on which the person speaks no more; empty while they do."""

    account: Mapped[Account] = relationship()


class AccountSession(Base):
    """One signed-in browser, which its owner can list and end."""

    __tablename__ = "account_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """A sign-in that failed, counted to slow down guessing."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (
        Index(None, "identifier_hash", "attempted_at"),
        Index(None, "address_hash", "attempted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    identifier_hash: Mapped[str]
    address_hash: Mapped[str]
    attempted_at: Mapped[datetime] = mapped_column(default=now)


class SignedLink(Base):
    """A link for one purpose on one object; only a hash of its secret is kept."""

    __tablename__ = "signed_links"
    __table_args__ = (Index(None, "purpose", "object_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[LinkPurpose] = mapped_column(enum_type(LinkPurpose, "purpose"))
    object_id: Mapped[int]
    week_starts_on: Mapped[date | None]
    recipient_name: Mapped[str]
    recipient_email: Mapped[str | None]
    issued_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    answered_by: Mapped[str | None]
    """Who said to answer by it: a letter may be handed on. Nothing where it was not asked."""
    revoked_at: Mapped[datetime | None]
