"""What must be true between the parts of a curriculum: nothing twice, nothing missing."""

from collections.abc import Iterable, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from school.curriculum.pack.parts import Part
from school.curriculum.pack.structure import ModulePack, PathPack, TaskGroup
from school.curriculum.pack.yaml_files import Source

PartType = TypeVar("PartType", bound=Part)


def structure_faults(
    paths: Sequence[Source[PathPack]],
    modules: Sequence[Source[ModulePack]],
    groups: Sequence[Source[TaskGroup]],
) -> Iterator[str]:
    """Find what is named twice, described nowhere, or required in a circle."""
    yield from _repeated_codes(paths, modules, groups)
    yield from _repeated_entries(paths, modules, groups)
    yield from _loose_ends(paths, modules, groups)
    yield from _circles(modules)


def _repeated_codes(
    paths: Sequence[Source[PathPack]],
    modules: Sequence[Source[ModulePack]],
    groups: Sequence[Source[TaskGroup]],
) -> Iterator[str]:
    """Find the codes that two paths, two modules, two competencies or two tasks bear."""
    yield from repeats("path", [(one.part.code, one.place("code")) for one in paths])
    yield from repeats("module", [(one.part.code, one.place("code")) for one in modules])
    competencies = [
        (competency.code, one.place("competencies", index, "code"))
        for one in modules
        for index, competency in enumerate(one.part.competencies)
    ]
    yield from repeats("competency", competencies)
    yield from repeats("task", _tasks(groups))


def _repeated_entries(
    paths: Sequence[Source[PathPack]],
    modules: Sequence[Source[ModulePack]],
    groups: Sequence[Source[TaskGroup]],
) -> Iterator[str]:
    """Find what one list names twice: modules of a path, tasks of a module, measures of a task."""
    for path in paths:
        entries = enumerate(path.part.modules)
        yield from repeats("module", [(code, path.place("modules", at)) for at, code in entries])
    for module in modules:
        entries = enumerate(module.part.tasks)
        yield from repeats("task", [(code, module.place("tasks", at)) for at, code in entries])
    for group in groups:
        for index, task in enumerate(group.part.tasks):
            measures = [
                (measure.code, group.place("tasks", index, "measures", at, "code"))
                for at, measure in enumerate(task.measures)
            ]
            yield from repeats("measure", measures)
            gates = [
                (gate.code, group.place("tasks", index, "gates", at, "code"))
                for at, gate in enumerate(task.gates)
            ]
            yield from repeats("gate", gates)


def _loose_ends(
    paths: Sequence[Source[PathPack]],
    modules: Sequence[Source[ModulePack]],
    groups: Sequence[Source[TaskGroup]],
) -> Iterator[str]:
    """Find the modules and tasks that are named somewhere and described nowhere."""
    known_modules = {module.part.code for module in modules}
    known_tasks = {code for code, _ in _tasks(groups)}
    for path in paths:
        yield from _missing(path, "modules", "module", path.part.modules, known_modules)
    for module in modules:
        part = module.part
        yield from _missing(module, "tasks", "task", part.tasks, known_tasks)
        yield from _missing(module, "prerequisites", "module", part.prerequisites, known_modules)
        for at, code in enumerate(part.completion.safety):
            if code not in part.tasks:
                place = module.place("completion", "safety", at)
                yield f"{place}: {code} is not a task of this module"


def _circles(modules: Sequence[Source[ModulePack]]) -> Iterator[str]:
    """Find a circle of modules that require one another: nobody could ever start."""
    required = {module.part.code: module.part.prerequisites for module in modules}
    try:
        TopologicalSorter(required).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        first = next(module for module in modules if module.part.code == circle[0])
        way = ", ".join(circle)
        yield f"{first.place('prerequisites')}: modules require one another in a circle: {way}"


def _tasks(groups: Sequence[Source[TaskGroup]]) -> list[tuple[str, str]]:
    return [
        (task.code, group.place("tasks", index, "code"))
        for group in groups
        for index, task in enumerate(group.part.tasks)
    ]


def repeats(kind: str, entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Find the codes that are there twice; each entry is a code and its place."""
    seen: dict[str, str] = {}
    for code, place in entries:
        if code in seen:
            yield f"{place}: {kind} {code} is already there ({seen[code]})"
        else:
            seen[code] = place


def _missing(
    source: Source[PartType], field: str, kind: str, wanted: Sequence[str], known: set[str]
) -> Iterator[str]:
    for index, code in enumerate(wanted):
        if code not in known:
            yield f"{source.place(field, index)}: there is no {kind} {code}"
