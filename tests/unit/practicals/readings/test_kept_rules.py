"""A corrected reading as a sheet keeps it: read again as it was written, or refused."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.practicals.readings.kept_rules import (
    correction_as_plain,
    correction_from_plain,
    events_as_plain,
    events_from_plain,
)
from school.practicals.sor import Kind
from school.practicals.traces.answer_key import Reading, Tolerance, correct

READINGS = st.lists(
    st.builds(
        Reading,
        st.decimals(-50_000, 500_000, places=4).map(lambda at: float(at + 0)),
        st.sampled_from(Kind),
        st.none() | st.decimals(-60, 60, places=6),
    ),
    max_size=6,
).map(tuple)
EVENT = ["12.5", "gain", "-0.1"]
CONTENT: dict[str, Any] = {
    "tolerance": ["2", "0.05"],
    "found": [[EVENT, EVENT]],
    "missed": [],
    "false": [],
}


@given(key=READINGS, answers=READINGS)
def test_a_correction_is_read_as_it_was_written(
    key: tuple[Reading, ...], answers: tuple[Reading, ...]
) -> None:
    done = correct(answers, key, Tolerance(2.0, Decimal("0.05")))
    plain = correction_as_plain(done)
    again = correction_from_plain(json.loads(json.dumps(plain)))
    assert again == done
    assert correction_as_plain(again) == plain


@given(events=READINGS)
def test_events_are_read_as_they_were_written(events: tuple[Reading, ...]) -> None:
    assert events_from_plain(json.loads(json.dumps(events_as_plain(events)))) == events


@pytest.mark.parametrize(
    "plain",
    [
        None,
        {},
        "x",
        [["12.5", "gain"]],
        [["12.50", "gain", None]],
        [["1e2", "gain", None]],
        [[12.5, "gain", None]],
        [["12.5", "spoon", None]],
        [["600000", "gain", None]],
        [["-50001", "gain", None]],
        [["NaN", "gain", None]],
        [["12.5", "gain", "61"]],
        [["12.5", "gain", "0.0000001"]],
        [["x", "gain", None]],
        [[str(place), "gain", None] for place in range(51)],
    ],
)
def test_what_are_no_events_is_refused(plain: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        events_from_plain(plain)


@pytest.mark.parametrize(
    "change",
    [
        {"tolerance": ["2"]},
        {"tolerance": ["-2", "0.05"]},
        {"tolerance": ["2", "-0.05"]},
        {"tolerance": [2, "0.05"]},
        {"found": [EVENT]},
        {"found": "x"},
        {"found": [[EVENT, EVENT]] * 51},
        {"missed": [[]]},
        {"false": {}},
        {"more": []},
    ],
)
def test_what_is_no_correction_is_refused(change: dict[str, Any]) -> None:
    assert correction_as_plain(correction_from_plain(CONTENT)) == CONTENT
    with pytest.raises((ValueError, TypeError)):
        correction_from_plain({**CONTENT, **change})


@pytest.mark.parametrize("plain", [None, [], "x", {}])
def test_what_has_no_parts_is_no_correction(plain: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        correction_from_plain(plain)
