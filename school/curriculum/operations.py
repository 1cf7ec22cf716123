"""Loading a curriculum into the database; the same pack twice changes nothing."""

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from school.core.database import Base
from school.curriculum.models import (
    Module,
    ModuleTask,
    Path,
    PathModule,
    PracticalTask,
)
from school.curriculum.pack.reading import Pack
from school.curriculum.pack.structure import ModulePack, PathPack, TaskPack
from school.curriculum.version_operations import (
    complete_version,
    loaded_version,
    write_version,
)

Record = TypeVar("Record", Path, Module, PracticalTask)


def load_pack(session: Session, pack: Pack) -> bool:
    """Load a version of a curriculum, and tell whether it is new; a second time changes nothing.

    Paths, modules and tasks are brought to what it says, and what it no longer names stays; its
    rules, thresholds and lessons are kept beside those of the versions before. Raises
    `InvalidInput` for other content under a version that is loaded.
    """
    known = loaded_version(session, pack)
    if known is not None:
        complete_version(session, known, pack)
        return False
    tasks = {task.code: _load_task(session, task) for task in pack.tasks}
    session.flush()
    modules = {module.code: _load_module(session, module, tasks) for module in pack.modules}
    session.flush()
    for path in pack.paths:
        _load_path(session, path, pack.version, modules)
    session.flush()
    write_version(session, pack)
    return True


def _found(session: Session, model: type[Record], code: str, *children: str) -> Record:
    query = (
        select(model)
        .where(model.reference == code)
        .options(*(selectinload(getattr(model, name)) for name in children))
    )
    found = session.scalar(query)
    if found is None:
        found = model(reference=code)
        session.add(found)
    return found


def _assign(record: Base, **values: object) -> None:
    for name, value in values.items():
        if getattr(record, name) != value:
            setattr(record, name, value)


def _load_task(session: Session, pack: TaskPack) -> PracticalTask:
    task = _found(session, PracticalTask, pack.code)
    _assign(
        task,
        title_fr=pack.title.fr,
        title_en=pack.title.en,
        instructions_fr=pack.instructions.fr,
        instructions_en=pack.instructions.en,
        safety_fr=pack.safety.fr,
        safety_en=pack.safety.en,
        attempts=pack.attempts,
        minutes=pack.minutes,
    )
    return task


def _load_module(session: Session, pack: ModulePack, tasks: dict[str, PracticalTask]) -> Module:
    module = _found(session, Module, pack.code, "tasks")
    _assign(
        module,
        title_fr=pack.title.fr,
        title_en=pack.title.en,
        weeks=pack.weeks,
        centre_hours=pack.centre_hours,
        enterprise_hours=pack.enterprise_hours,
    )
    known = {entry.task_id: entry for entry in module.tasks}
    entries = []
    for position, code in enumerate(pack.tasks):
        entry = known.get(tasks[code].id) or ModuleTask(task=tasks[code])
        _assign(entry, position=position)
        entries.append(entry)
    _delete_missing(session, module.tasks, entries)
    module.tasks = entries
    return module


def _load_path(session: Session, pack: PathPack, version: str, modules: dict[str, Module]) -> Path:
    path = _found(session, Path, pack.code, "modules")
    _assign(path, version=version, title_fr=pack.title.fr, title_en=pack.title.en)
    known = {entry.module_id: entry for entry in path.modules}
    entries = []
    for position, code in enumerate(pack.modules):
        entry = known.get(modules[code].id) or PathModule(module=modules[code])
        _assign(entry, position=position)
        entries.append(entry)
    _delete_missing(session, path.modules, entries)
    path.modules = entries
    return path


def _delete_missing(session: Session, before: Iterable[Base], after: Iterable[Base]) -> None:
    kept = list(after)
    for entry in before:
        if entry not in kept:
            session.delete(entry)
