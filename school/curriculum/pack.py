"""Training paths as data: read, checked, and refused with the file and line of each fault."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]


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

    code: Code
    label: Bilingual
    unit: Annotated[str, StringConstraints(max_length=20)]
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    mean_maximum: Decimal | None = None
    plausible_minimum: Decimal | None = None
    plausible_maximum: Decimal | None = None
    repeats: int = Field(default=1, ge=1, le=48)
    required: bool = True
    source: Words
    set_by_school: bool = True

    @model_validator(mode="after")
    def _order(self) -> "MeasurePack":
        for low, high in (
            (self.minimum, self.maximum),
            (self.plausible_minimum, self.plausible_maximum),
        ):
            if low is not None and high is not None and low > high:
                raise ValueError("a minimum is above its maximum")
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
    version: Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,3}$")]
    paths: tuple[PathPack, ...]
    modules: tuple[ModulePack, ...]
    tasks: tuple[TaskPack, ...]


class _Head(Part):
    code: Code
    version: Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,3}$")]


class _Tasks(Part):
    tasks: tuple[TaskPack, ...]


PartType = TypeVar("PartType", bound=Part)


def read_pack(folder: Path) -> Pack:
    """Read a curriculum from a folder; raises `PackError` with every fault found."""
    faults: list[str] = []
    head = _read(folder, folder / "curriculum.yaml", _Head, faults)
    paths = _read_all(folder, "paths", PathPack, faults)
    modules = _read_all(folder, "modules", ModulePack, faults)
    tasks = [task for part in _read_all(folder, "tasks", _Tasks, faults) for task in part.tasks]
    if head is None or faults:
        raise PackError(faults)
    pack = Pack(
        code=head.code,
        version=head.version,
        paths=tuple(paths),
        modules=tuple(modules),
        tasks=tuple(tasks),
    )
    faults.extend(_loose_ends(pack))
    if faults:
        raise PackError(faults)
    return pack


def _read_all(folder: Path, name: str, kind: type[PartType], faults: list[str]) -> list[PartType]:
    found = [_read(folder, path, kind, faults) for path in sorted((folder / name).glob("*.yaml"))]
    return [part for part in found if part is not None]


def _read(folder: Path, path: Path, kind: type[PartType], faults: list[str]) -> PartType | None:
    name = path.relative_to(folder)
    try:
        text = path.read_text(encoding="utf-8")
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        return kind.model_validate(yaml.safe_load(text))
    except (OSError, UnicodeDecodeError) as error:
        faults.append(f"{name}: {error}")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        faults.append(f"{name}, line {line}: {error.problem}")
    except ValidationError as error:
        for item in error.errors():
            where = ".".join(str(step) for step in item["loc"]) or "the file"
            faults.append(f"{name}, line {_line(tree, item['loc'])}: {where}: {item['msg']}")
    return None


def _line(node: Any, steps: Sequence[int | str]) -> int:
    """Give the line of the deepest part of a path that is there."""
    for step in steps:
        following = _child(node, step)
        if following is None:
            break
        node = following
    return node.start_mark.line + 1 if node is not None else 1


def _child(node: Any, step: int | str) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def _loose_ends(pack: Pack) -> Iterator[str]:
    modules = [module.code for module in pack.modules]
    tasks = [task.code for task in pack.tasks]
    yield from _doubles("path", [path.code for path in pack.paths])
    yield from _doubles("module", modules)
    yield from _doubles("task", tasks)
    for path in pack.paths:
        yield from _missing(f"paths/{path.code}", "module", path.modules, modules)
    for module in pack.modules:
        yield from _missing(f"modules/{module.code}", "task", module.tasks, tasks)
        yield from _missing(f"modules/{module.code}", "module", module.prerequisites, modules)


def _doubles(kind: str, codes: Sequence[str]) -> Iterator[str]:
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"{kind} {code} is there more than once"


def _missing(place: str, kind: str, wanted: Sequence[str], there: Sequence[str]) -> Iterator[str]:
    for code in wanted:
        if code not in there:
            yield f"{place}: there is no {kind} {code}"
