"""Dated facts: of several rows of one key, the one known on a day (INDICATORS §1)."""

from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Subquery, and_, exists, select
from sqlalchemy.orm import DeclarativeBase, aliased

FactModel = TypeVar("FactModel", bound=DeclarativeBase)


def known_rows(model: type[FactModel], known_on: date) -> Subquery:
    """Select, of each reference, the row recorded last on or before a day, as a subquery.

    Rows are compared and not ranked, so that what a query asks beside it narrows the table first.
    """
    table = model.__table__
    return select(*table.c).where(is_known_row(model, known_on)).subquery()


def known(model: type[FactModel], known_on: date) -> type[FactModel]:
    """Give the model as it was known on a day: query it like the model itself."""
    return cast("type[FactModel]", _known(model, known_on))


@lru_cache(maxsize=64)
def _known(model: type[DeclarativeBase], known_on: date) -> Any:
    # Kept, as making it takes longer than most queries of it.
    return aliased(model, known_rows(model, known_on))


def is_known_row(
    model: type[DeclarativeBase], known_on: date | ColumnElement[date]
) -> ColumnElement[bool]:
    """Tell, of a row, whether it is its reference's last one recorded on or before a day.

    For queries of the table itself; `known` gives the same rows as if they were a table.
    """
    table = model.__table__
    later = table.alias()
    superseded = exists().where(
        later.c.reference == table.c.reference,
        later.c.recorded_on > table.c.recorded_on,
        later.c.recorded_on <= known_on,
    )
    return and_(table.c.recorded_on <= known_on, ~superseded)
