"""Reads of what a version of a curriculum requires of its modules."""

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, joinedload

from school.curriculum.rule_models import ModuleRule


def rules_of(session: Session, version_id: int | None, module_id: int) -> ModuleRule | None:
    """Find the rules of a module for whoever follows a version, None when no version has any.

    A module that the version does not hold, and every module for a cohort that follows no
    version, has the rules of the version loaded last that holds it.
    """
    query = (
        select(ModuleRule)
        .options(joinedload(ModuleRule.module))
        .where(ModuleRule.module_id == module_id)
        .order_by(*_preferred(version_id))
        .limit(1)
    )
    return session.scalars(query).first()


def rules_of_modules(session: Session, version_id: int | None) -> dict[int, ModuleRule]:
    """Give the rules of every module by the module's number, in one statement.

    Each module has those that `rules_of` finds for the version; the modules come with them.
    """
    place = func.row_number().over(
        partition_by=ModuleRule.module_id, order_by=_preferred(version_id)
    )
    ranked = select(ModuleRule.id, place.label("place")).subquery()
    query = (
        select(ModuleRule)
        .join(ranked, ranked.c.id == ModuleRule.id)
        .options(joinedload(ModuleRule.module))
        .where(ranked.c.place == 1)
        .order_by(ModuleRule.module_id)
    )
    return {rule.module_id: rule for rule in session.scalars(query)}


def _preferred(version_id: int | None) -> tuple[ColumnElement[int], ColumnElement[int]]:
    own = case((ModuleRule.version_id == version_id, 0), else_=1)
    return own, ModuleRule.version_id.desc()
