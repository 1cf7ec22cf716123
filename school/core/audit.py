"""The audit trail: who changed what, when, from what to what."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Index, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from school.core.clock import now
from school.core.database import Base

SECRET_ATTRIBUTES = frozenset({"password_hash", "token_hash", "sort_name", "version"})


class AuditEntry(Base):
    """One change of one record by one person."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "table_name", "object_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    actor: Mapped[str]
    action: Mapped[str]
    table_name: Mapped[str]
    object_id: Mapped[int | None]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


def record(session: Session, actor: str, action: str, thing: DeclarativeBase) -> AuditEntry:
    """Write one line of the trail for a record, with the columns changed since it was read.

    The record is flushed first, so that a refused change leaves no line and a new record has
    its number. The actor is a name that will still mean something when the account is gone.
    """
    changes = changed_columns(thing)
    session.flush()
    return note(session, actor, action, thing, changes)


def note(
    session: Session, actor: str, action: str, thing: DeclarativeBase, changes: dict[str, Any]
) -> AuditEntry:
    """Write one line of the trail for a record that has its number, with changes told in plain.

    For what changes many rows at once, such as a roll call: one line on the record they hang on.
    """
    entry = AuditEntry(
        actor=actor,
        action=action,
        table_name=thing.__tablename__,
        object_id=getattr(thing, "id", None),
        changes=changes,
    )
    session.add(entry)
    return entry


def changed_columns(thing: DeclarativeBase) -> dict[str, list[Any]]:
    """List the changed columns of a record, each with its value before and after."""
    changes: dict[str, list[Any]] = {}
    state = inspect(thing)
    for attribute in state.mapper.column_attrs:
        if attribute.key in SECRET_ATTRIBUTES:
            continue
        history = state.attrs[attribute.key].history
        if history.has_changes():
            before = history.deleted[0] if history.deleted else None
            after = history.added[0] if history.added else None
            changes[attribute.key] = [_plain(before), _plain(after)]
    return changes


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value
