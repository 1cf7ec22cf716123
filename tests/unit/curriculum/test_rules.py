"""Thresholds and the names of repeated measures."""

from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.rules import Threshold


def test_a_measure_taken_once_bears_its_code() -> None:
    assert Threshold("return_loss").names == ("return_loss",)


def test_repeated_measures_are_numbered() -> None:
    names = Threshold("estimate", repeats=12).names
    assert names[0] == "estimate-01"
    assert names[-1] == "estimate-12"


@given(repeats=st.integers(min_value=1, max_value=48))
def test_names_are_distinct_and_sort_like_their_numbers(repeats: int) -> None:
    names = Threshold("estimate", repeats=repeats).names
    assert len(set(names)) == repeats
    assert list(names) == sorted(names)
