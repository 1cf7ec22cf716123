"""Reading a curriculum: what is accepted, and how each fault is named."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from school.curriculum.pack.parts import PackError
from school.curriculum.pack.reading import read_pack
from tests.unit.curriculum.pack_folder import write


def faults(folder: Path) -> list[str]:
    with pytest.raises(PackError) as refused:
        read_pack(folder)
    return refused.value.faults


def test_a_good_folder_gives_typed_frozen_parts(tmp_path: Path) -> None:
    pack = read_pack(write(tmp_path))
    assert (pack.code, pack.version) == ("small", "2026.1")
    assert [module.code for module in pack.modules] == ["A1", "A2"]
    first, second = pack.tasks
    assert (first.attempts, first.minutes, second.measures) == (3, None, ())
    (loss,) = first.measures
    assert loss.maximum == Decimal("0.10")
    assert (loss.repeats, loss.required, loss.set_by_school) == (12, True, True)
    with pytest.raises(ValidationError, match="frozen"):
        loss.repeats = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("replaced", "fault"),
    [
        ({"A1": ("weeks: 8", "weeks: 0")}, "modules/A1.yaml, line 3: weeks: "),
        ({"A1": ("weeks: 8", "weaks: 8")}, "modules/A1.yaml, line 3: weaks: Extra inputs"),
        ({"A1": ("weeks: 8\n", "")}, "modules/A1.yaml, line 1: weeks: Field required"),
        ({"A1": (", en: Splice}", "}")}, "modules/A1.yaml, line 6: outcomes.en: Field required"),
        ({"A1": ("weeks: 8", "weeks: [")}, "modules/A1.yaml, line 5: did not"),
        ({"A1": ("weeks: 8", "weeks: 8\nweeks: 9")}, "modules/A1.yaml, line 4: weeks is there mo"),
        (
            {"A1": ("weeks: 8", "weeks: 2026-13-45")},
            "modules/A1.yaml: cannot be read as YAML: ",
        ),
        ({"A1": ("weeks: 8", "weeks: " + "[" * 99_999)}, "modules/A1.yaml, line 3: nested too d"),
        ({"A1": ("weeks: 8", "- " * 99_999)}, "modules/A1.yaml, line 3: "),
        ({"A1": ("Bases", "Ba\x07ses")}, "modules/A1.yaml, line 2: a character that neither"),
        ({"A2": ("[T-1, T-2]", "[T-1, T-9]")}, "modules/A2.yaml, line 11: there is no task T-9"),
        ({"A2": ("[T-1, T-2]", "[T-1, T-1]")}, "modules/A2.yaml, line 11: task T-1 is already"),
        ({"A2": ("[A1]", "[A9]")}, "modules/A2.yaml, line 6: there is no module A9"),
        ({"A2": ("code: A2\n", "code: A1\n")}, "modules/A2.yaml, line 1: module A1 is already"),
        ({"A2": ("A2.1", "A1.1")}, "modules/A2.yaml, line 9: competency A1.1 is already there"),
        ({"joining": ("A2]", "A3]")}, "paths/joining.yaml, line 3: there is no module A3"),
        ({"joining": ("A2]", "A1]")}, "paths/joining.yaml, line 3: module A1 is already there"),
        ({"all": ("code: T-2", "code: T-1")}, "tasks/all.yaml, line 16: task T-1 is already there"),
        ({"all": ('"0.10"', '"4"')}, "tasks/all.yaml, line 7: tasks.0.measures.0: Value error, ma"),
        ({"all": ('"0"', '"5"')}, "tasks/all.yaml, line 7: tasks.0.measures.0: Value error, pla"),
        ({"all": ('"0.10"', "many")}, "tasks/all.yaml, line 10: tasks.0.measures.0.maximum: "),
        ({"all": ('"0.10"', ".nan")}, "tasks/all.yaml, line 10: tasks.0.measures.0.maximum: "),
        ({"all": ('"0.10"', "1e300")}, "tasks/all.yaml, line 10: tasks.0.measures.0.maximum: "),
        ({"all": ("repeats: 12", "repeats: 1")}, "tasks/all.yaml, line 7: tasks.0.measures.0: "),
        ({"all": ("code: loss", "code: loss-01")}, "tasks/all.yaml, line 7: tasks.0.measures.0.c"),
        ({"curriculum": ("2026.1", "new")}, "curriculum.yaml, line 2: version: "),
    ],
)
def test_each_fault_is_named_with_its_file_and_line(
    tmp_path: Path, replaced: dict[str, tuple[str, str]], fault: str
) -> None:
    found = faults(write(tmp_path, **replaced))
    assert any(line.startswith(fault) for line in found), found


def test_a_minimum_above_its_maximum_is_a_fault(tmp_path: Path) -> None:
    folder = write(tmp_path, all=("unit: dB", 'unit: dB\n        minimum: "0.5"'))
    assert "minimum is above maximum" in faults(folder)[0]


def test_measures_of_one_task_have_distinct_codes(tmp_path: Path) -> None:
    twin = "source: Essai\n      - {code: loss, label: {fr: P, en: L}, unit: dB, source: E}"
    folder = write(tmp_path, all=("source: Essai", twin))
    assert faults(folder) == [
        "tasks/all.yaml, line 16: measure loss is already there (tasks/all.yaml, line 7)"
    ]


def test_modules_that_require_one_another_are_a_fault(tmp_path: Path) -> None:
    folder = write(tmp_path, A1=("weeks: 8", "weeks: 8\nprerequisites: [A2]"))
    (fault,) = faults(folder)
    assert "modules require one another in a circle" in fault
    assert fault.startswith("modules/A")


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        A1=("weeks: 8", "weeks: x"),
        all=("repeats: 12", "repeats: 0"),
        joining=("en:", ""),
    )
    assert len(faults(folder)) >= 3


def test_missing_files_are_named(tmp_path: Path) -> None:
    assert faults(tmp_path / "nowhere") == [
        "curriculum.yaml: No such file or directory",
        "paths: there is no file here",
        "modules: there is no file here",
        "tasks: there is no file here",
    ]


def test_another_encoding_is_a_fault(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "modules" / "A1.yaml").write_bytes("titre: é".encode("latin-1"))
    assert "modules/A1.yaml, line 1: not written in UTF-8" in faults(folder)


def test_a_file_can_make_no_object(tmp_path: Path) -> None:
    folder = write(tmp_path, A1=("weeks: 8", "weeks: !!python/object/apply:os.getcwd []"))
    assert faults(folder)[0].startswith("modules/A1.yaml, line 3: could not determine")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(noise=st.text(max_size=60) | st.sampled_from(["[" * 2000, "? [a]\n: b", "- 1", "&a [*a]"]))
def test_whatever_a_file_holds_only_faults_come_of_it(tmp_path: Path, noise: str) -> None:
    folder = write(tmp_path)
    (folder / "modules" / "A1.yaml").write_text(noise, encoding="utf-8")
    assert faults(folder)
