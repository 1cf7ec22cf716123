"""Tables of integration clauses: contracts, commitments, people, hours, plans, notices."""

import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.clauses.rules import (
    Bucket,
    ContractKind,
    HourForm,
    HourReason,
    HourStatus,
    NoticeKind,
    TrainingCounting,
)
from school.cohorts.models import Trainee
from school.cohorts.rules import Sex
from school.core.database import Base, ExactDecimal, Versioned, enum_type, reference_type
from school.enterprises.models import Enterprise
from school.hiring.rules import Evidence
from school.placements.models import Placement


class Contract(Versioned, Base):
    """A public fibre contract that carries an integration clause."""

    __tablename__ = "contracts"
    __table_args__ = (
        CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="ends_after_start"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    name: Mapped[str]
    authority: Mapped[str | None]
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"), index=True)
    network: Mapped[str | None]
    department: Mapped[str | None]
    starts_on: Mapped[datetime.date | None]
    ends_on: Mapped[datetime.date | None]
    currency: Mapped[str | None]
    penalty_per_hour: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    penalty_cap: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    late_report_per_day: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    globalised: Mapped[bool | None]
    training_counting: Mapped[TrainingCounting | None] = mapped_column(
        enum_type(TrainingCounting, "training_counting")
    )
    training_cap_share: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    full_time_hours: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    kind: Mapped[ContractKind | None] = mapped_column(enum_type(ContractKind, "kind"))
    report_every_months: Mapped[int | None]
    report_within_days: Mapped[int | None]
    """Days after the end of its period until which a report is on time."""

    operator: Mapped[Enterprise | None] = relationship()


class Commitment(Base):
    """The quota of one lot and bucket from a day on."""

    __tablename__ = "commitments"
    __table_args__ = (UniqueConstraint("contract_id", "lot", "bucket", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    lot: Mapped[str] = mapped_column(reference_type())
    bucket: Mapped[Bucket] = mapped_column(enum_type(Bucket, "bucket"))
    valid_from: Mapped[datetime.date]
    hours: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    share_of_worked: Mapped[Decimal | None] = mapped_column(ExactDecimal)


class Participant(Versioned, Base):
    """A person whose hours may count towards a clause."""

    __tablename__ = "participants"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    family_name: Mapped[str]
    given_names: Mapped[str | None]
    sex: Mapped[Sex | None] = mapped_column(enum_type(Sex, "sex"))
    born_on: Mapped[datetime.date | None]
    trainee_id: Mapped[int | None] = mapped_column(ForeignKey("trainees.id"), index=True)

    trainee: Mapped[Trainee | None] = relationship()


class Eligibility(Base):
    """Why, from when and for how long a participant's hours count."""

    __tablename__ = "eligibilities"
    __table_args__ = (UniqueConstraint("participant_id", "criterion", "eligible_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    criterion: Mapped[str] = mapped_column(reference_type())
    eligible_from: Mapped[datetime.date]
    months: Mapped[int | None]
    evidence: Mapped[Evidence | None] = mapped_column(enum_type(Evidence, "evidence"))


class IntegrationHours(Base):
    """Hours of one person on one day for one lot, as known from a day on.

    Those of a placement are proven by the day of its logbook; `reason` and `detail` say why hours
    were rejected, taken back or changed.
    """

    __tablename__ = "integration_hours"
    __table_args__ = (
        UniqueConstraint("reference", "recorded_on"),
        CheckConstraint("hours >= 0 AND hours <= 24000000", name="hours_of_a_day"),
        Index(None, "contract_id", "worked_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type())
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    lot: Mapped[str] = mapped_column(reference_type())
    bucket: Mapped[Bucket] = mapped_column(enum_type(Bucket, "bucket"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"), index=True)
    form: Mapped[HourForm | None] = mapped_column(enum_type(HourForm, "form"))
    worked_on: Mapped[datetime.date]
    hours: Mapped[Decimal] = mapped_column(ExactDecimal)
    status: Mapped[HourStatus] = mapped_column(enum_type(HourStatus, "status"))
    recorded_on: Mapped[datetime.date]
    placement_id: Mapped[int | None] = mapped_column(ForeignKey("placements.id"), index=True)
    reason: Mapped[HourReason | None] = mapped_column(enum_type(HourReason, "reason"))
    detail: Mapped[str | None]

    placement: Mapped[Placement | None] = relationship()


class PlannedHours(Base):
    """Hours foreseen for a lot, with their probability."""

    __tablename__ = "planned_hours"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("probability BETWEEN 0 AND 1000000", name="probability_is_share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"), index=True)
    lot: Mapped[str] = mapped_column(reference_type())
    bucket: Mapped[Bucket] = mapped_column(enum_type(Bucket, "bucket"))
    label: Mapped[str | None]
    starts_on: Mapped[datetime.date]
    ends_on: Mapped[datetime.date]
    hours: Mapped[Decimal] = mapped_column(ExactDecimal)
    probability: Mapped[Decimal] = mapped_column(ExactDecimal)


class WorkedHours(Base):
    """All hours worked for a lot in a month, on which a share quota is taken."""

    __tablename__ = "worked_hours"
    __table_args__ = (UniqueConstraint("contract_id", "lot", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    lot: Mapped[str] = mapped_column(reference_type())
    month: Mapped[str] = mapped_column(reference_type())
    hours: Mapped[Decimal] = mapped_column(ExactDecimal)


class Notice(Base):
    """A notice given or an exemption accepted under a contract."""

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("contract_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    reference: Mapped[str] = mapped_column(reference_type())
    kind: Mapped[NoticeKind] = mapped_column(enum_type(NoticeKind, "kind"))
    on_date: Mapped[datetime.date | None]
    expires_on: Mapped[datetime.date | None]
    days: Mapped[int | None]
