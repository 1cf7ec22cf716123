"""`school curriculum check`."""

import re
from pathlib import Path

from click.testing import CliRunner

from school.curriculum.cli import curriculum
from school.paths import CURRICULA
from tests.unit.curriculum.pack_folder import write


def test_a_good_curriculum_is_counted() -> None:
    result = CliRunner().invoke(curriculum, ["check", str(CURRICULA)])
    assert result.exit_code == 0
    assert "3 paths, 10 modules, 26 practical tasks" in result.stdout
    for name in ("lessons", "questions", "terms", "figures"):
        assert re.search(rf", [1-9]\d* {name}", result.stdout), name


def test_faults_are_listed_and_the_command_fails(tmp_path: Path) -> None:
    folder = write(tmp_path, A1=("weeks: 8", "weeks: 0"), A2=("weeks: 8", "weeks: 99"))
    result = CliRunner().invoke(curriculum, ["check", str(folder)])
    assert result.exit_code != 0
    assert result.stdout == ""
    assert "modules/A1.yaml, line 3" in result.stderr
    assert "modules/A2.yaml, line 3" in result.stderr
    assert "2 faults found" in result.stderr


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(curriculum, ["check", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert "does not exist" in result.stderr
