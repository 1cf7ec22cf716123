"""Tables of what phones have sent, and of when each was last heard of."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.models import Account
from school.core.clock import now
from school.core.database import Base, enum_type
from school.offline.rules import Outcome


class OutboxReceipt(Base):
    """An entry of a phone that was settled, by its number, so that a copy of it changes nothing.

    The content itself is not kept, only its digest: it stands where the entry led. A refusal is
    kept like an acceptance, so that a copy that was long under way is not accepted after what
    replaced it. Receipts are never removed: a phone may be switched on again years later.
    """

    __tablename__ = "outbox_receipts"
    __table_args__ = (
        CheckConstraint(
            "(outcome = 'accepted') = (location IS NOT NULL)", name="accepted_somewhere"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    kind: Mapped[str]
    digest: Mapped[str]
    outcome: Mapped[Outcome] = mapped_column(enum_type(Outcome, "outcome"))
    location: Mapped[str | None]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    received_at: Mapped[datetime] = mapped_column(default=now)


class Phone(Base):
    """A phone that sends the entries of an account, by a number that the phone made itself.

    The number is of no use elsewhere: another account on the same phone has another, and signing
    out ends it. `held` counts what was still on the phone when it was last heard of. Of what the
    browser says of itself, only its family is kept. Like receipts, these rows belong to the
    accounts of this installation and are no part of the records of a school: no bundle has them.
    """

    __tablename__ = "phones"
    __table_args__ = (
        UniqueConstraint("account_id", "number"),
        CheckConstraint("held >= 0", name="held_counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    number: Mapped[str]
    family: Mapped[str | None]
    program: Mapped[str | None]
    held: Mapped[int]
    first_heard_at: Mapped[datetime] = mapped_column(default=now)
    last_heard_at: Mapped[datetime] = mapped_column(default=now, index=True)

    account: Mapped[Account] = relationship()
