"""Tables of juries: sessions, members, dated decisions, and the certificates they gave."""

import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.models import Staff
from school.certification.jury_rules import Outcome, Revocation
from school.certification.rules import Standing
from school.cohorts.models import Cohort, Trainee
from school.core.database import Base, Versioned, enum_type, reference_type
from school.curriculum.models import Module


class Jury(Versioned, Base):
    """A session of a jury about one cohort."""

    __tablename__ = "juries"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"), index=True)
    held_on: Mapped[datetime.date]
    place: Mapped[str]
    president_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))

    cohort: Mapped[Cohort] = relationship()
    president: Mapped[Staff] = relationship()
    members: Mapped[list["JuryMember"]] = relationship(
        order_by="JuryMember.id", cascade="all, delete-orphan"
    )


class JuryMember(Base):
    """A member of staff who sits in a jury."""

    __tablename__ = "jury_members"
    __table_args__ = (UniqueConstraint("jury_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    jury_id: Mapped[int] = mapped_column(ForeignKey("juries.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)

    staff: Mapped[Staff] = relationship()


class JuryDecision(Base):
    """What a jury decided about a person, as it was known from a day on; later rows supersede.

    Without a module the decision is about the whole path. `standing` is how the person stood to
    the rules on the day it was written down.
    """

    __tablename__ = "jury_decisions"
    __table_args__ = (
        UniqueConstraint("reference", "recorded_on"),
        CheckConstraint(
            "outcome = 'certified' OR reason IS NOT NULL", name="adjourned_with_reason"
        ),
        CheckConstraint(
            "outcome = 'adjourned' OR standing = 'met' OR derogation IS NOT NULL",
            name="exception_with_reason",
        ),
        Index(None, "trainee_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type())
    jury_id: Mapped[int] = mapped_column(ForeignKey("juries.id"), index=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id"))
    outcome: Mapped[Outcome] = mapped_column(enum_type(Outcome, "outcome"))
    standing: Mapped[Standing] = mapped_column(enum_type(Standing, "standing"))
    reason: Mapped[str | None]
    derogation: Mapped[str | None]
    recorded_on: Mapped[datetime.date]

    jury: Mapped[Jury] = relationship()
    trainee: Mapped[Trainee] = relationship()
    module: Mapped[Module | None] = relationship()


class Certificate(Base):
    """A certificate as it was given out; all that changes is that it may be revoked.

    `content` is what stands on the paper, in both languages; `credential` the signed badge, byte
    for byte. `status_list` and `status_index` are its place in the public list of revocations.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        UniqueConstraint("status_list", "status_index"),
        CheckConstraint("(revoked_on IS NULL) = (revocation IS NULL)", name="revoked_for_a_reason"),
        Index(None, "trainee_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(reference_type(), unique=True)
    decision_reference: Mapped[str] = mapped_column(reference_type(), index=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"), index=True)
    module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id"))
    issued_on: Mapped[datetime.date]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    credential: Mapped[str]
    status_list: Mapped[str] = mapped_column(reference_type())
    status_index: Mapped[int]
    revoked_on: Mapped[datetime.date | None]
    revocation: Mapped[Revocation | None] = mapped_column(enum_type(Revocation, "revocation"))
    revocation_note: Mapped[str | None]

    trainee: Mapped[Trainee] = relationship()
    cohort: Mapped[Cohort] = relationship()
    module: Mapped[Module | None] = relationship()
