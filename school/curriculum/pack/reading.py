"""Reading a curriculum from its folder; refused with the file and line of each fault."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import Field

from school.curriculum.pack.checks import structure_faults
from school.curriculum.pack.downloads import LessonFile
from school.curriculum.pack.learning import Learning, read_learning
from school.curriculum.pack.lessons import Figure, Lesson, Term
from school.curriculum.pack.parts import Code, PackError, Part, Version
from school.curriculum.pack.questions import QuestionBank
from school.curriculum.pack.structure import ModulePack, PackHead, PathPack, TaskGroup, TaskPack
from school.curriculum.pack.yaml_files import Source, read_file

PartType = TypeVar("PartType", bound=Part)


class Pack(Part):
    """A whole curriculum, with the version that cohorts refer to.

    `banks` has the questions of each module that has some, by its code.
    """

    code: Code
    version: Version
    paths: tuple[PathPack, ...]
    modules: tuple[ModulePack, ...]
    tasks: tuple[TaskPack, ...]
    lessons: tuple[Lesson, ...] = ()
    banks: dict[Code, QuestionBank] = Field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    figures: tuple[Figure, ...] = ()
    files: tuple[LessonFile, ...] = ()


@dataclass(frozen=True)
class _Structure:
    head: Source[PackHead] | None
    paths: list[Source[PathPack]]
    modules: list[Source[ModulePack]]
    groups: list[Source[TaskGroup]]


def read_pack(folder: Path) -> Pack:
    """Read a curriculum from a folder; raises `PackError` with every fault found."""
    faults: list[str] = []
    structure = _read_structure(folder, faults)
    learning = read_learning(folder, structure.modules, faults)
    if structure.head is None or faults:
        raise PackError(faults)
    faults.extend(structure_faults(structure.paths, structure.modules, structure.groups))
    if faults:
        raise PackError(faults)
    return _pack(structure.head.part, structure, learning)


def _pack(head: PackHead, structure: _Structure, learning: Learning) -> Pack:
    return Pack(
        code=head.code,
        version=head.version,
        paths=tuple(source.part for source in structure.paths),
        modules=tuple(source.part for source in structure.modules),
        tasks=tuple(task for group in structure.groups for task in group.part.tasks),
        lessons=tuple(learning.lessons),
        banks=learning.banks,
        terms=tuple(learning.terms),
        figures=tuple(learning.figures),
        files=tuple(learning.files.values()),
    )


def _read_structure(folder: Path, faults: list[str]) -> _Structure:
    return _Structure(
        read_file(folder, folder / "curriculum.yaml", PackHead, faults),
        _read_all(folder, "paths", PathPack, faults),
        _read_all(folder, "modules", ModulePack, faults),
        _read_all(folder, "tasks", TaskGroup, faults),
    )


def _read_all(
    folder: Path, name: str, kind: type[PartType], faults: list[str]
) -> list[Source[PartType]]:
    files = sorted((folder / name).glob("*.yaml"))
    if not files:
        faults.append(f"{name}: there is no file here")
    found = [read_file(folder, path, kind, faults) for path in files]
    return [source for source in found if source is not None]
