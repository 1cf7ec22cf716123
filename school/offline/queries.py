"""Reads of what phones have sent."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.offline.models import OutboxReceipt


def receipt_of(session: Session, uuid: str) -> OutboxReceipt | None:
    """Find the receipt of an entry by its number."""
    return session.scalar(select(OutboxReceipt).where(OutboxReceipt.uuid == uuid))
