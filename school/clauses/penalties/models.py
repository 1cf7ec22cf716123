"""Tables of what precedes a penalty: the dated file of both sides, and the hearing."""

import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.clauses.models import Contract
from school.clauses.penalties.hearing_rules import Decision, HearingState, Said, state_of
from school.clauses.penalties.rules import EntryKind, Side
from school.core.database import Base, ExactDecimal, Versioned, enum_type, reference_type

_UNDECIDED = text("decided_on IS NULL")


class FaithEntry(Base):
    """What one side put on the file of a contract: a request made, a proposal, an answer, a note.

    Nothing is changed or erased: who was wrong adds another entry that answers the first.
    `on_date` is the day of what is told, `written_on` the day on which it was put on file.
    """

    __tablename__ = "faith_entries"
    __table_args__ = (
        UniqueConstraint("contract_id", "number"),
        CheckConstraint("on_date <= written_on", name="told_of_the_past"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    number: Mapped[int]
    side: Mapped[Side] = mapped_column(enum_type(Side, "side"))
    kind: Mapped[EntryKind] = mapped_column(enum_type(EntryKind, "kind"))
    on_date: Mapped[datetime.date]
    other_party: Mapped[str | None]
    wording: Mapped[str]
    answers: Mapped[int | None]
    """The number of the entry of the same contract that this one answers."""
    written_on: Mapped[datetime.date]
    written_by: Mapped[str]


class Hearing(Versioned, Base):
    """The stage at which each side is heard before a penalty is decided.

    `answer_by` is the day after which it may be decided although a side kept silent.
    """

    __tablename__ = "clause_hearings"
    __table_args__ = (
        Index(
            "uq_clause_hearings_undecided",
            "contract_id",
            unique=True,
            sqlite_where=_UNDECIDED,
            postgresql_where=_UNDECIDED,
        ),
        CheckConstraint("answer_by >= opened_on", name="answer_after_opening"),
        CheckConstraint(
            "(operator_heard_on IS NULL) = (operator_said IS NULL)", name="operator_said_something"
        ),
        CheckConstraint(
            "(authority_heard_on IS NULL) = (authority_said IS NULL)",
            name="authority_said_something",
        ),
        CheckConstraint(
            "(decided_on IS NULL) = (decision IS NULL) AND (decided_on IS NULL) = (reason IS NULL)",
            name="decided_with_reason",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"), index=True)
    subject: Mapped[str]
    opened_on: Mapped[datetime.date]
    opened_by: Mapped[str]
    answer_by: Mapped[datetime.date]
    operator_heard_on: Mapped[datetime.date | None]
    operator_said: Mapped[str | None]
    operator_heard_by: Mapped[str | None]
    authority_heard_on: Mapped[datetime.date | None]
    authority_said: Mapped[str | None]
    authority_heard_by: Mapped[str | None]
    decided_on: Mapped[datetime.date | None]
    decided_by: Mapped[str | None]
    decision: Mapped[Decision | None] = mapped_column(enum_type(Decision, "decision"))
    amount: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    reason: Mapped[str | None]

    contract: Mapped[Contract] = relationship()

    @property
    def said(self) -> Said:
        """The days on which something was said, as the rules read them."""
        return Said(
            self.opened_on,
            self.answer_by,
            self.operator_heard_on,
            self.authority_heard_on,
            self.decided_on,
        )

    @property
    def state(self) -> HearingState:
        """Where it stands."""
        return state_of(self.said)
