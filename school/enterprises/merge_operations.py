"""Merging an enterprise with its double: everything that was the double's is the other's."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Column, Table, UniqueConstraint, select, update
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.core import audit
from school.core.database import Base
from school.core.errors import InvalidInput, NotAllowed, mark
from school.enterprises import queries
from school.enterprises.models import Enterprise, Partnership
from school.enterprises.operations import ensure_partnership
from school.enterprises.partner_models import EnterpriseMerge

SERIES = "number"
"""The column that counts the corrections of one thing: a series goes over whole, or not at all."""

KEPT_TABLES = frozenset({EnterpriseMerge.__tablename__, Partnership.__tablename__})
"""Merges stay as they were decided; partnerships stay too, and the other gets the like of them."""


def merge(
    session: Session, principal: Principal, double: Enterprise, kept: Enterprise, day: date
) -> dict[str, int]:
    """Give everything of an enterprise to the one of which it is the double.

    Every table that names an enterprise is followed, those of other features too, so that no
    placement, hire, answer or person is lost. The double stays, under its code, and leads to the
    other. Where the other has the same already (an answer to the same question) the double's
    row stays with it, and so do the corrections of that row. Gives how many rows went over, by
    table. Raises `InvalidInput` for one and the same enterprise, `NotAllowed` when it was merged
    meanwhile.
    """
    if double.id == kept.id:
        raise InvalidInput(mark("C’est la même fiche."), "double")
    queries.hold(session, sorted({double.id, kept.id}))
    if queries.is_merged(session, double) or queries.is_merged(session, kept):
        raise NotAllowed(mark("L’une de ces fiches est déjà réunie à une autre."))
    moved: dict[str, int] = {}
    for column in _naming():
        count = _move(session, column, double.id, kept.id)
        if count:
            moved[column.table.name] = moved.get(column.table.name, 0) + count
    for school_id in queries.partner_schools(session, double):
        ensure_partnership(session, school_id, kept.id)
    _fill_in(kept, double)
    session.execute(
        update(EnterpriseMerge)
        .where(EnterpriseMerge.enterprise_id == double.id)
        .values(enterprise_id=kept.id)
    )
    decided = EnterpriseMerge(
        double_id=double.id, enterprise_id=kept.id, merged_on=day, merged_by=principal.name
    )
    session.add(decided)
    session.flush()
    told = {"double": [double.reference, kept.reference], **{n: [0, c] for n, c in moved.items()}}
    audit.note(session, principal.name, "enterprise.merge", kept, told)
    # Rows of other features may have been loaded under the former number.
    session.expire_all()
    return moved


def _naming() -> Iterator[Column[int]]:
    target = Enterprise.__table__.c.id
    for table in Base.metadata.sorted_tables:
        if table.name in KEPT_TABLES:
            continue
        for column in table.columns:
            if any(key.column is target for key in column.foreign_keys):
                yield column


def _move(session: Session, column: Column[int], double: int, kept: int) -> int:
    table = column.table
    assert isinstance(table, Table)  # noqa: S101
    query = update(table).where(column == double).values({column.name: kept})
    left_out = {column.name, SERIES}
    for rule in _unique_with(table, column):
        other = table.alias()
        same = [other.c[name] == table.c[name] for name in rule if name not in left_out]
        taken = select(other.c.id).where(other.c[column.name] == kept, *same)
        query = query.where(~taken.correlate(table).exists())
    result = session.execute(query.execution_options(synchronize_session=False))
    return int(getattr(result, "rowcount", 0))


def _unique_with(table: Table, column: Column[int]) -> Iterator[list[str]]:
    for rule in table.constraints:
        if isinstance(rule, UniqueConstraint) and column.name in rule.columns:
            yield [one.name for one in rule.columns]
    for index in table.indexes:
        if index.unique and column.name in index.columns:
            yield [str(one.name) for one in index.columns]


def _fill_in(kept: Enterprise, double: Enterprise) -> None:
    for name in ("tax_id", "sector", "department", "phone", "email", "partner_since"):
        if getattr(kept, name) is None:
            setattr(kept, name, getattr(double, name))
