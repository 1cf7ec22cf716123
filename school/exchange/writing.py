"""Writing rows many at a time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from school.core.errors import InvalidInput, mark
from school.exchange.merging import Writes
from school.exchange.specs import TableSpec


def write(session: Session, spec: TableSpec, writes: Writes) -> None:
    """Add the new rows and change the others; a changed row gets a new version.

    Raises `InvalidInput` when the database refuses what the checks let through, as when somebody
    else wrote the same key meanwhile; the transaction is then of no more use.
    """
    try:
        if writes.added:
            session.execute(insert(spec.table), writes.added)
        if writes.changed:
            _change(session, spec, writes.changed)
    except (IntegrityError, DataError) as error:
        reason = str(error.orig).splitlines()[0]
        raise InvalidInput(
            mark("La base de données refuse des lignes de %(table)s : %(reason)s"),
            values={"table": spec.name, "reason": reason},
        ) from error


def _change(session: Session, spec: TableSpec, rows: Sequence[dict[str, Any]]) -> None:
    # Parameters must not bear the names of columns, or they would be taken for new values.
    names = [name for name in rows[0] if name != "number"]
    values: dict[str, Any] = {
        name: bindparam(f"new_{name}", type_=spec.table.c[name].type) for name in names
    }
    if spec.versioned:
        values["version"] = spec.table.c.version + 1
    statement = update(spec.table).where(spec.table.c.id == bindparam("row_number")).values(values)
    session.execute(
        statement,
        [
            {"row_number": row["number"], **{f"new_{name}": row[name] for name in names}}
            for row in rows
        ],
    )
