"""Reading whole tables for the bundle, in the order of their keys, row by row."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from school.exchange.kinds import Choice, Reference
from school.exchange.own_rows import Clauses
from school.exchange.resolving import target_columns
from school.exchange.specs import RECORDED_ON, Column, TableSpec

ROWS_AT_ONCE = 1_000


def exported_rows(
    session: Session, spec: TableSpec, readable: Clauses | None
) -> Iterator[Sequence[Any]]:
    """Read the rows of a table, references as codes, sorted by key in the order of code points.

    Only the rows that a person may read when clauses are given, of no table that they do not
    name. The rows are never all in memory.
    """
    if readable is not None and spec.name not in readable:
        return
    query = _query(spec)
    if readable is not None:
        query = query.where(readable[spec.name])
    yield from session.execute(query, execution_options={"yield_per": ROWS_AT_ONCE})


def _query(spec: TableSpec) -> Select[Any]:
    source: Any = spec.table
    shown: dict[str, ColumnElement[Any]] = {}
    for column in spec.columns:
        stored = spec.table.c[column.stored_as]
        shown[column.name] = stored
        if column in spec.references:
            table = str(getattr(column.kind, "table", ""))
            named, code, identifier = target_columns(table, f"named_{column.name}")
            if identifier is not code:
                source = source.outerjoin(named, stored == identifier)
                shown[column.name] = code
    keys = [*spec.key, RECORDED_ON] if spec.dated else list(spec.key)
    order = [_sortable(spec.by_name[name], shown[name]) for name in keys]
    return select(*shown.values()).select_from(source).order_by(*order)


def _sortable(column: Column, shown: ColumnElement[Any]) -> ColumnElement[Any]:
    # The words of a list are not stored so as to compare by code point.
    if isinstance(column.kind, Choice):
        words: list[StrEnum] = sorted(column.kind.enumeration, key=lambda word: word.value)
        return case({word: place for place, word in enumerate(words)}, value=shown)
    # Where a key may lack its last part, the two databases would put nothing at other ends.
    is_optional = isinstance(column.kind, Reference) and not column.required
    return func.coalesce(shown, "") if is_optional else shown
