"""Who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.sources import ROOT, python_files, relative

FORBIDDEN = {
    "rules": {"flask", "flask_babel", "sqlalchemy", "wtforms", "reportlab"},
    "models": {"flask", "flask_babel", "wtforms", "reportlab"},
    "policy": {"flask", "flask_babel", "wtforms", "reportlab"},
    "queries": {"flask", "flask_babel", "wtforms", "reportlab"},
    "operations": {"flask", "flask_babel", "wtforms", "reportlab"},
    "forms": {"sqlalchemy"},
    "views": {"sqlalchemy"},
}


def imported(path: Path) -> set[str]:
    """List the packages a file imports itself, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def kind_of(path: Path) -> str | None:
    """Tell which kind of file it is: `rules`, `person_rules`, a file of a package `views`…"""
    words = {*path.stem.split("_"), path.parent.name}
    return next((kind for kind in FORBIDDEN if kind in words), None)


KINDS = [(path, kind) for path in python_files("school") if (kind := kind_of(path))]


@pytest.mark.parametrize(("path", "kind"), KINDS, ids=[relative(path) for path, _ in KINDS])
def test_a_file_imports_only_what_its_kind_may(path: Path, kind: str) -> None:
    assert imported(path) & FORBIDDEN[kind] == set()


def test_core_knows_no_framework() -> None:
    found = {
        relative(path): names
        for path in python_files("school/core", "school/access")
        if (names := imported(path) & {"flask", "flask_babel", "wtforms", "reportlab"})
    }
    assert found == {}


def test_features_form_layers() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
