"""Conditions as numbers inside the database, so that they can be added up, alike on both."""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    SQLColumnExpression,
    String,
    literal_column,
    or_,
    type_coerce,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

ONE = literal_column("1", Integer())
ZERO = literal_column("0", Integer())


class OneIf(FunctionElement[int]):
    """A condition as 1 or 0; null where the condition is neither true nor false."""

    name = "one_if"
    type = Integer()
    inherit_cache = True


def one_if(condition: ColumnElement[Any]) -> ColumnElement[int]:
    """Write a condition as 1 or 0; null stays null, which sums and maxima pass over."""
    return OneIf(condition.self_group())


def constant(value: StrEnum) -> ColumnElement[str]:
    """Write a value of the program's own into the statement itself.

    A statement of hundreds of constants is quicker so than with as many parameters. Raises
    `ValueError` for a value that is not plain letters, digits and underscores.
    """
    if not value.value.replace("_", "").isalnum():
        raise ValueError(f"{value.value!r} is not a constant")
    return literal_column(f"'{value.value}'", String())


def is_one(column: SQLColumnExpression[Any], *values: StrEnum) -> ColumnElement[bool]:
    """Tell whether a column has one of the given values."""
    text = type_coerce(column, String())
    return or_(*(text == constant(value) for value in values))


@compiles(OneIf, "sqlite")
def _one_if_on_sqlite(element: OneIf, compiler: SQLCompiler, **options: Any) -> str:
    # There a condition is a number already; to say so once more costs time on every row.
    return f"({compiler.process(element.clauses, **options)})"


@compiles(OneIf, "postgresql")
def _one_if_on_postgresql(element: OneIf, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(({compiler.process(element.clauses, **options)}) AS INTEGER)"
