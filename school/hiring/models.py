"""Tables of offers, hires and situations, dated and never overwritten, and of the follow-up."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.cohorts.models import Cohort, Trainee
from school.core.database import Base, enum_type, reference_type
from school.enterprises.models import Enterprise
from school.hiring.rules import (
    AttemptOutcome,
    Channel,
    CheckAnswer,
    Contract,
    Decision,
    Evidence,
    Proof,
    Settlement,
    SituationKind,
)


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


class FollowUp(Base):
    """One attempt to learn what became of a person, some months after leaving a cohort."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        Index(None, "trainee_id", "cohort_id"),
        CheckConstraint("months IN (3, 6, 12, 24)", name="months_of_a_delay"),
        CheckConstraint(
            "(outcome = 'call_back') = (call_back_on IS NOT NULL)", name="day_of_a_call_back"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"))
    months: Mapped[int]
    attempted_on: Mapped[date]
    channel: Mapped[Channel] = mapped_column(enum_type(Channel, "channel"))
    outcome: Mapped[AttemptOutcome] = mapped_column(enum_type(AttemptOutcome, "outcome"))
    call_back_on: Mapped[date | None]
    made_by: Mapped[str | None]
    note: Mapped[str | None]

    trainee: Mapped[Trainee] = relationship()
    cohort: Mapped[Cohort] = relationship()


class HireCheck(Base):
    """What an employer was asked and said of a hire, and how a contested one was settled.

    There is one for a hire, whatever its rows: it bears the hire's reference.
    """

    __tablename__ = "hire_checks"
    __table_args__ = (
        CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", name="answer_has_a_day"),
        CheckConstraint("(settlement IS NULL) = (settled_on IS NULL)", name="settlement_has_a_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hire_reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    contact_name: Mapped[str | None]
    contact_email: Mapped[str | None]
    contact_phone: Mapped[str | None]
    asked_on: Mapped[date | None]
    answer: Mapped[CheckAnswer | None] = mapped_column(enum_type(CheckAnswer, "answer"))
    answered_on: Mapped[date | None]
    answered_by: Mapped[str | None]
    comment: Mapped[str | None]
    settlement: Mapped[Settlement | None] = mapped_column(enum_type(Settlement, "settlement"))
    settled_on: Mapped[date | None]
    settled_by: Mapped[str | None]
    reason: Mapped[str | None]


class SituationCheck(Base):
    """What was asked for and seen of a situation that somebody stated: a document, or a witness.

    There is one for a situation, whatever its rows: it bears the situation's reference. `dated_on`
    is the day of the document, or of what the person who is named said.
    """

    __tablename__ = "situation_checks"
    __table_args__ = (
        CheckConstraint("(proof IS NULL) = (seen_on IS NULL)", name="proof_has_a_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    situation_reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    asked_on: Mapped[date | None]
    proof: Mapped[Proof | None] = mapped_column(enum_type(Proof, "proof"))
    dated_on: Mapped[date | None]
    named: Mapped[str | None]
    seen_on: Mapped[date | None]
    seen_by: Mapped[str | None]
