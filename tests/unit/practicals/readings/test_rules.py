"""Keys of traces: their events, versions, tolerances, and what follows from a reading."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.errors import InvalidInput
from school.curriculum.rules import Threshold
from school.practicals.readings.rules import (
    END_RIGHT,
    KINDS_RIGHT,
    MOST_EVENTS,
    READING_CODES,
    KeyVersion,
    Row,
    check_key,
    contradictions,
    given_by_reading,
    key_faults,
    measures_of,
    proposed,
    readings_of,
    row_faults,
    settings_of,
    tolerance_of,
    version_after,
)
from school.practicals.rules import Verdict, judge
from school.practicals.sor import Kind, read_sor
from school.practicals.traces.answer_key import Reading, Tolerance, correct
from tests.support.shipped import shipped_pack
from tests.support.sor_examples import synthetic
from tests.support.sor_files import written
from tests.support.traces import trace_with

LIMITS = (
    Threshold("launch_length", minimum=Decimal(500), required=False),
    Threshold("missed_events", maximum=Decimal(0)),
    Threshold("false_events", maximum=Decimal(1)),
    Threshold("position_error", maximum=Decimal(2)),
    Threshold("loss_error", maximum=Decimal("0.05")),
    Threshold("types_right", minimum=Decimal(1)),
    Threshold("end_right", minimum=Decimal(1)),
)
KINDS = st.sampled_from(Kind)
METRES = st.integers(-100, 4_000).map(lambda tenths: Decimal(tenths) / 10)
LOSSES = st.none() | st.integers(-500, 500).map(lambda loss: Decimal(loss) / 1000)
ROWS = st.builds(Row, st.none() | METRES, st.none() | KINDS, LOSSES)
WHOLE_ROWS = st.builds(Row, METRES, KINDS, LOSSES)
KEYS = st.lists(WHOLE_ROWS, min_size=1, max_size=8).filter(lambda rows: not list(key_faults(rows)))
ANSWERS = st.lists(WHOLE_ROWS, max_size=8).map(readings_of)


@given(rows=st.lists(ROWS, max_size=8))
def test_a_key_is_taken_or_its_faults_are_told(rows: list[Row]) -> None:
    faults = list(key_faults(rows))
    if faults or all(row.is_blank for row in rows):
        with pytest.raises(InvalidInput):
            check_key(rows)
        assert all(0 <= fault.place < len(rows) for fault in faults)
        return
    events = check_key(rows)
    assert len(events) == sum(not row.is_blank for row in rows)
    assert [one.distance_m for one in events] == sorted(one.distance_m for one in events)
    assert len({one.distance_m for one in events}) == len(events)
    ends = [one for one in events if one.kind is Kind.END]
    assert ends in ([], [events[-1]])
    assert all(one.loss_db is None for one in ends)


@given(rows=st.lists(ROWS, max_size=8))
def test_what_a_key_may_hold_may_be_read(rows: list[Row]) -> None:
    assert set(row_faults(rows)) <= set(key_faults(rows))


def test_a_key_is_not_endless() -> None:
    rows = [Row(Decimal(place), Kind.OTHER) for place in range(MOST_EVENTS + 1)]
    assert len(check_key(rows[:-1])) == MOST_EVENTS
    with pytest.raises(InvalidInput, match="au plus"):
        check_key(rows)


@given(keys=st.lists(KEYS, min_size=1, max_size=6))
def test_each_change_is_a_version_and_no_version_is_lost(keys: list[list[Row]]) -> None:
    versions: list[KeyVersion] = []
    for rows in keys:
        last = versions[-1] if versions else None
        made = version_after(last, check_key(rows))
        if made is last:
            assert made.events == check_key(rows)
        else:
            versions.append(made)
    assert [one.number for one in versions] == list(range(1, len(versions) + 1))
    assert all(a.events != b.events for a, b in pairwise(versions))
    assert versions[-1].events == check_key(keys[-1])


@given(rows=KEYS)
def test_the_order_of_the_rows_makes_no_version(rows: list[Row]) -> None:
    first = version_after(None, check_key(rows))
    assert version_after(first, check_key(rows[::-1])) is first


def test_what_a_trace_proposes_is_a_key() -> None:
    trace = trace_with([(500.04, 0.1234), (900, -0.2)], connectors=[(0, 0.3, -50)])
    rows = proposed(trace.events)
    assert [(str(row.distance_m), row.kind, row.loss_db) for row in rows] == [
        ("0.0", Kind.REFLECTIVE, Decimal("0.300")),
        ("500.0", Kind.NON_REFLECTIVE, Decimal("0.123")),
        ("900.0", Kind.GAIN, Decimal("-0.200")),
        ("4000.0", Kind.END, None),
    ]
    assert len(check_key(rows)) == 4


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(-2, 2)), max_size=12), st.booleans())
def test_whatever_a_trace_holds_its_proposal_has_no_fault(
    places: list[tuple[int, int]], ends: bool
) -> None:
    splices = [(float(at), loss / 1000) for at, loss in places]
    rows = proposed(trace_with(splices, length_m=30.0 if ends else None).events)
    assert list(key_faults(rows)) == []
    assert len(rows) <= MOST_EVENTS


def test_tasks_read_traces_by_what_they_measure() -> None:
    assert tolerance_of(LIMITS) == Tolerance(2.0, Decimal("0.05"))
    for code in READING_CODES:
        without = [one for one in LIMITS if one.code != code]
        assert tolerance_of(without) is None
        assert given_by_reading(without) == frozenset()
        repeated = [replace(one, repeats=2) if one.code == code else one for one in LIMITS]
        assert tolerance_of(repeated) is None
    for code in ("position_error", "loss_error"):
        unbound = [replace(one, maximum=None) if one.code == code else one for one in LIMITS]
        assert tolerance_of(unbound) is None
    assert given_by_reading(LIMITS) == {*READING_CODES, KINDS_RIGHT, END_RIGHT}
    assert given_by_reading(LIMITS[:5]) == set(READING_CODES)


@given(key=KEYS, answers=ANSWERS)
def test_the_verdict_says_what_the_table_says(key: list[Row], answers: Sequence[Reading]) -> None:
    done = correct(answers, check_key(key), Tolerance(2.0, Decimal("0.05")))
    found = measures_of(done, LIMITS)
    assert set(found) <= given_by_reading(LIMITS)
    verdict = judge(found, LIMITS, safety_ok=True).verdict
    all_right = not done.missed and len(done.false) <= 1 and len(done.within) == len(done.found)
    assert (verdict is Verdict.ACQUIRED) == all_right


@given(key=KEYS)
def test_who_reads_the_key_itself_is_right(key: list[Row]) -> None:
    events = check_key(key)
    found = measures_of(correct(events, events, Tolerance(2.0, Decimal("0.05"))), LIMITS)
    assert judge(found, LIMITS, safety_ok=True).verdict is Verdict.ACQUIRED


def test_a_blank_loss_leaves_its_error_unknown() -> None:
    key = check_key([Row(Decimal(0), Kind.OTHER, Decimal("0.1")), Row(Decimal(9), Kind.END)])
    answers = [Reading(0.0, Kind.OTHER), Reading(9.0, Kind.END)]
    found = measures_of(correct(answers, key, Tolerance(2.0, Decimal("0.05"))), LIMITS)
    assert "loss_error" not in found
    assert judge(found, LIMITS, safety_ok=True).verdict is Verdict.IN_PROGRESS


VALUES = st.dictionaries(
    st.sampled_from(READING_CODES), st.none() | st.integers(0, 3).map(Decimal), max_size=4
)


@given(typed=VALUES, computed=VALUES.map(lambda one: {k: v for k, v in one.items() if v}))
def test_what_is_typed_and_not_what_is_given_is_found(
    typed: dict[str, Decimal | None], computed: dict[str, Decimal]
) -> None:
    against = contradictions(typed, computed, frozenset(READING_CODES))
    for code in READING_CODES:
        differs = typed.get(code) is not None and typed.get(code) != computed.get(code)
        assert (code in against) == differs
    assert contradictions(typed, computed, frozenset()) == {}


def test_places_may_be_read_as_closely_as_the_trace_allows() -> None:
    trace = read_sor(written(synthetic()))
    settings = settings_of(trace)
    assert settings == {"read_pulse": trace.pulse_ns, "read_spacing": settings["read_spacing"]}
    assert float(settings["read_spacing"]) == pytest.approx(trace.resolution_m, abs=1e-6)
    task = next(one for one in shipped_pack().tasks if one.code == "PA-11")
    asked = [one.threshold for one in task.measures]
    widened = {"read_pulse": Decimal(100), "read_spacing": Decimal("0.5")}
    assert tolerance_of(asked) == Tolerance(2.0, Decimal("0.05"))
    assert tolerance_of(asked, widened) == Tolerance(10.2, Decimal("0.05"))
    assert tolerance_of(LIMITS, widened) == Tolerance(2.0, Decimal("0.05"))
    away = [Reading(509.0, Kind.NON_REFLECTIVE, None)]
    key = [Reading(500.0, Kind.NON_REFLECTIVE, None)]
    done = correct(away, key, Tolerance(10.2, Decimal("0.05")))
    found = measures_of(done, asked, widened)
    assert {**found, **widened} == found
    assert not [one for one in judge(found, asked, safety_ok=True).reasons if one.value is not None]
    beside = {**found, "read_pulse": Decimal(50)}
    (reason,) = [r for r in judge(beside, asked, safety_ok=True).reasons if r.value is not None]
    assert (reason.code, reason.bound) == ("position_error", Decimal("5.1"))
