"""What a sheet holds comes back as it was; calibrations hold through their last day."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.errors import InvalidInput
from school.practicals.circumstance_rules import (
    MOST_ARCS,
    Circumstances,
    Occasion,
    PhotoMoment,
    Setting,
)
from school.practicals.equipment_rules import Calibration, EquipmentKind, calibration_on
from school.practicals.sheet_rules import Content, Gate, Measured, Used

WORDS = st.text(min_size=1, max_size=8)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
GATES = st.builds(Gate, WORDS, WORDS, WORDS, st.none() | st.booleans())
MEASURES = st.builds(Measured, WORDS, st.decimals(-(10**9), 10**9, places=6), WORDS)
EQUIPMENT = st.builds(
    Used,
    st.sampled_from(EquipmentKind),
    WORDS,
    st.none() | WORDS,
    st.none() | DAYS,
    st.none() | DAYS,
    st.sampled_from(Calibration),
)
TIMES = st.none() | st.times().map(lambda one: one.replace(second=0, microsecond=0))
CIRCUMSTANCES = st.builds(
    Circumstances,
    st.none() | st.sampled_from(Occasion),
    st.none() | st.sampled_from(Setting),
    *(st.none() | WORDS for _ in range(6)),
    TIMES,
    TIMES,
    st.none() | st.integers(0, MOST_ARCS),
)
CONTENTS = st.builds(
    Content,
    *(st.lists(each, max_size=4).map(tuple) for each in (GATES, MEASURES, EQUIPMENT)),
    CIRCUMSTANCES,
    st.lists(st.sampled_from(PhotoMoment), max_size=4).map(tuple),
)


@given(content=CONTENTS)
def test_a_content_comes_back_from_its_plain_form(content: Content) -> None:
    plain = content.as_plain()
    again = Content.from_plain(plain)
    assert again == content
    assert again.as_plain() == plain


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"gates": [], "measures": []},
        {"gates": [["laser", "Laser ?", "Laser?", 1]], "measures": [], "equipment": []},
        {"gates": [["laser"]], "measures": [], "equipment": []},
        {"gates": [], "measures": [["loss", "NaN", "dB"]], "equipment": []},
        {"gates": [], "measures": [["loss", "0,1", "dB"]], "equipment": []},
        {"gates": [], "measures": [["loss", "0.10", "dB"]], "equipment": []},
        {"gates": [], "measures": [["loss", 0.1, "dB"]], "equipment": []},
        {"gates": [], "measures": [["loss", "1000000000000", "dB"]], "equipment": []},
        {"gates": [], "measures": [], "equipment": [["spoon", "1", None, None, None, "valid"]]},
        {"gates": [], "measures": [], "equipment": [["otdr", "1", None, "x", None, "valid"]]},
    ],
)
def test_another_plain_form_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        Content.from_plain(plain)


@pytest.mark.parametrize(
    "told",
    [
        {"circumstances": {"weather": "sec"}},
        {"circumstances": {"setting": "roof"}},
        {"circumstances": {"arcs": -1}},
        {"circumstances": {"arcs": True}},
        {"circumstances": {"started_at": "8:30"}},
        {"circumstances": {"cable": None}},
        {"circumstances": {"started_at": "08:30:15"}},
        {"photos": ["during"]},
        {"weather": []},
    ],
)
def test_what_no_form_says_is_refused(told: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        Content.from_plain({"gates": [], "measures": [], "equipment": [], **told})


def test_sheets_signed_before_anything_was_asked_stay_as_they_are() -> None:
    plain: dict[str, object] = {"gates": [], "measures": [], "equipment": []}
    assert Content.from_plain(plain).as_plain() == plain


def test_an_attempt_does_not_end_before_it_begins() -> None:
    Circumstances(started_at=time(8, 30), ended_at=time(8, 30)).check()
    with pytest.raises(InvalidInput) as refused:
        Circumstances(started_at=time(8, 30), ended_at=time(8, 29)).check()
    assert refused.value.field == "ended_at"


def test_only_a_no_stops() -> None:
    gates = tuple(Gate(str(held), "", "", held) for held in (True, False, None))
    assert [gate.code for gate in Content(gates).stopped_by] == ["False"]
    assert Content(measures=(Measured("a", Decimal(1)),)).stopped_by == ()


@given(due=DAYS, days=st.integers(-400, 400))
def test_a_calibration_holds_through_the_day_it_is_due(due: date, days: int) -> None:
    found = calibration_on(due, due + timedelta(days=days))
    assert found is (Calibration.EXPIRED if days > 0 else Calibration.VALID)
    assert calibration_on(None, due) is Calibration.UNKNOWN
