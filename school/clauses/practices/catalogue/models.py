"""Tables of good practices: what a team did, and which contracts do it since when."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.clauses.models import Contract
from school.clauses.practices.catalogue.rules import PracticeState
from school.core.database import Base, Versioned, enum_type, reference_type
from school.enterprises.models import Enterprise


class GoodPractice(Versioned, Base):
    """What a team did so that hours are reached; the ministry's own has no operator."""

    __tablename__ = "good_practices"
    __table_args__ = (
        CheckConstraint(
            "(state = 'withdrawn') = (reason IS NOT NULL)", name="withdrawn_for_a_reason"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"), index=True)
    team: Mapped[str]
    title: Mapped[str]
    done: Mapped[str]
    meant_for: Mapped[str | None]
    search_key: Mapped[str]
    state: Mapped[PracticeState] = mapped_column(
        enum_type(PracticeState, "state"), default=PracticeState.DRAFT, index=True
    )
    made_on: Mapped[date]
    since: Mapped[date]
    """The day on which the practice came into its state."""
    reason: Mapped[str | None]
    """Why it was withdrawn."""

    operator: Mapped[Enterprise | None] = relationship()


class PracticeUse(Versioned, Base):
    """A contract does as a practice says, from a day on and until another, if it stopped."""

    __tablename__ = "practice_uses"
    __table_args__ = (
        UniqueConstraint("practice_id", "contract_id"),
        CheckConstraint("ended_on >= used_since", name="ended_after_used"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    practice_id: Mapped[int] = mapped_column(ForeignKey("good_practices.id"))
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"), index=True)
    used_since: Mapped[date]
    ended_on: Mapped[date | None]
    note: Mapped[str | None]
    stated_by: Mapped[str]

    practice: Mapped[GoodPractice] = relationship()
    contract: Mapped[Contract] = relationship()
