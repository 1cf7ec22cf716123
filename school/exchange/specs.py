"""How a table of the bundle is described: its columns, its key and what must hold between them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import DeclarativeBase

from school.exchange.kinds import Code, Kind, Reference, Text

RECORDED_ON = "recorded_on"

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Problem:
    """What does not hold between the columns of a row, on the column to correct."""

    column: str
    expected: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Check:
    """What must hold between some columns of a row, asked only where they could be read."""

    columns: tuple[str, ...]
    find: Callable[[Values], Problem | None]


Derive = Callable[[Values], dict[str, Any]]


@dataclass(frozen=True)
class Column:
    """A column of the bundle and where it is kept.

    An empty cell means `default`, nothing unless given; a required column then is refused.
    """

    name: str
    kind: Kind
    attribute: str = ""
    required: bool = False
    default: Any = None

    @property
    def stored_as(self) -> str:
        """The name of the database column."""
        if self.attribute:
            return self.attribute
        return f"{self.name}_id" if isinstance(self.kind, Reference) else self.name


@dataclass(frozen=True)
class TableSpec:
    """A table of the bundle: EXCHANGE's name, columns in its order, and key.

    `derive` computes database columns that the bundle does not hold, such as names for sorting.
    `folded_key` refuses a key that differs from another by its case alone. Rows of an
    `append_only` table never change: one that says something else bears a key of its own.
    """

    model: type[DeclarativeBase]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    checks: tuple[Check, ...] = ()
    derive: Derive | None = None
    folded_key: bool = False
    append_only: bool = False

    @cached_property
    def name(self) -> str:
        """The table's name, the same in the bundle and in the database."""
        return str(self.model.__tablename__)

    @cached_property
    def table(self) -> Table:
        """The database table."""
        table = self.model.__table__
        assert isinstance(table, Table)  # noqa: S101
        return table

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}

    @cached_property
    def dated(self) -> bool:
        """Whether several rows may bear one key, each recorded on its day."""
        return RECORDED_ON in self.by_name

    @cached_property
    def versioned(self) -> bool:
        """Whether people edit the rows on screen, which a changed version tells them."""
        return "version" in self.table.c

    @cached_property
    def references(self) -> tuple[Column, ...]:
        """The columns that name rows of other tables."""
        return tuple(column for column in self.columns if isinstance(column.kind, Reference))


def code(name: str, attribute: str = "", **options: Any) -> Column:
    """Describe the key column of a table."""
    return Column(name, Code(), attribute or "reference", required=True, **options)


def refers(name: str, table: str, *, required: bool = False, attribute: str = "") -> Column:
    """Describe a column that names a row of another table by its key."""
    return Column(name, Reference(table=table), attribute, required)


def text(name: str, *, required: bool = False, limit: int | None = None) -> Column:
    """Describe a column of free text."""
    return Column(name, Text() if limit is None else Text(limit), required=required)


def in_order(first: str, last: str, expected: str) -> Check:
    """Make the check that a period does not end before it starts; an empty date is open."""

    def find(values: Values) -> Problem | None:
        start, end = values.get(first), values.get(last)
        if start is None or end is None or end >= start:
            return None
        return Problem(last, expected, {"column": first, "day": start.isoformat()})

    return Check((first, last), find)
