"""How migrations run: in one transaction, with SQLite's foreign keys off and checked at the end."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection

from school import tables  # noqa: F401
from school.core.database import Base, ExactDecimal


def render_type(kind: str, thing: object, context: object) -> str | Literal[False]:
    """Write our own types as what the database stores, so that history does not import today."""
    del context
    if kind == "type" and isinstance(thing, ExactDecimal):
        return "sa.BigInteger()"
    return False


def run(connection: Connection) -> None:
    """Run the migrations asked for on an open connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=render_type,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
