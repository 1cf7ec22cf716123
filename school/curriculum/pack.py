"""Training paths as data: read, checked, and refused with the file and line of each fault."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from school.curriculum.yaml_files import Source, read_file

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
# No dash: the values of a repeated measure are named after it, with a dash and a number.
MeasureCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,36}$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,3}$")]
Quantity = Annotated[Decimal, Field(gt=-(10**9), lt=10**9, decimal_places=6)]


class PackError(Exception):
    """A curriculum cannot be used: a line for each fault, with its file and line."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = list(faults)


class Part(BaseModel):
    """A part of a pack: unknown names are faults, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(Part):
    """The same words in French and in English."""

    fr: Words
    en: Words


class Competency(Part):
    """Something a person can do once they have learned it."""

    code: Code
    title: Bilingual


class ModulePack(Part):
    """A two-month module: hours in the centre and in the enterprise, outcomes, tasks."""

    code: Code
    title: Bilingual
    weeks: int = Field(ge=1, le=52)
    centre_hours: int = Field(ge=0, le=2000)
    enterprise_hours: int = Field(ge=0, le=2000)
    prerequisites: tuple[Code, ...] = ()
    outcomes: Bilingual
    competencies: tuple[Competency, ...] = Field(min_length=1)
    tasks: tuple[Code, ...] = Field(min_length=1)


class MeasurePack(Part):
    """What is measured: unit, threshold (both ends included), what is plausible, the source."""

    code: MeasureCode
    label: Bilingual
    unit: Annotated[str, StringConstraints(max_length=20)]
    minimum: Quantity | None = None
    maximum: Quantity | None = None
    mean_maximum: Quantity | None = None
    plausible_minimum: Quantity | None = None
    plausible_maximum: Quantity | None = None
    repeats: int = Field(default=1, ge=1, le=48)
    required: bool = True
    source: Words
    set_by_school: bool = True

    @model_validator(mode="after")
    def _order(self) -> "MeasurePack":
        low, high = self.plausible_minimum, self.plausible_maximum
        if low is not None and high is not None and low > high:
            raise ValueError("plausible_minimum is above plausible_maximum")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError("minimum is above maximum")
        for name in ("minimum", "maximum", "mean_maximum"):
            limit: Decimal | None = getattr(self, name)
            if limit is None:
                continue
            if (low is not None and limit < low) or (high is not None and limit > high):
                raise ValueError(f"{name} lies outside of the plausible values")
        if self.mean_maximum is not None and self.repeats == 1:
            raise ValueError("mean_maximum needs a measure taken several times")
        return self


class TaskPack(Part):
    """A practical task: what to do, what must be safe first, what is measured."""

    code: Code
    title: Bilingual
    instructions: Bilingual
    safety: Bilingual
    attempts: int = Field(default=3, ge=1, le=10)
    minutes: int | None = Field(default=None, ge=1, le=600)
    measures: tuple[MeasurePack, ...] = ()


class PathPack(Part):
    """A path: its modules in order."""

    code: Code
    title: Bilingual
    modules: tuple[Code, ...] = Field(min_length=1)


class Pack(Part):
    """A whole curriculum, with the version that cohorts refer to."""

    code: Code
    version: Version
    paths: tuple[PathPack, ...]
    modules: tuple[ModulePack, ...]
    tasks: tuple[TaskPack, ...]


class PackHead(Part):
    """What a pack says of itself, in `curriculum.yaml`."""

    code: Code
    version: Version


class TaskGroup(Part):
    """One file of practical tasks."""

    tasks: tuple[TaskPack, ...]


PartType = TypeVar("PartType", bound=Part)


def read_pack(folder: Path) -> Pack:
    """Read a curriculum from a folder; raises `PackError` with every fault found."""
    faults: list[str] = []
    head = read_file(folder, folder / "curriculum.yaml", PackHead, faults)
    paths = _read_all(folder, "paths", PathPack, faults)
    modules = _read_all(folder, "modules", ModulePack, faults)
    groups = _read_all(folder, "tasks", TaskGroup, faults)
    if head is None or faults:
        raise PackError(faults)
    faults.extend(_repeated_codes(paths, modules, groups))
    faults.extend(_repeated_entries(paths, modules, groups))
    faults.extend(_loose_ends(paths, modules, groups))
    faults.extend(_circles(modules))
    if faults:
        raise PackError(faults)
    return Pack(
        code=head.part.code,
        version=head.part.version,
        paths=tuple(source.part for source in paths),
        modules=tuple(source.part for source in modules),
        tasks=tuple(task for group in groups for task in group.part.tasks),
    )


def _read_all(
    folder: Path, name: str, kind: type[PartType], faults: list[str]
) -> list[Source[PartType]]:
    files = sorted((folder / name).glob("*.yaml"))
    if not files:
        faults.append(f"{name}: there is no file here")
    found = [read_file(folder, path, kind, faults) for path in files]
    return [source for source in found if source is not None]


def _repeated_codes(
    paths: Sequence[Source[PathPack]],
    modules: Sequence[Source[ModulePack]],
    groups: Sequence[Source[TaskGroup]],
) -> Iterator[str]:
    """Find the codes that two paths, two modules, two competencies or two tasks bear."""
    yield from _repeats("path", [(one.part.code, one.place("code")) for one in paths])
    yield from _repeats("module", [(one.part.code, one.place("code")) for one in modules])
    competencies = [
        (competency.code, one.place("competencies", index, "code"))
        for one in modules
        for index, competency in enumerate(one.part.competencies)
    ]
    yield from _repeats("competency", competencies)
    yield from _repeats("task", _tasks(groups))


def _repeated_entries(
    paths: Sequence[Source[PathPack]],
    modules: Sequence[Source[ModulePack]],
    groups: Sequence[Source[TaskGroup]],
) -> Iterator[str]:
    """Find what one list names twice: modules of a path, tasks of a module, measures of a task."""
    for path in paths:
        entries = enumerate(path.part.modules)
        yield from _repeats("module", [(code, path.place("modules", at)) for at, code in entries])
    for module in modules:
        entries = enumerate(module.part.tasks)
        yield from _repeats("task", [(code, module.place("tasks", at)) for at, code in entries])
    for group in groups:
        for index, task in enumerate(group.part.tasks):
            measures = [
                (measure.code, group.place("tasks", index, "measures", at, "code"))
                for at, measure in enumerate(task.measures)
            ]
            yield from _repeats("measure", measures)


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


def _repeats(kind: str, entries: Iterable[tuple[str, str]]) -> Iterator[str]:
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
