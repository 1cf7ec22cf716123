"""The mean of both ways, and gains explained (DOMAIN §2, PA-24)."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.core.errors import InvalidInput
from school.practicals.traces.pairing import (
    CAUTIONS,
    EXPLANATIONS,
    Pair,
    PairingCaution,
    PairReading,
    pair_traces,
)
from tests.support.sor_files import spacing_of
from tests.support.traces import trace_with

LENGTH = 4_000.0
LOSSES = st.integers(-500, 900).map(lambda value: value / 1000)
SPLICES = st.lists(
    st.tuples(st.integers(1, 39).map(lambda at: at * 100.0), LOSSES, LOSSES),
    unique_by=lambda one: one[0],
    max_size=8,
)


def both_ways(splices: list[tuple[float, float, float]]) -> tuple[Pair, ...]:
    a = trace_with([(at, loss) for at, loss, _ in splices])
    b = trace_with([(LENGTH - at, loss) for at, _, loss in splices])
    return pair_traces(a, b).pairs


@given(splices=SPLICES)
@settings(deadline=None, max_examples=40)
def test_every_splice_is_paired_with_itself(splices: list[tuple[float, float, float]]) -> None:
    pairs = both_ways(splices)
    assert [pair.distance_m for pair in pairs] == pytest.approx(
        sorted(at for at, _, _ in splices), abs=0.1
    )
    for pair, (_, seen_from_a, seen_from_b) in zip(pairs, sorted(splices), strict=True):
        total = Decimal(str(seen_from_a)) + Decimal(str(seen_from_b))
        assert pair.average_db == total / 2
        assert pair.asymmetry_db == Decimal(str(seen_from_a)) - total / 2


@given(splices=SPLICES)
@settings(deadline=None, max_examples=25)
def test_the_other_end_tells_the_same(splices: list[tuple[float, float, float]]) -> None:
    turned = [(LENGTH - at, b, a) for at, a, b in splices]
    names = {
        PairReading.GAIN_FROM_A: PairReading.GAIN_FROM_B,
        PairReading.GAIN_FROM_B: PairReading.GAIN_FROM_A,
    }
    seen, again = both_ways(splices), tuple(reversed(both_ways(turned)))
    assert [one.average_db for one in seen] == [one.average_db for one in again]
    assert [one.reading for one in seen] == [names.get(one.reading, one.reading) for one in again]


@pytest.mark.parametrize(
    ("a", "b", "mean", "reading"),
    [
        (-0.060, 0.071, "0.0055", PairReading.GAIN_FROM_A),
        (0.111, -0.049, "0.031", PairReading.GAIN_FROM_B),
        (0.093, 0.151, "0.122", PairReading.MEASURED),
        (-0.010, -0.020, "-0.015", PairReading.MEASURED),
        (-0.200, 0.100, "-0.05", PairReading.GAIN_FROM_A),
        (-0.202, 0.100, "-0.051", PairReading.IMPOSSIBLE),
        (-0.2, -0.3, "-0.25", PairReading.IMPOSSIBLE),
        (0.0, 0.0, "0", PairReading.MEASURED),
    ],
)
def test_worked_examples(a: float, b: float, mean: str, reading: PairReading) -> None:
    (pair,) = both_ways([(1_000.0, a, b)])
    assert pair.average_db == Decimal(mean)
    assert pair.reading is reading


def test_what_one_way_alone_saw_has_no_mean() -> None:
    a, b = trace_with([(500, 0.1), (1_000, 0.2)]), trace_with([(LENGTH - 500, 0.3), (100, 0.4)])
    seen, only_a, only_b = pair_traces(a, b).pairs
    assert seen.average_db == Decimal("0.2")
    assert (only_a.b, only_b.a) == (None, None)
    assert (only_a.distance_m, only_b.distance_m) == pytest.approx((1_000, 3_900), abs=0.1)
    for pair in (only_a, only_b):
        assert (pair.average_db, pair.asymmetry_db) == (None, None)
        assert pair.reading is PairReading.ONE_WAY


def test_a_loss_that_was_not_measured_gives_no_mean() -> None:
    (pair,) = both_ways([(1_000.0, -32.768, 0.1)])
    assert (pair.average_db, pair.reading) == (None, PairReading.ONE_WAY)


def test_the_ends_of_the_fibre_are_left_out() -> None:
    connectors = [(0.0, 0.3, -50.0), (1.0, 0.3, -50.0), (1_000.0, 0.3, -50.0)]
    a = trace_with(connectors=connectors)
    b = trace_with(connectors=[(0.0, 0.2, -50.0), (3_000.0, 0.1, -50.0)])
    (pair,) = pair_traces(a, b).pairs
    assert pair.average_db == Decimal("0.2")


def test_two_copies_from_one_end_are_told() -> None:
    trace = trace_with([(300, 0.1), (900, 0.2)])
    assert pair_traces(trace, trace).cautions == (PairingCaution.SAME_END,)
    wide = trace_with([(LENGTH - 300, 0.1)], pulses=((100, spacing_of(2.0), 2_600),))
    assert pair_traces(trace, wide).cautions == (PairingCaution.PULSES_DIFFER,)


def test_lengths_that_nearly_agree_are_scaled() -> None:
    """One percent of a thousand: two instruments set to other indices of refraction."""
    a = trace_with([(1_000.0, 0.1)])
    b = trace_with([(3_012.0, 0.2)], length_m=4_016.0)
    (pair,) = pair_traces(a, b).pairs
    assert pair.average_db == Decimal("0.15")


def test_traces_of_two_fibres_are_refused() -> None:
    trace = trace_with()
    with pytest.raises(InvalidInput, match=r"1550 nm et 1310 nm"):
        pair_traces(trace, trace_with(wavelength=13_100, nominal=1_310))
    with pytest.raises(InvalidInput, match=r"4000 m et 3900 m"):
        pair_traces(trace, trace_with(length_m=3_900.0))
    with pytest.raises(InvalidInput, match="où finit la fibre"):
        pair_traces(trace, trace_with(length_m=None))
    assert pair_traces(trace, trace_with(wavelength=15_520)).length_m == pytest.approx(
        LENGTH, abs=0.1
    )
    assert pair_traces(trace, trace_with(wavelength=0, nominal=0)).pairs == ()


def test_a_known_length_stands_for_ends_in_a_receive_fibre() -> None:
    a = trace_with([(1_000.0, 0.1)], length_m=4_500.0)
    b = trace_with([(3_000.0, 0.2), (4_200.0, 1.0)], length_m=None)
    pairing = pair_traces(a, b, 4_000.0)
    assert pairing.length_m == 4_000.0
    assert [pair.average_db for pair in pairing.pairs] == [Decimal("0.15")]


def test_everything_has_its_words() -> None:
    assert set(EXPLANATIONS) == set(PairReading)
    assert set(CAUTIONS) == set(PairingCaution)
