"""Tables of action plans: what is to be done for a contract, and the hours it brought."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.clauses.models import Contract
from school.clauses.practices.actions.rules import ActionMeasure, ActionState
from school.clauses.rules import Bucket
from school.core.database import Base, ExactDecimal, Versioned, enum_type, reference_type
from school.enterprises.models import Enterprise


class ClauseAction(Versioned, Base):
    """Something to be done so that a contract reaches its hours.

    Hours measured by entries are those of the lot and bucket worked at `enterprise` from
    `starts_on` on; else somebody declares them.
    """

    __tablename__ = "clause_actions"
    __table_args__ = (
        CheckConstraint("due_on >= starts_on", name="due_after_start"),
        CheckConstraint("expected_hours > 0", name="some_hours_expected"),
        CheckConstraint(
            "(measure = 'entries') = (enterprise_id IS NOT NULL)", name="entries_of_an_enterprise"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"), index=True)
    lot: Mapped[str] = mapped_column(reference_type())
    bucket: Mapped[Bucket] = mapped_column(enum_type(Bucket, "bucket"))
    wording: Mapped[str]
    owner_name: Mapped[str]
    owner_email: Mapped[str | None] = mapped_column(index=True)
    starts_on: Mapped[date]
    due_on: Mapped[date]
    expected_hours: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    measure: Mapped[ActionMeasure] = mapped_column(enum_type(ActionMeasure, "measure"))
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"), index=True)
    state: Mapped[ActionState] = mapped_column(
        enum_type(ActionState, "state"), default=ActionState.TO_DO
    )
    since: Mapped[date]
    """The day on which the action came into its state."""
    reason: Mapped[str | None]
    """Why it was dropped or taken up again, or what is to be said of its end."""
    reminded_on: Mapped[date | None]

    contract: Mapped[Contract] = relationship()
    enterprise: Mapped[Enterprise | None] = relationship()


class DeclaredActionHours(Base):
    """The hours that an action brought, as declared once; a later row takes its place."""

    __tablename__ = "clause_action_hours"
    __table_args__ = (
        UniqueConstraint("action_id", "number"),
        CheckConstraint("hours >= 0", name="no_hours_below_nothing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("clause_actions.id"))
    number: Mapped[int]
    hours: Mapped[Decimal] = mapped_column(ExactDecimal)
    note: Mapped[str | None]
    declared_on: Mapped[date]
    declared_by: Mapped[str]

    action: Mapped[ClauseAction] = relationship()
