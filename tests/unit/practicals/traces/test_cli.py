"""`school otdr`: the names of issue 5, and a table for people."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from school.command import school
from tests.support.sor_examples import SYNTHETIC, keep, synthetic
from tests.support.sor_files import SorFile, WrittenEvent, written


def run(*arguments: object) -> Result:
    return CliRunner().invoke(school, ["otdr", *(str(argument) for argument in arguments)])


def printed(path: Path) -> dict[str, Any]:
    result = run(path, "--format", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_file_of_the_repository_is_the_one_that_the_writer_writes() -> None:
    assert SYNTHETIC.read_bytes() == written(synthetic())


def test_the_names_and_values_are_those_of_the_issue() -> None:
    found = printed(SYNTHETIC)
    warnings, events = found.pop("warnings"), found.pop("events")
    assert len(warnings) == 1
    assert "2, 3" in warnings[0]
    assert found == {
        "format_version": 2,
        "instrument": {
            "supplier": "Maker",
            "model": "Model",
            "serial": "S-1",
            "module": "Module",
            "module_serial": "M-1",
            "software": "1.0",
        },
        "wavelength_nm": 1550.0,
        "pulse_ns": 30,
        "index_of_refraction": 1.468,
        "resolution_m": pytest.approx(4.0),
        "points": 600,
        "range_km": pytest.approx(2.4, abs=1e-4),
        "timestamp": "2026-03-10T09:30:00+00:00",
        "user_offset_m": pytest.approx(500, abs=0.02),
        "acquisition_offset_m": 0.0,
        "total_loss_db": 0.56,
        "orl_db": 32.0,
        "checksum": "valid",
    }
    assert [list(event.values()) for event in events] == [
        [1, 0.0, 0.0, 0.3, -52.0, "1F9999", "reflective", "LS", ""],
        [2, pytest.approx(0.5, abs=1e-4), 0.2, -0.12, None, "0F9999", "gain", "LS", "BPE 1"],
        [3, pytest.approx(0.9, abs=1e-4), 0.2, 0.08, None, "0F9999", "non_reflective", "LS", ""],
        [4, pytest.approx(1.5, abs=1e-4), 0.2, 20.0, -15.0, "1E9999", "end", "LS", ""],
    ]
    assert list(events[0]) == [
        *("number", "distance_km", "slope_db_per_km", "loss_db", "reflectance_db"),
        *("code", "kind", "technique", "comment"),
    ]


def test_json_is_what_is_printed_unless_asked() -> None:
    assert run(SYNTHETIC).stdout == run(SYNTHETIC, "--format", "json").stdout


def test_distances_keep_their_sign(tmp_path: Path) -> None:
    file = SorFile(events=[WrittenEvent(time=-2_500)], user_offset=-100, acquisition_offset=-50)
    found = printed(keep(tmp_path / "t.sor", written(file)))
    assert found["events"][0]["distance_km"] == pytest.approx(-0.051055, abs=1e-6)
    assert found["user_offset_m"] == pytest.approx(-2.042, abs=1e-3)
    assert found["acquisition_offset_m"] == pytest.approx(-1.021, abs=1e-3)


@pytest.mark.parametrize("stored", [0, 2**32 - 1], ids=["1970", "2106"])
def test_a_date_that_cannot_be_is_told(tmp_path: Path, stored: int) -> None:
    assert len(printed(keep(tmp_path / "t.sor", written(SorFile(date=stored))))["warnings"]) == 1
    assert printed(keep(tmp_path / "t.sor", written(SorFile())))["warnings"] == []


def test_the_table_holds_every_event_and_every_warning() -> None:
    result = run(SYNTHETIC, "--format", "table")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert "instrument            Maker Model S-1 Module M-1 1.0" in lines
    assert "2  0.5000  0.200  -0.120         -  gain            0F9999  LS         BPE 1" in lines
    assert [line for line in lines if line.startswith("! ")] == [
        f"! {warning}" for warning in printed(SYNTHETIC)["warnings"]
    ]


def test_a_table_without_events_ends_with_what_is_known(tmp_path: Path) -> None:
    file = SorFile(order=("FxdParams", "DataPts"))
    result = run(keep(tmp_path / "t.sor", written(file)), "--format", "table")
    assert "instrument            -" in result.stdout
    assert "total_loss_db         -" in result.stdout
    assert "dB/km" not in result.stdout


def test_what_steers_a_terminal_is_not_printed(tmp_path: Path) -> None:
    events = [WrittenEvent(comment=b"\x1b[2Jgone\x07", code=b"\x1b]0;\r\n")]
    path = keep(tmp_path / "t.sor", written(SorFile(supplier=[b"\x1b[31m"] * 7, events=events)))
    for shape in ("json", "table"):
        said = run(path, "--format", shape).stdout
        assert "gone" in said
        assert all(sign.isprintable() or sign == "\n" for sign in said)
