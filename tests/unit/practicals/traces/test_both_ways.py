"""Which of several traces belong together: both ways of one fibre, and nothing else."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.practicals.sor import Trace
from school.practicals.traces.both_ways import (
    NO_END_KNOWN,
    NOTHING_SHARED,
    OTHER_FIBRE,
    apart,
    both_ways,
)
from school.practicals.traces.pairing import CAUTIONS, PairingCaution
from tests.support.traces import trace_with

LENGTH = 4_000.0
SPLICES = [(700.0, 0.05), (1_500.0, -0.04)]
NAMED: dict[str, Any] = {"locations": ("NRO", "PBO")}
TURNED: dict[str, Any] = {"locations": ("PBO", "NRO")}


def way(
    splices: Sequence[tuple[float, float]] = SPLICES, *, turned: bool = False, **changes: Any
) -> Trace:
    places = [(LENGTH - at, 0.1 - loss) for at, loss in splices] if turned else splices
    return trace_with(places, **changes)


def test_two_ways_are_paired_whatever_their_ends_are_called() -> None:
    (found,) = both_ways([way(), way(turned=True)])
    assert (found.a, found.b, len(found.pairing.pairs)) == (0, 1, 2)
    assert found.pairing.is_opposite


def test_two_measurements_from_one_end_are_not() -> None:
    assert both_ways([way(), way()]) == ()


@pytest.mark.parametrize(("names", "pairs"), [(TURNED, 1), (NAMED, 0)])
def test_a_splice_in_the_middle_tells_no_end_but_names_do(
    names: dict[str, Any], pairs: int
) -> None:
    middle = [(LENGTH / 2, 0.05)]
    traces = [way(middle, **NAMED), way(middle, turned=True, **names)]
    assert len(both_ways(traces)) == pairs


@pytest.mark.parametrize(
    "changes",
    [{"wavelength": 13_100}, {"fibre": "7"}, {"length_m": 3_000.0}, {"length_m": None}],
    ids=["another wavelength", "another fibre", "another length", "no end"],
)
def test_what_is_not_one_fibre_is_not_paired(changes: dict[str, Any]) -> None:
    traces = [way(), way(turned=True, **changes)]
    assert both_ways(traces) == ()
    assert len(apart(traces, ())) == ("wavelength" not in changes), "two wavelengths need no word"


@pytest.mark.parametrize("names", [(" Fibre 12", "fibre12"), ("A-B", "a - b"), ("", "7")])
def test_a_fibre_is_one_however_its_name_is_typed(names: tuple[str, str]) -> None:
    traces = [way(fibre=names[0]), way(turned=True, fibre=names[1])]
    assert len(both_ways(traces)) == 1
    middle = [(LENGTH / 2, 0.05)]
    ends = {"locations": ("pbo ", "Nro")}
    assert len(both_ways([way(middle, **NAMED), way(middle, turned=True, **ends)])) == 1


def test_why_two_traces_give_no_mean_is_told() -> None:
    middle = [(LENGTH / 2, 0.05)]
    for traces, why in (
        ([way(fibre="6"), way(turned=True, fibre="7")], OTHER_FIBRE),
        ([way(), way()], CAUTIONS[PairingCaution.SAME_END]),
        ([way(middle), way(middle)], NO_END_KNOWN),
        ([way([], **NAMED), way([], **TURNED)], NOTHING_SHARED),
    ):
        (told,) = apart(traces, both_ways(traces))
        assert (told.a, told.b, told.why.message) == (0, 1, why)
    assert (told.why.message % told.why.values).endswith(".")
    whole = [way(), way(turned=True), way()]
    assert apart(whole, both_ways(whole)) == (), "the third is no loss where a pair is found"


def test_a_fibre_without_splices_has_no_mean() -> None:
    assert both_ways([way([], **NAMED), way([], **TURNED)]) == ()


@given(st.permutations(range(4)))
@settings(max_examples=10)
def test_each_trace_is_in_one_pair_in_whatever_order_they_come(order: list[int]) -> None:
    traces = [
        way(turned=turned, wavelength=wavelength)
        for wavelength in (15_500, 13_100)
        for turned in (False, True)
    ]
    found = both_ways([traces[place] for place in order])
    paired = {frozenset((order[one.a], order[one.b])) for one in found}
    assert paired == {frozenset((0, 1)), frozenset((2, 3))}


def test_three_ways_of_one_fibre_are_one_pair() -> None:
    for traces in permutations([way(), way(), way(turned=True)]):
        assert len(both_ways(traces)) == 1


def test_who_knows_the_length_gets_the_mean_of_traces_that_go_on() -> None:
    """Both traces go on into a receive fibre, or one does not tell where the fibre ends."""
    for lengths in ((4_600.0, 4_600.0), (4_600.0, None), (4_000.0, 4_900.0)):
        traces = [way(length_m=lengths[0]), way(turned=True, length_m=lengths[1])]
        assert both_ways(traces) == ()
        assert apart(traces, ())[0].may_help_length
        (found,) = both_ways(traces, LENGTH)
        assert [round(pair.distance_m) for pair in found.pairing.pairs] == [700, 1_500]
    named = [way(fibre="6"), way(turned=True, fibre="7")]
    assert both_ways(named, LENGTH) == ()
    assert not apart(named, ())[0].may_help_length
