"""Traces of real instruments, beside the values that another reader found in them.

Collected where `SOR_SAMPLES` names their folder (see `conftest.py`).
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from school.core.clock import now
from school.practicals.sor import Checksum, SorError, Trace, read_sor_file
from school.practicals.trace_words import as_values
from school.practicals.traces.totals import summed_loss_db
from tests.support.sor_mutations import damaged

FOLDER = Path(os.environ["SOR_SAMPLES"])
EXPECTED: list[dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
UNMEASURED = -2_147_483.647
NOW = now()
DAMAGES = 50


@pytest.fixture(params=EXPECTED, ids=lambda one: one["file"])
def expected(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


@pytest.fixture
def trace(expected: dict[str, Any]) -> Trace:
    return read_sor_file(FOLDER / expected["file"])


def test_the_settings_agree(trace: Trace, expected: dict[str, Any]) -> None:
    values = as_values(trace, NOW)
    assert list(values["instrument"].values()) == [one.strip() for one in expected["supplier"][:6]]
    for name in ("format_version", "wavelength_nm", "pulse_ns", "points"):
        assert values[name] == expected[name]
    assert values["index_of_refraction"] == pytest.approx(expected["index_of_refraction"])
    assert values["resolution_m"] == pytest.approx(expected["resolution_m"], abs=1e-6)
    assert values["range_km"] == pytest.approx(expected["range_km"], abs=1e-4)
    assert values["timestamp"] == expected["timestamp_utc"]
    assert values["user_offset_m"] == pytest.approx(expected["user_offset_m"], abs=0.05)
    assert values["acquisition_offset_m"] == pytest.approx(expected["acq_offset_m"], abs=0.05)
    assert trace.location_a == expected["loc_a"]
    assert trace.location_b == expected["loc_b"]
    assert trace.fibre == expected["fiber_id"]


def test_the_events_and_totals_agree(trace: Trace, expected: dict[str, Any]) -> None:
    assert trace.total_loss_db == (expected["total_loss_db"] or None)
    assert trace.orl_db == (expected["orl_db"] or None)
    found = as_values(trace, NOW)["events"]
    assert len(found) == len(expected["events"])
    for event, other in zip(found, expected["events"], strict=True):
        assert event["number"] == other["n"]
        assert event["distance_km"] == pytest.approx(other["km"], abs=1e-5)
        assert event["slope_db_per_km"] == other["slope_db_km"]
        assert event["loss_db"] == other["loss_db"]
        is_measured = other["reflectance_db"] not in {0, UNMEASURED}
        assert event["reflectance_db"] == (other["reflectance_db"] if is_measured else None)
        assert event["code"] == other["code"]
        assert event["technique"] == other["technique"]
        assert event["comment"] == other["comment"]


def test_the_recomputed_total_agrees_where_the_instrument_tells_one(
    trace: Trace, expected: dict[str, Any]
) -> None:
    summed, told = summed_loss_db(trace), expected["total_loss_db"]
    # A table whose first event was left out does not tell what that event lost.
    if told and summed is not None and trace.events[0].number == 1:
        assert summed == pytest.approx(told, abs=0.02 if told % 1 else 0.5)


def test_the_points_agree(trace: Trace, expected: dict[str, Any]) -> None:
    levels = [level for _, level in trace.levels()]
    assert min(levels) == pytest.approx(expected["trace_db_min"], abs=1e-3)
    assert max(levels) == pytest.approx(expected["trace_db_max"], abs=1e-3)
    assert [[len(one.counts), one.scale] for one in trace.samples] == expected["scale"]


def test_the_checksum_agrees(trace: Trace, expected: dict[str, Any]) -> None:
    told = expected["checksum"]
    if told["ccitt_false"] or told["init0"]:
        assert trace.checksum is Checksum.VALID
    else:
        assert trace.checksum is (Checksum.UNKNOWN if told["stored"] else Checksum.ABSENT)


def test_every_lack_of_a_measure_is_said(trace: Trace, expected: dict[str, Any]) -> None:
    said = {number for caution in trace.cautions for number in caution.events}
    lacking = {one["n"] for one in expected["events"] if one["reflectance_db"] in {0, UNMEASURED}}
    assert lacking <= said


def test_a_damaged_copy_is_read_or_refused(expected: dict[str, Any], tmp_path: Path) -> None:
    source = (FOLDER / expected["file"]).read_bytes()
    for seed in range(DAMAGES):
        copy = tmp_path / "copy.sor"
        copy.write_bytes(damaged([source], seed))
        with suppress(SorError):
            assert read_sor_file(copy).points > 0
