"""Dated facts: of several rows of one key, the one known on a day (INDICATORS §1)."""

from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, Subquery, and_, exists, func, select
from sqlalchemy.orm import DeclarativeBase, aliased

FactModel = TypeVar("FactModel", bound=DeclarativeBase)


def known_rows(model: type[FactModel], known_on: date) -> Subquery:
    """Select, of each reference, the row recorded last on or before a day, as a subquery."""
    table = model.__table__
    rank = func.row_number().over(
        partition_by=table.c.reference, order_by=table.c.recorded_on.desc()
    )
    ranked = (
        select(*table.c, rank.label("recency")).where(table.c.recorded_on <= known_on).subquery()
    )
    columns = [column for column in ranked.c if column.key != "recency"]
    return select(*columns).where(ranked.c.recency == 1).subquery()


def known(model: type[FactModel], known_on: date) -> type[FactModel]:
    """Give the model as it was known on a day: query it like the model itself."""
    return aliased(model, known_rows(model, known_on))


def is_known_row(
    model: type[DeclarativeBase], known_on: date | ColumnElement[date]
) -> ColumnElement[bool]:
    """Tell, of a row, whether it is its reference's last one recorded on or before a day.

    The same rows as `known` gives. For queries that narrow a table by an index first: only the
    rows that are left are compared, where `known` ranks the whole table.
    """
    table = model.__table__
    later = table.alias()
    superseded = exists().where(
        later.c.reference == table.c.reference,
        later.c.recorded_on > table.c.recorded_on,
        later.c.recorded_on <= known_on,
    )
    return and_(table.c.recorded_on <= known_on, ~superseded)
