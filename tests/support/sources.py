"""The files of the repository, for tests that read them."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("school", "tests", "bench", "templates", "static", "curricula", ".ci", "docs")
TOP_LEVEL = ("README.md", "Makefile", "pyproject.toml", "babel.cfg", ".gitignore")
TEXT_SUFFIXES = frozenset(
    {".py", ".html", ".css", ".js", ".svg", ".md", ".yaml", ".yml", ".toml", ".txt", ".po", ".sh",
     ".mako", ".cfg", ".json", ".csv", ""}
)  # fmt: skip

Function = ast.FunctionDef | ast.AsyncFunctionDef


def text_files() -> Iterator[Path]:
    """Walk every file of text that people wrote."""
    yield from (ROOT / name for name in TOP_LEVEL if (ROOT / name).is_file())
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXT_SUFFIXES and "__pycache__" not in path.parts:
                yield path


def python_files(*folders: str) -> Iterator[Path]:
    """Walk the Python files of folders, without the history of the tables."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "versions" not in path.parts:
                yield path


def templates() -> list[Path]:
    """List every template."""
    return sorted((ROOT / "templates").rglob("*.*"))


def relative(path: Path) -> str:
    """Name a file as people do: from the top of the repository."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[Function]:
    """Walk the functions and methods of a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def code_lines(path: Path, function: Function) -> int:
    """Count a function's lines of code: without decorators, docstring, comments and blanks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None
    documented: Iterable[int] = (
        range(first.lineno, (first.end_lineno or first.lineno) + 1) if has_docstring else ()
    )
    return sum(
        1
        for number in range(function.lineno, (function.end_lineno or function.lineno) + 1)
        if number not in documented and (text := lines[number - 1].strip()) and text[0] != "#"
    )
