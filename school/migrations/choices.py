"""Words added to the closed list of a column by a migration, whatever other migrations added.

A list that several features extend (the purposes of signed links) is read from the database, so
that the order in which their migrations run does not matter.
"""

import re

import sqlalchemy as sa
from alembic import op

_WORDS = re.compile(r"'([^']+)'")


def allow(table: str, column: str, *words: str) -> None:
    """Add words to those that the check constraint `ck_<table>_<column>` allows."""
    known = _allowed(table, column)
    _restrict(table, column, known + [word for word in words if word not in known])


def forbid(table: str, column: str, *words: str) -> None:
    """Take words from the list again; rows that bear one of them are deleted."""
    rows = sa.table(table, sa.column(column, sa.String()))
    op.execute(rows.delete().where(rows.c[column].in_(words)))
    _restrict(table, column, [word for word in _allowed(table, column) if word not in words])


def _allowed(table: str, column: str) -> list[str]:
    checks = sa.inspect(op.get_bind()).get_check_constraints(table)
    text = next(one["sqltext"] for one in checks if one["name"] == f"ck_{table}_{column}")
    return _WORDS.findall(text)


def _restrict(table: str, column: str, words: list[str]) -> None:
    name = f"ck_{table}_{column}"
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.create_check_constraint(batch_op.f(name), f"{column} IN ({listed})")
