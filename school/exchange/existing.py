"""The rows that a bundle's rows meet in the database, fetched many at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select, tuple_
from sqlalchemy.orm import Session

from school.exchange.resolving import key_attribute
from school.exchange.run import Scope
from school.exchange.specs import RECORDED_ON, TableSpec

Key = tuple[Any, ...]


@dataclass
class Existing:
    """A row of the database by its columns, and what the importing person may do with it."""

    number: int | None
    stored: dict[str, Any]
    readable: bool = True
    changeable: bool = True


def rows_by_key(
    session: Session, spec: TableSpec, keys: Iterable[Key], scope: Scope | None
) -> dict[Key, Existing]:
    """Find the rows that bear any of the keys, given as the database stores them."""
    attributes = [spec.by_name[name].stored_as for name in spec.key]
    # A missing part of a key equals nothing in SQL: it is compared below, as Python does.
    certain = [place for place, name in enumerate(attributes) if not spec.table.c[name].nullable]
    wanted = sorted({tuple(key[place] for place in certain) for key in keys})
    columns = [spec.table.c[attributes[place]] for place in certain]
    condition = (
        columns[0].in_([key[0] for key in wanted])
        if len(columns) == 1
        else tuple_(*columns).in_(wanted)
    )
    return {
        tuple(found.stored[name] for name in attributes): found
        for found in _rows(session, spec, condition, scope)
    }


def histories(
    session: Session, spec: TableSpec, codes: Iterable[str], scope: Scope | None
) -> dict[str, dict[date, Existing]]:
    """Find every dated row of facts: by code, then by the day it was recorded."""
    attribute = key_attribute(spec)
    condition = spec.table.c[attribute].in_(sorted(set(codes)))
    found: dict[str, dict[date, Existing]] = {}
    for row in _rows(session, spec, condition, scope):
        found.setdefault(row.stored[attribute], {})[row.stored[RECORDED_ON]] = row
    return found


def _rows(
    session: Session, spec: TableSpec, condition: ColumnElement[bool], scope: Scope | None
) -> Iterable[Existing]:
    names = [column.stored_as for column in spec.columns]
    readable = scope.readable[spec.name] if scope else literal(True)
    changeable = scope.changeable[spec.name] if scope else literal(True)
    query: Select[Any] = select(
        spec.table.c.id, readable, changeable, *(spec.table.c[name] for name in names)
    ).where(condition)
    for number, may_read, may_change, *values in session.execute(query):
        yield Existing(
            number, dict(zip(names, values, strict=True)), bool(may_read), bool(may_change)
        )
