"""Reads of paths, modules and practical tasks; everybody who may see the curriculum sees it all."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from school.core.errors import NotFound, mark
from school.curriculum.models import Module, ModuleTask, Path, PathModule, PracticalTask


def all_paths(session: Session) -> list[Path]:
    """List the training paths with their modules, by code."""
    query = (
        select(Path)
        .options(selectinload(Path.modules).joinedload(PathModule.module))
        .order_by(Path.reference)
    )
    return list(session.scalars(query))


def path_choices(session: Session) -> list[Path]:
    """List the training paths alone, by code, for choices in forms."""
    return list(session.scalars(select(Path).order_by(Path.reference)))


def path_by_reference(session: Session, reference: str) -> Path:
    """Find a path with its modules in order; raise `NotFound` when there is none."""
    found = session.scalar(
        select(Path)
        .options(selectinload(Path.modules).joinedload(PathModule.module))
        .where(Path.reference == reference)
    )
    if found is None:
        raise NotFound(mark("Ce parcours n’existe pas."))
    return found


def module_by_reference(session: Session, reference: str) -> Module:
    """Find a module with its tasks in order; raise `NotFound` when there is none."""
    found = session.scalar(
        select(Module)
        .options(selectinload(Module.tasks).joinedload(ModuleTask.task))
        .where(Module.reference == reference)
    )
    if found is None:
        raise NotFound(mark("Ce module n’existe pas."))
    return found


def paths_of(session: Session, module: Module) -> list[Path]:
    """List the paths that hold a module, by code."""
    query = (
        select(Path)
        .join(Path.modules)
        .where(PathModule.module_id == module.id)
        .order_by(Path.reference)
    )
    return list(session.scalars(query))


def task_by_reference(session: Session, reference: str) -> PracticalTask:
    """Find a practical task; raise `NotFound` when there is none."""
    found = session.scalar(select(PracticalTask).where(PracticalTask.reference == reference))
    if found is None:
        raise NotFound(mark("Cette pratique n’existe pas."))
    return found


def modules_of(session: Session, task: PracticalTask) -> list[Module]:
    """List the modules that hold a task, by code."""
    query = (
        select(Module)
        .join(Module.tasks)
        .where(ModuleTask.task_id == task.id)
        .order_by(Module.reference)
    )
    return list(session.scalars(query))
