"""Difficulty and discrimination of questions."""

from fractions import Fraction
from statistics import correlation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.learning.item_statistics import FEWEST, item_statistics

ONE, NONE, HALF = Fraction(1), Fraction(0), Fraction(1, 2)
SHARES = st.sampled_from([NONE, HALF, ONE])


def test_difficulty_is_the_mean_of_those_who_had_the_question() -> None:
    found = item_statistics([{"A": ONE, "B": HALF}, {"A": NONE}, {"A": HALF, "B": HALF}])
    assert (found["A"].number, found["A"].difficulty) == (3, HALF)
    assert (found["B"].number, found["B"].difficulty) == (2, HALF)


def test_no_discrimination_of_few_or_of_the_same() -> None:
    strong, weak = {"A": ONE, "B": ONE}, {"A": NONE, "B": NONE}
    few = [strong, weak] * ((FEWEST - 1) // 2) + [strong]
    assert item_statistics(few)["A"].discrimination is None
    assert item_statistics([*few, weak])["A"].discrimination == pytest.approx(1)
    assert item_statistics([strong] * 20)["A"].discrimination is None
    assert item_statistics([{"A": ONE}, {"A": NONE}] * 20)["A"].discrimination is None


def test_a_question_that_the_weak_answer_better_is_below_0() -> None:
    attempts = [{"A": ONE, "B": NONE, "C": NONE}, {"A": NONE, "B": ONE, "C": ONE}] * 6
    assert item_statistics(attempts)["A"].discrimination == pytest.approx(-1)


@given(
    attempts=st.lists(
        st.fixed_dictionaries({"A": SHARES, "B": SHARES, "C": SHARES}), min_size=FEWEST
    )
)
def test_discrimination_is_the_correlation_with_the_mean_of_the_rest(
    attempts: list[dict[str, Fraction]],
) -> None:
    found = item_statistics(attempts)["A"].discrimination
    own = [float(one["A"]) for one in attempts]
    rest = [float(one["B"] + one["C"]) / 2 for one in attempts]
    if len(set(own)) == 1 or len(set(rest)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(correlation(own, rest), abs=1e-9)
