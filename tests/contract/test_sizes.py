"""Files, functions and views stay small enough to be read at once."""

import ast
from pathlib import Path

import pytest

from tests.support.sources import ROOT, Function, code_lines, functions, python_files, relative

FILE_LINES = 500
FUNCTION_LINES = 40
VIEW_LINES = 15

PYTHON = list(python_files("school", "tests", "bench"))
OTHERS = [
    path
    for folder, suffix in (("templates", "html"), ("static", "css"), ("static", "js"))
    for path in sorted((ROOT / folder).rglob(f"*.{suffix}"))
]
VIEWS = [path for path in python_files("school") if "views" in path.relative_to(ROOT).as_posix()]


def is_view(function: Function) -> bool:
    """A view is what a blueprint's decorator gives an address."""
    return any(
        isinstance(one, ast.Call)
        and isinstance(one.func, ast.Attribute)
        and one.func.attr in {"route", "get", "post"}
        for one in function.decorator_list
    )


@pytest.mark.parametrize("path", [*PYTHON, *OTHERS], ids=relative)
def test_no_file_is_long(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= FILE_LINES, f"{lines} lines"


@pytest.mark.parametrize("path", PYTHON, ids=relative)
def test_no_function_is_long(path: Path) -> None:
    long = {
        one.name: lines
        for one in functions(path)
        if (lines := (one.end_lineno or one.lineno) - one.lineno + 1) > FUNCTION_LINES
    }
    assert long == {}


@pytest.mark.parametrize("path", VIEWS, ids=relative)
def test_no_view_is_long(path: Path) -> None:
    long = {
        one.name: lines
        for one in functions(path)
        if is_view(one) and (lines := code_lines(path, one)) > VIEW_LINES
    }
    assert long == {}


def test_views_are_found() -> None:
    found = [one.name for path in VIEWS for one in functions(path) if is_view(one)]
    assert {"sign_in", "health"} <= set(found)
