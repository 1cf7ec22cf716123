"""Lists in pages of fifty rows: the same number of statements however long the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

PAGE_SIZE = 50

Item = TypeVar("Item")


@dataclass(frozen=True)
class Slice(Generic[Item]):
    """One page of a list: its rows, its number (from 1) and how many rows there are in all."""

    items: Sequence[Item]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def first(self) -> int:
        """The rank of the first row shown, from 1; 0 in an empty list."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The rank of the last row shown."""
        return self.first + len(self.items) - 1 if self.total else 0

    @property
    def has_previous(self) -> bool:
        """Tell whether rows come before these."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Tell whether rows come after these."""
        return self.number * self.size < self.total


def clamp(number: int, total: int, size: int = PAGE_SIZE) -> int:
    """Bring a page number into the list: a page past the end is the last one."""
    return max(1, min(number, -(-total // size)))


def paginate(
    session: Session, query: Select[Item], number: int, size: int = PAGE_SIZE
) -> Slice[Item]:
    """Read one page of a query of one entity, in two statements: the count, then the rows."""
    total = count_rows(session, query)
    number = clamp(number, total, size)
    rows = session.scalars(query.limit(size).offset((number - 1) * size)).all()
    return Slice(rows, number, total, size)


def slice_of(rows: Sequence[Item], number: int, size: int = PAGE_SIZE) -> Slice[Item]:
    """Give one page of rows that are all there."""
    number = clamp(number, len(rows), size)
    return Slice(rows[(number - 1) * size : number * size], number, len(rows), size)


def count_rows(session: Session, query: Select[*tuple[Any, ...]]) -> int:
    """Count the rows that a query gives, whatever its order and loading."""
    counted = query.order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0
