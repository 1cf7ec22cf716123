"""A trace handed in twice is known again; two measurements are two (DOMAIN §3.3, 15)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.practicals.sor import read_sor
from school.practicals.traces.reuse import (
    PLACES,
    Fingerprint,
    Suspicion,
    are_alike,
    as_text,
    fingerprint_of,
    from_text,
    suspicions,
)
from tests.support.sor_files import MORNING, Group, SorFile, written
from tests.support.traces import noisy

OTHER = ("Maker", "Model", "S-2", "Module", "M-2", "1.0", "")
SEEDS = st.integers(0, 10**6)


def taken(file: SorFile) -> Fingerprint:
    return fingerprint_of(read_sor(written(file)))


@given(seed=SEEDS)
@settings(deadline=None, max_examples=15)
def test_a_copy_is_recognised_whatever_its_head_says(seed: int) -> None:
    first = taken(noisy(seed))
    assert suspicions(first, taken(noisy(seed, fibre="7"))) == (Suspicion.SAME_TRACE,)
    assert suspicions(first, taken(noisy(seed, date=MORNING + 60, supplier=OTHER))) == (
        Suspicion.SAME_TRACE,
        Suspicion.NEW_DATE,
        Suspicion.OTHER_INSTRUMENT,
    )


@given(seed=SEEDS, shift=st.integers(-2_000, 2_000))
@settings(deadline=None, max_examples=15)
def test_a_copy_shifted_and_rounded_is_recognised(seed: int, shift: int) -> None:
    file = noisy(seed)
    counts = [min(65_534, max(1, round((count + shift) / 5))) for count in file.groups[0].counts]
    copy = file.but(groups=(Group(counts, 5_000),), date=MORNING + 5)
    assert suspicions(taken(file), taken(copy)) == (Suspicion.SAME_TRACE, Suspicion.NEW_DATE)


@given(seeds=st.lists(SEEDS, min_size=2, max_size=2, unique=True))
@settings(deadline=None, max_examples=15)
def test_two_measurements_of_one_fibre_are_two(seeds: list[int]) -> None:
    first, second = noisy(seeds[0]), noisy(seeds[1], date=MORNING + 90)
    assert suspicions(taken(first), taken(second)) == ()


def test_two_traces_of_one_second_and_instrument_are_suspect() -> None:
    first, second = taken(noisy(1)), taken(noisy(2))
    assert suspicions(first, second) == (Suspicion.SAME_MOMENT,)
    assert suspicions(first, taken(noisy(2, wavelength=13_100))) == ()
    assert suspicions(first, taken(noisy(2, supplier=OTHER))) == ()
    nameless = [taken(noisy(seed, supplier=("",) * 7)) for seed in (1, 2)]
    assert suspicions(*nameless) == ()


def test_an_inserted_event_does_not_hide_a_copy() -> None:
    """A tool adds a step of loss: all levels after it sink, up to a tenth of the trace."""
    file = noisy(3)
    counts = list(file.groups[0].counts)
    counts[100:280] = [count + 300 for count in counts[100:280]]
    assert suspicions(taken(file), taken(file.but(groups=(Group(counts),)))) == (
        Suspicion.SAME_TRACE,
    )


@pytest.mark.parametrize(
    "counts",
    [[5_000] * 500, [0, 65_535] * 250, [1, 2, 3], list(range(100, 131))],
    ids=["flat", "clipped", "short", "shorter than proof"],
)
def test_what_says_nothing_proves_nothing(counts: list[int]) -> None:
    trace = taken(SorFile(groups=(Group(counts),)))
    assert not are_alike(trace, trace)


def test_the_ground_of_the_scale_is_like_any_other() -> None:
    """Two fibres whose traces fall to the ground share nearly all points, and prove nothing."""
    files = [noisy(seed) for seed in (1, 2)]
    clipped = [
        file.but(groups=(Group([*file.groups[0].counts[-120:], *[65_535] * 1_880]),))
        for file in files
    ]
    assert not are_alike(*map(taken, clipped))


def test_other_numbers_of_points_are_other_traces() -> None:
    assert not are_alike(taken(noisy(1)), taken(noisy(1, points=1_999)))


@given(seed=SEEDS)
@settings(deadline=None, max_examples=15)
def test_likeness_goes_both_ways(seed: int) -> None:
    one, other = taken(noisy(seed)), taken(noisy(seed + 1))
    assert suspicions(one, other) == suspicions(other, one)
    assert are_alike(one, one)


@given(seed=SEEDS, points=st.integers(1, 700))
@settings(deadline=None, max_examples=15)
def test_a_fingerprint_is_kept_as_text(seed: int, points: int) -> None:
    file = noisy(seed, points=points)
    found = taken(file)
    text = as_text(found)
    assert len(found.levels) == min(points, PLACES)
    assert len(text) <= 4 * -(-2 * PLACES // 3)
    again = from_text(
        text,
        serial=found.serial,
        taken_at=found.taken_at,
        wavelength_nm=found.wavelength_nm,
        points=found.points,
    )
    assert again == found


@pytest.mark.parametrize("text", ["é", "AAA", "AAAA", "A" * 4_000])
def test_another_text_is_refused(text: str) -> None:
    found = taken(noisy(1))
    with pytest.raises(ValueError, match="no levels"):
        from_text(text, serial="", taken_at=found.taken_at, wavelength_nm=None, points=3)


def test_several_groups_are_spread_alike() -> None:
    """A trace of two groups is one of as many points."""
    counts = noisy(1).groups[0].counts
    parted = noisy(1).but(groups=(Group(counts[:500]), Group(counts[500:])))
    assert are_alike(taken(parted), taken(noisy(1)))
