"""Which constraint a database says was broken, by the one name both databases know it by."""

import re
from collections.abc import Iterable

from sqlalchemy import Index, Table, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from school.core.database import Base

_SQLITE_COLUMNS = re.compile(r"UNIQUE constraint failed: (\w+\.\w+(?:, \w+\.\w+)*)")
_SQLITE_NAME = re.compile(r"(?:CHECK constraint failed: |UNIQUE constraint failed: index ')(\w+)")


def broken_constraint(error: IntegrityError) -> str | None:
    """Name the constraint that refused a change; nothing when the database does not say.

    PostgreSQL gives the name. SQLite gives it for checks; of a unique constraint it names the
    columns, which lead back to the name; of a foreign key it says nothing.
    """
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        name: str | None = diagnosis.constraint_name
        return name
    text = str(error.orig)
    if match := _SQLITE_NAME.search(text):
        return match[1]
    if match := _SQLITE_COLUMNS.search(text):
        places = [place.split(".") for place in match[1].split(", ")]
        return _unique_over(places[0][0], [column for _, column in places])
    return None


def constraint_names() -> frozenset[str]:
    """List the names of every constraint and unique index of the tables."""
    names: set[str] = set()
    for table in Base.metadata.tables.values():
        names.update(str(one.name) for one in table.constraints if one.name)
        names.update(str(one.name) for one in table.indexes if one.unique and one.name)
    return frozenset(names)


def _unique_over(table_name: str, columns: list[str]) -> str | None:
    table = Base.metadata.tables.get(table_name)
    if table is None:
        return None
    for rule in _unique_rules(table):
        if [column.name for column in rule.columns] == columns:
            return str(rule.name)
    return None


def _unique_rules(table: Table) -> Iterable[UniqueConstraint | Index]:
    yield from (one for one in table.constraints if isinstance(one, UniqueConstraint))
    yield from (one for one in table.indexes if one.unique)
