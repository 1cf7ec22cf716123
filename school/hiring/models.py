"""Tables of offers, hires and situations: dated facts, superseded and never overwritten."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.cohorts.models import Trainee
from school.core.database import Base, enum_type, reference_type
from school.enterprises.models import Enterprise
from school.hiring.rules import Contract, Decision, Evidence, SituationKind


class Offer(Base):
    """An offer of work made to a person."""

    __tablename__ = "offers"
    __table_args__ = (UniqueConstraint("reference", "recorded_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type())
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"), index=True)
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"), index=True)
    offered_on: Mapped[date]
    firm: Mapped[bool]
    contract: Mapped[Contract | None] = mapped_column(enum_type(Contract, "contract"))
    decision: Mapped[Decision] = mapped_column(enum_type(Decision, "decision"))
    decided_on: Mapped[date | None]
    recorded_on: Mapped[date]

    trainee: Mapped[Trainee] = relationship()
    enterprise: Mapped[Enterprise | None] = relationship()


class Hire(Base):
    """A contract of work of a person, with the evidence for it."""

    __tablename__ = "hires"
    __table_args__ = (
        UniqueConstraint("reference", "recorded_on"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint(
            "enterprise_id IS NOT NULL OR employer_name IS NOT NULL", name="has_employer"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type())
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"), index=True)
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"), index=True)
    employer_name: Mapped[str | None]
    contract: Mapped[Contract] = mapped_column(enum_type(Contract, "contract"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    in_trade: Mapped[bool | None]
    evidence: Mapped[Evidence] = mapped_column(enum_type(Evidence, "evidence"))
    contested: Mapped[bool] = mapped_column(default=False)
    recorded_on: Mapped[date]

    trainee: Mapped[Trainee] = relationship()
    enterprise: Mapped[Enterprise | None] = relationship()


class Situation(Base):
    """What a person was found to do on a day, other than work under a contract."""

    __tablename__ = "situations"
    __table_args__ = (
        UniqueConstraint("reference", "recorded_on"),
        CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="ends_after_start"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type())
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"), index=True)
    situation: Mapped[SituationKind] = mapped_column(enum_type(SituationKind, "situation"))
    observed_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    full_time: Mapped[bool | None]
    evidence: Mapped[Evidence | None] = mapped_column(enum_type(Evidence, "evidence"))
    recorded_on: Mapped[date]

    trainee: Mapped[Trainee] = relationship()
