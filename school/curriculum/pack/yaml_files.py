"""YAML read strictly into typed parts, each fault named with its file and line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from school.core.text import UNWRITABLE

PartType = TypeVar("PartType", bound=BaseModel)
Steps = Sequence[int | str]
DEEPEST = 30
MOST_BYTES = 1_000_000
"""Bytes of a text file: twenty times the longest of our own."""

LINE_END = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Source(Generic[PartType]):
    """A part as it was read, and where each piece of it stands in its file."""

    part: PartType
    name: str
    tree: yaml.Node | None

    def place(self, *steps: int | str) -> str:
        """Say in which file and on which line a piece of the part stands."""
        return f"{self.name}, line {_line(self.tree, steps)}"


class _StrictLoader(yaml.CSafeLoader):
    """The safe loader of libyaml, which moreover refuses a name that a mapping bears twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"{name} is there more than once", problem_mark=key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep=deep)


def read_file(
    folder: Path, path: Path, kind: type[PartType], faults: list[str]
) -> Source[PartType] | None:
    """Read one file of a folder as a part; add what is wrong with it to `faults` and give None.

    A fault reads « file, line n: what is wrong »; the file is named from the folder on.
    """
    name = path.relative_to(folder).as_posix()
    text = read_text(folder, path, faults)
    if text is None:
        return None
    try:
        tree, content = _parse(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        faults.append(f"{name}, line {mark.line + 1 if mark else 1}: {error.problem}")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        faults.append(f"{name}: cannot be read as YAML: {' '.join(str(error).split())}")
    else:
        return _check(name, tree, content, kind, faults)
    return None


def _parse(text: str) -> tuple[yaml.Node | None, object]:
    """Give the tree of a text, with the lines, and its plain values."""
    _refuse_depth(text)
    loader = _StrictLoader(text)
    tree = loader.get_single_node()
    return tree, None if tree is None else loader.construct_document(tree)


def _refuse_depth(text: str) -> None:
    """Refuse a text that nests deeply before a tree is made of it: libyaml's runs out of stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_StrictLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            mark: Any = event.start_mark
            raise yaml.MarkedYAMLError(problem="nested too deep", problem_mark=mark)


def read_text(folder: Path, path: Path, faults: list[str]) -> str | None:
    """Read a text file of a folder; add what is wrong with it to `faults` and give None.

    A file is read no further than it takes to see that it is too large.
    """
    name = path.relative_to(folder).as_posix()
    if leads_out(folder, path):
        faults.append(f"{name}: it leads out of the curriculum")
        return None
    try:
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            faults.append(f"{name}: the file is larger than {MOST_BYTES // 1_000_000} MB")
            return None
        text = LINE_END.sub("\n", content.decode("utf-8-sig"))
    except OSError as error:
        faults.append(f"{name}: {error.strerror}")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.append(f"{name}, line {line}: not written in UTF-8")
    else:
        return _writable(name, text, faults)
    return None


def leads_out(folder: Path, path: Path) -> bool:
    """Tell whether a file is a link to somewhere else: its content would be shown to all."""
    return not path.resolve().is_relative_to(folder.resolve())


def _writable(name: str, text: str, faults: list[str]) -> str | None:
    odd = UNWRITABLE.search(text)
    if odd is None:
        return text
    line = text[: odd.start()].count("\n") + 1
    faults.append(f"{name}, line {line}: a character that neither pages nor records can hold")
    return None


def _check(
    name: str, tree: yaml.Node | None, content: object, kind: type[PartType], faults: list[str]
) -> Source[PartType] | None:
    try:
        return Source(kind.model_validate(content), name, tree)
    except ValidationError as error:
        for item in error.errors():
            where = ".".join(str(step) for step in item["loc"]) or "the file"
            faults.append(f"{name}, line {_line(tree, item['loc'])}: {where}: {item['msg']}")
    return None


def _line(node: yaml.Node | None, steps: Steps) -> int:
    """Give the line of the deepest piece on the way that is there, counted from 1."""
    for step in steps:
        following = next(_children(node, step), None)
        if following is None:
            break
        node = following
    return node.start_mark.line + 1 if node is not None else 1


def _children(node: yaml.Node | None, step: int | str) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        yield from (value for key, value in node.value if key.value == step)
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        yield from node.value[step : step + 1]
