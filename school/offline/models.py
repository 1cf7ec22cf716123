"""The table of what phones have sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

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
