"""What is installed holds all that the program needs, and nothing of its tests."""

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.support.sources import ROOT, python_files, relative


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Build the wheel and list what is in it."""
    built = WheelBuilder(str(ROOT)).build(
        directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"]
    )
    with zipfile.ZipFile(next(iter(built))) as archive:
        return archive.namelist()


@pytest.mark.parametrize("folder", ["templates", "static", "curricula"])
def test_every_file_people_see_is_inside(wheel: list[str], folder: str) -> None:
    wanted = {
        f"school/resources/{relative(path)}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted
    assert wanted - set(wheel) == set()


def test_the_whole_program_is_inside(wheel: list[str]) -> None:
    assert {relative(path) for path in python_files("school")} - set(wheel) == set()


def test_the_history_of_the_tables_is_inside(wheel: list[str]) -> None:
    wanted = {relative(path) for path in (ROOT / "school" / "migrations").rglob("*.py")}
    assert len(wanted) >= 3
    assert wanted - set(wheel) == set()


def test_both_languages_are_inside(wheel: list[str]) -> None:
    assert "school/translations/en/LC_MESSAGES/messages.mo" in wheel


def test_the_licence_is_inside(wheel: list[str]) -> None:
    assert [name for name in wheel if Path(name).name == "LICENSE"]


def test_the_command_is_declared(wheel: list[str]) -> None:
    assert [name for name in wheel if name.endswith(".dist-info/entry_points.txt")]


def test_nothing_else_is_inside(wheel: list[str]) -> None:
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"school"}
    assert [name for name in wheel if "__pycache__" in name or name.endswith(".db")] == []
