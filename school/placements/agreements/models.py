"""Tables of agreements: versions, the parties' part in each, confirmations, scans, duties."""

import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.models import Staff
from school.core.clock import now
from school.core.database import Base, ExactDecimal, Versioned, enum_type, reference_type
from school.enterprises.models import Tutor
from school.placements.agreements.rules import (
    AgreementKind,
    AgreementStatus,
    Channel,
    Party,
    Section,
)
from school.placements.models import Placement
from school.placements.rules import EndReason

_OPEN = text("status IN ('draft', 'ready_to_sign', 'partially_signed', 'to_correct', 'in_review')")


class AgreementVersion(Versioned, Base):
    """An agreement as it was written once: the first of a placement, an amendment or a correction.

    Once sent, what its sections say never changes: a correction or an amendment is another
    version. `renewed_from` is the number of the version that this one was drawn from, and
    `duties` what its section of duties says; those in force are rows of `placement_duties`.
    """

    __tablename__ = "agreement_versions"
    __table_args__ = (
        UniqueConstraint("placement_id", "number"),
        Index(
            "uq_agreement_versions_open",
            "placement_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(None, "status"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("weekly_hours > 0", name="weekly_hours_positive"),
        CheckConstraint(
            "(interrupted_from IS NULL) = (interrupted_until IS NULL)", name="interrupted_between"
        ),
        CheckConstraint("interrupted_until >= interrupted_from", name="resumed_after"),
        CheckConstraint("status <> 'validated' OR in_force_on IS NOT NULL", name="dated"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id"))
    number: Mapped[int]
    kind: Mapped[AgreementKind] = mapped_column(enum_type(AgreementKind, "kind"))
    status: Mapped[AgreementStatus] = mapped_column(enum_type(AgreementStatus, "status"))
    status_since: Mapped[datetime.datetime] = mapped_column(default=now)
    renewed_from: Mapped[int | None]
    justification: Mapped[str | None]
    reason: Mapped[str | None]
    reason_by: Mapped[str | None]
    created_at: Mapped[datetime.datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime.datetime | None]
    in_force_on: Mapped[datetime.date | None]

    starts_on: Mapped[datetime.date]
    ends_on: Mapped[datetime.date]
    weekly_hours: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    schedule: Mapped[str | None]
    place: Mapped[str | None]
    protection: Mapped[str | None]
    duties: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    tutor_id: Mapped[int | None] = mapped_column(ForeignKey("tutors.id"), index=True)
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    representative_name: Mapped[str | None]
    representative_job: Mapped[str | None]
    representative_email: Mapped[str | None]
    representative_phone: Mapped[str | None]
    emergency_name: Mapped[str | None]
    emergency_phone: Mapped[str | None]
    interrupted_from: Mapped[datetime.date | None]
    interrupted_until: Mapped[datetime.date | None]
    break_off_on: Mapped[datetime.date | None]
    break_off_cause: Mapped[EndReason | None] = mapped_column(
        enum_type(EndReason, "break_off_cause")
    )
    break_off_detail: Mapped[str | None]

    placement: Mapped[Placement] = relationship()
    tutor: Mapped[Tutor | None] = relationship()
    trainer: Mapped[Staff | None] = relationship()
    parties: Mapped[list["AgreementParty"]] = relationship(
        back_populates="agreement", order_by="AgreementParty.id"
    )
    confirmations: Mapped[list["AgreementConfirmation"]] = relationship(back_populates="agreement")


class AgreementParty(Base):
    """One party's part in a version: who it is, when it was written to and when it signed.

    `signed_as` is the name that was written when signing; `recorded_by` who put a signature on
    paper into the register. The tutor has a row and never a signature.
    """

    __tablename__ = "agreement_parties"
    __table_args__ = (
        UniqueConstraint("agreement_id", "party"),
        CheckConstraint("party <> 'tutor' OR signed_at IS NULL", name="tutor_never_signs"),
        CheckConstraint("(signed_at IS NULL) = (channel IS NULL)", name="signed_by_channel"),
        CheckConstraint("(signed_at IS NULL) = (signed_as IS NULL)", name="signed_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement_versions.id"))
    party: Mapped[Party] = mapped_column(enum_type(Party, "party"))
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    sent_at: Mapped[datetime.datetime | None]
    reminded_at: Mapped[datetime.datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)
    signed_at: Mapped[datetime.datetime | None]
    signed_as: Mapped[str | None]
    channel: Mapped[Channel | None] = mapped_column(enum_type(Channel, "channel"))
    recorded_by: Mapped[str | None]

    agreement: Mapped[AgreementVersion] = relationship(back_populates="parties")


class AgreementConfirmation(Base):
    """A section of a version that a party read and found right.

    `carried_from` is the number of the version in which it was confirmed, for one that no later
    version changed.
    """

    __tablename__ = "agreement_confirmations"
    __table_args__ = (UniqueConstraint("agreement_id", "party", "section"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement_versions.id"))
    party: Mapped[Party] = mapped_column(enum_type(Party, "party"))
    section: Mapped[Section] = mapped_column(enum_type(Section, "section"))
    confirmed_at: Mapped[datetime.datetime] = mapped_column(default=now)
    confirmed_by: Mapped[str]
    channel: Mapped[Channel] = mapped_column(enum_type(Channel, "channel"))
    carried_from: Mapped[int | None]

    agreement: Mapped[AgreementVersion] = relationship(back_populates="confirmations")


class AgreementScan(Base):
    """The picture of a paper that a party signed."""

    __tablename__ = "agreement_scans"
    __table_args__ = (UniqueConstraint("agreement_id", "party"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement_versions.id"))
    party: Mapped[Party] = mapped_column(enum_type(Party, "party"))
    size: Mapped[int]
    digest: Mapped[str]
    added_at: Mapped[datetime.datetime] = mapped_column(default=now)

    agreement: Mapped[AgreementVersion] = relationship()


class AgreementScanPart(Base):
    """A piece of a scan's bytes, short enough for a cell of a spreadsheet, in their order."""

    __tablename__ = "agreement_scan_parts"
    __table_args__ = (UniqueConstraint("scan_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scan_id: Mapped[int] = mapped_column(ForeignKey("agreement_scans.id"))
    reference: Mapped[str] = mapped_column(reference_type())
    content: Mapped[bytes] = mapped_column(LargeBinary)


class PlacementDuty(Base):
    """A duty of a placement, as an agreement that all signed put it in force.

    Its words never change: an amendment that says something else ends it, with the number of
    the version in `until_version`, and puts another in force. `competencies` are those it calls
    on, each as `module/code`.
    """

    __tablename__ = "placement_duties"
    __table_args__ = (
        CheckConstraint("(until_version IS NULL) = (until_on IS NULL)", name="ended_by_version"),
        CheckConstraint("until_on >= since_on", name="ended_after_begun"),
        Index("ix_placement_duties_place", "placement_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id"))
    position: Mapped[int]
    wording: Mapped[str]
    competencies: Mapped[list[str]] = mapped_column(JSON, default=list)
    since_version: Mapped[int]
    since_on: Mapped[datetime.date]
    until_version: Mapped[int | None]
    until_on: Mapped[datetime.date | None]

    placement: Mapped[Placement] = relationship()
