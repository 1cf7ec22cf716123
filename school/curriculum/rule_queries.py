"""Reads of what a version of a curriculum requires: of its modules, and in its tasks."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, ScalarSelect, Select, case, func, select
from sqlalchemy.orm import Session, joinedload

from school.curriculum.lesson_models import CurriculumVersion
from school.curriculum.models import PathModule, PracticalTask, TaskGate, TaskMeasure
from school.curriculum.rule_models import ModuleRule

Measures = Sequence[TaskMeasure]


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
    query = _rules(version_id).order_by(ModuleRule.module_id)
    return {rule.module_id: rule for rule in session.scalars(query)}


def measures_of_task(session: Session, version_id: int | None, task: PracticalTask) -> Measures:
    """Give what is measured in a task, in order, with the thresholds of a version.

    A task that the version does not hold, and every task for a cohort that follows no version,
    is measured as the version loaded last that measures anything in it says.
    """
    if version_id is not None:
        found = _measures_in(session, version_id, task)
        if found or _names(session, version_id, task):
            return found
    newest = select(func.max(TaskMeasure.version_id)).where(TaskMeasure.task_id == task.id)
    return _measures_in(session, newest.scalar_subquery(), task)


def measures_in_version(session: Session, version: str, task_id: int) -> Measures:
    """Give what a version, named by its number alone, has measured in a task, in order.

    Of several curricula with that number it is the one loaded last that measures anything in the
    task; nothing when the version is not loaded.
    """
    newest = (
        select(func.max(TaskMeasure.version_id))
        .join(CurriculumVersion, CurriculumVersion.id == TaskMeasure.version_id)
        .where(CurriculumVersion.version == version, TaskMeasure.task_id == task_id)
    )
    query = (
        select(TaskMeasure)
        .where(TaskMeasure.task_id == task_id, TaskMeasure.version_id == newest.scalar_subquery())
        .order_by(TaskMeasure.position)
    )
    return session.scalars(query).all()


def gates_of_task(
    session: Session, measures: Measures, version_id: int | None, task: PracticalTask
) -> Sequence[TaskGate]:
    """Give what is asked before a task may begin, in the version whose measures are given.

    A task without any question has one, which is its words about safety.
    """
    version = measures[0].version_id if measures else version_id
    query = (
        select(TaskGate)
        .where(TaskGate.task_id == task.id, TaskGate.version_id == version)
        .order_by(TaskGate.position)
    )
    return session.scalars(query).all() or [
        TaskGate(reference="safety", question_fr=task.safety_fr, question_en=task.safety_en)
    ]


def _measures_in(
    session: Session, version: int | ScalarSelect[int | None], task: PracticalTask
) -> Measures:
    query = (
        select(TaskMeasure)
        .where(TaskMeasure.task_id == task.id, TaskMeasure.version_id == version)
        .order_by(TaskMeasure.position)
    )
    return session.scalars(query).all()


def _names(session: Session, version_id: int, task: PracticalTask) -> bool:
    """Tell whether a module of a version has a task, which then may have nothing measured."""
    query = select(ModuleRule.tasks).where(ModuleRule.version_id == version_id)
    return any(task.reference in tasks for tasks in session.scalars(query))


def rules_of_path(session: Session, version_id: int | None, path_id: int) -> list[ModuleRule]:
    """Give the rules of a path's modules in the order of teaching, in one statement.

    Each module has those that `rules_of` finds for the version; the modules come with them.
    """
    query = (
        _rules(version_id)
        .join(PathModule, PathModule.module_id == ModuleRule.module_id)
        .where(PathModule.path_id == path_id)
        .order_by(PathModule.position)
    )
    return list(session.scalars(query))


def _rules(version_id: int | None) -> Select[ModuleRule]:
    """Select the rules of each module that `rules_of` finds for a version, with the modules."""
    place = func.row_number().over(
        partition_by=ModuleRule.module_id, order_by=_preferred(version_id)
    )
    ranked = select(ModuleRule.id, place.label("place")).subquery()
    return (
        select(ModuleRule)
        .join(ranked, ranked.c.id == ModuleRule.id)
        .options(joinedload(ModuleRule.module))
        .where(ranked.c.place == 1)
    )


def _preferred(version_id: int | None) -> tuple[ColumnElement[int], ColumnElement[int]]:
    own = case((ModuleRule.version_id == version_id, 0), else_=1)
    return own, ModuleRule.version_id.desc()
