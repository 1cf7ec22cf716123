"""What was read on a trace beside the trainer's key (DOMAIN §2, PA-11)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.rules import Threshold
from school.practicals.rules import Verdict, judge
from school.practicals.sor import Kind
from school.practicals.traces.answer_key import (
    REACH,
    Correction,
    Reading,
    Tolerance,
    correct,
    key_from,
)
from tests.support.traces import trace_with

TOLERANCE = Tolerance(2.0, Decimal("0.05"))
THRESHOLDS = [
    Threshold("missed_events", maximum=Decimal(0)),
    Threshold("false_events", maximum=Decimal(1)),
    Threshold("position_error", maximum=Decimal(2)),
    Threshold("loss_error", maximum=Decimal("0.05")),
]
KEY = (
    Reading(0.0, Kind.REFLECTIVE, Decimal("0.3")),
    Reading(1_000.0, Kind.GAIN, Decimal("-0.1")),
    Reading(3_000.0, Kind.END),
)
READINGS = st.lists(
    st.builds(
        Reading,
        st.integers(0, 400).map(lambda at: at / 4),
        st.sampled_from(Kind),
        st.none() | st.integers(-200, 500).map(lambda loss: Decimal(loss) / 1000),
    ),
    max_size=6,
)


def moved(metres: float = 0, loss: str | None = "-0.1", kind: Kind = Kind.GAIN) -> Correction:
    told = None if loss is None else Decimal(loss)
    return correct([KEY[0], Reading(1_000 + metres, kind, told), KEY[2]], KEY, TOLERANCE)


@given(key=READINGS, answers=READINGS)
def test_nothing_is_lost_or_counted_twice(key: list[Reading], answers: list[Reading]) -> None:
    done = correct(answers, key, TOLERANCE)
    assert len(done.found) + len(done.missed) == len(key)
    assert len(done.found) + len(done.false) == len(answers)
    assert set(done.within) <= set(done.found)
    assert done.measures()["missed_events"] == len(done.missed)
    assert done.measures()["false_events"] == len(done.false)
    for one in done.found:
        assert one.position_error_m <= REACH * Decimal(2)


@given(key=READINGS)
def test_the_key_itself_is_a_perfect_answer(key: list[Reading]) -> None:
    done = correct(list(reversed(key)), key, TOLERANCE)
    assert (done.missed, done.false) == ((), ())
    assert all(one.position_error_m == 0 for one in done.found)
    assert done.measures().get("position_error", 0) == 0


@given(key=READINGS, answers=READINGS)
def test_who_reads_for_whom_changes_nothing(key: list[Reading], answers: list[Reading]) -> None:
    done, turned = correct(answers, key, TOLERANCE), correct(key, answers, TOLERANCE)
    assert len(done.found) == len(turned.found)
    assert len(done.missed) == len(turned.false)
    errors = [sum(one.position_error_m for one in each.found) for each in (done, turned)]
    assert errors[0] == errors[1]


@pytest.mark.parametrize(
    ("done", "right"),
    [
        (moved(), True),
        (moved(2.0), True),
        (moved(-2.0), True),
        (moved(2.01), False),
        (moved(loss="-0.05"), True),
        (moved(loss="-0.15"), True),
        (moved(loss="-0.049"), False),
        (moved(loss=None), False),
        (moved(kind=Kind.NON_REFLECTIVE), True),
        (moved(kind=Kind.REFLECTIVE), False),
        (moved(kind=Kind.END), False),
    ],
)
def test_an_event_is_right_when_place_loss_and_kind_are(done: Correction, right: bool) -> None:
    assert len(done.found) == 3
    assert len(done.within) == 3 if right else 2
    assert (KEY[1] in [one.key for one in done.within]) == right


@pytest.mark.parametrize(
    ("done", "verdict"),
    [
        (moved(1.5), Verdict.ACQUIRED),
        (moved(4), Verdict.NOT_ACQUIRED),
        (moved(loss="0.1"), Verdict.NOT_ACQUIRED),
        (moved(50), Verdict.NOT_ACQUIRED),
        (correct([*KEY, Reading(500, Kind.GAIN)], KEY, TOLERANCE), Verdict.ACQUIRED),
        (
            correct([*KEY, Reading(500, Kind.GAIN), Reading(700, Kind.GAIN)], KEY, TOLERANCE),
            Verdict.NOT_ACQUIRED,
        ),
        (correct([], KEY, TOLERANCE), Verdict.NOT_ACQUIRED),
    ],
)
def test_the_measures_of_a_correction_give_the_verdict(done: Correction, verdict: Verdict) -> None:
    assert judge(done.measures(), THRESHOLDS, safety_ok=True).verdict is verdict


def test_an_event_far_away_is_another_one() -> None:
    done = moved(REACH * 2.0 + 0.01)
    assert [one.distance_m for one in done.missed] == [1_000.0]
    assert [one.distance_m for one in done.false] == [pytest.approx(1_010.01)]
    assert len(moved(REACH * 2.0).found) == 3


def test_errors_are_the_largest_ones() -> None:
    answers = [
        Reading(1.0, Kind.REFLECTIVE, Decimal("0.31")),
        Reading(1_003.456, Kind.GAIN, Decimal(0)),
    ]
    assert correct(answers, KEY, TOLERANCE).measures() == {
        "missed_events": 1,
        "false_events": 0,
        "position_error": Decimal("3.46"),
        "loss_error": Decimal("0.1"),
    }


def test_the_end_is_asked_where_the_key_has_one() -> None:
    assert moved().is_end_right
    assert not correct(KEY[:2], KEY, TOLERANCE).is_end_right
    assert not correct([*KEY[:2], Reading(3_005, Kind.END)], KEY, TOLERANCE).is_end_right
    assert correct([], KEY[:2], TOLERANCE).is_end_right


def test_a_key_begins_as_the_table_of_a_trace() -> None:
    key = key_from(trace_with([(500, 0.1), (900, -0.2)]).events)
    assert [(one.kind, one.loss_db) for one in key] == [
        (Kind.NON_REFLECTIVE, Decimal("0.1")),
        (Kind.GAIN, Decimal("-0.2")),
        (Kind.END, None),
    ]
    assert [one.distance_m for one in key] == pytest.approx([500, 900, 4_000], abs=0.1)
