"""What attempts come to: which losses count, and what succeeded at the first try."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.statistics import Rate
from school.curriculum.rules import Threshold
from school.practicals.progress_rules import (
    Losses,
    SpliceLimits,
    Tried,
    first_attempts,
    losses_of,
    splice_limits,
)

ESTIMATE = Threshold("estimate", "dB", maximum=Decimal("0.10"), repeats=3)
AB = Threshold("loss_ab", "dB", repeats=3)
BA = Threshold("loss_ba", "dB", repeats=3)
MEAN = Threshold(
    "mean_loss", "dB", maximum=Decimal("0.15"), repeats=3, average_of=("loss_ab", "loss_ba")
)
ANGLE = Threshold("angle", "deg", maximum=Decimal(1), repeats=3)
ONCE = Threshold("loss", "dB", maximum=Decimal("0.30"))
TASK = (ANGLE, ESTIMATE, AB, BA, MEAN, ONCE)
ROWS = {"angle": "Soudure", "estimate": "Soudure", "loss_ab": "Soudure", "loss_ba": "Soudure",
        "mean_loss": "Soudure", "loss": ""}  # fmt: skip
LIMITS = SpliceLimits(MEAN, (ESTIMATE,))
VALUES = st.decimals(min_value=-5, max_value=5, places=3)


def test_splices_are_known_by_the_average_of_two_ways() -> None:
    assert splice_limits(TASK, ROWS) == LIMITS
    assert splice_limits((ANGLE, ESTIMATE, AB, BA, ONCE), ROWS) is None
    assert splice_limits(TASK, {**ROWS, "estimate": "Autre"}) == SpliceLimits(MEAN)
    degrees = Threshold("mean_angle", "deg", average_of=("left", "right"))
    assert splice_limits((degrees,), {}) is None


@given(ab=st.dictionaries(st.integers(1, 3), VALUES), ba=st.dictionaries(st.integers(1, 3), VALUES))
def test_both_ways_count_where_both_were_measured(
    ab: dict[int, Decimal], ba: dict[int, Decimal]
) -> None:
    values = {f"loss_ab-{place:02d}": value for place, value in ab.items()}
    values |= {f"loss_ba-{place:02d}": value for place, value in ba.items()}
    found = losses_of(values, LIMITS)
    pairs = [(ab[place] + ba[place]) / 2 for place in sorted(set(ab) & set(ba))]
    if not pairs:
        assert found is None
        return
    assert found is not None
    assert found.is_both_ways
    assert list(found.values) == pytest.approx(pairs)
    assert found.worst == max(pairs)
    assert found.mean == pytest.approx(sum(pairs) / len(pairs))
    assert found.beyond == sum(value > Decimal("0.15") for value in pairs)


def test_an_estimate_stands_in_with_its_own_limit() -> None:
    values = {
        "estimate-01": Decimal("0.10"),
        "estimate-03": Decimal("0.11"),
        "angle-01": Decimal(9),
    }
    found = losses_of(values, LIMITS)
    assert found == Losses((Decimal("0.10"), Decimal("0.11")), Decimal("0.10"), is_both_ways=False)
    assert found.beyond == 1
    both = {**values, "loss_ab-02": Decimal("0.2"), "loss_ba-02": Decimal(0)}
    kept = losses_of(both, LIMITS)
    assert kept == Losses((Decimal("0.1"),), Decimal("0.15"), is_both_ways=True)
    assert losses_of({"loss": Decimal("0.2")}, LIMITS) is None


def test_without_a_limit_nothing_is_beyond_it() -> None:
    assert Losses((Decimal(3),), None, is_both_ways=True).beyond == 0


@st.composite
def tries(draw: st.DrawFn) -> Tried:
    day = date(2026, 3, 1) + timedelta(days=draw(st.integers(0, 3)))
    series = (draw(st.integers(1, 2)), 1, draw(st.integers(1, 3)))
    return Tried(series, day, draw(st.sampled_from("ABCDEFGH")), draw(st.booleans()))


@given(st.lists(tries(), max_size=20, unique_by=lambda one: (one.series, one.day, one.reference)))
def test_the_first_attempts_agree_with_a_plain_count(attempts: list[Tried]) -> None:
    acquired = tried = 0
    for series in {one.series for one in attempts}:
        own = sorted(
            (one for one in attempts if one.series == series),
            key=lambda one: (one.day, one.reference),
        )
        tried += 1
        acquired += own[0].acquired
    assert first_attempts(attempts) == Rate(acquired, tried)


def test_the_order_in_which_attempts_are_read_does_not_matter() -> None:
    day = date(2026, 3, 2)
    attempts = [
        Tried((1, 1, 1), day, "A-2", acquired=True),
        Tried((1, 1, 1), day, "A-1", acquired=False),
        Tried((1, 1, 1), day + timedelta(days=1), "A-0", acquired=True),
    ]
    assert {first_attempts(order) for order in permutations(attempts)} == {Rate(0, 1)}
