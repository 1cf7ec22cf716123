"""What holds of every verdict, whatever was measured."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.rules import Threshold
from school.practicals.rules import ReasonKind, Verdict, find_faults, judge

STEP = Decimal("0.000001")
NUMBERS = st.decimals(min_value=-50, max_value=50, places=3)


@st.composite
def thresholds(draw: st.DrawFn) -> list[Threshold]:
    codes = draw(st.lists(st.sampled_from(["loss", "power", "angle"]), unique=True, min_size=1))
    return [
        Threshold(
            code,
            minimum=draw(st.none() | NUMBERS),
            maximum=draw(st.none() | NUMBERS),
            mean_maximum=draw(st.none() | NUMBERS),
            repeats=draw(st.integers(min_value=1, max_value=4)),
            required=draw(st.booleans()),
        )
        for code in codes
    ]


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, Decimal | None], list[Threshold]]:
    limits = draw(thresholds())
    names = [name for threshold in limits for name in threshold.names]
    return {name: draw(st.none() | NUMBERS) for name in names}, limits


@given(case=cases())
def test_a_verdict_is_acquired_exactly_when_it_has_no_grounds(
    case: tuple[dict[str, Decimal | None], list[Threshold]],
) -> None:
    found = judge(*case, safety_ok=True)
    assert (found.verdict is Verdict.ACQUIRED) == (not found.reasons)


@given(case=cases())
def test_acquired_means_each_value_and_each_mean_within_limits(
    case: tuple[dict[str, Decimal | None], list[Threshold]],
) -> None:
    values, limits = case
    if judge(values, limits, safety_ok=True).verdict is not Verdict.ACQUIRED:
        return
    for threshold in limits:
        given_values = [value for name in threshold.names if (value := values[name]) is not None]
        assert not threshold.required or len(given_values) == threshold.repeats
        for value in given_values:
            assert threshold.minimum is None or value >= threshold.minimum
            assert threshold.maximum is None or value <= threshold.maximum
        if threshold.mean_maximum is not None and len(given_values) == threshold.repeats:
            assert sum(given_values) <= threshold.mean_maximum * threshold.repeats


@given(case=cases())
def test_a_blank_and_an_absent_value_are_the_same(
    case: tuple[dict[str, Decimal | None], list[Threshold]],
) -> None:
    values, limits = case
    present: dict[str, Decimal | None] = {
        name: value for name, value in values.items() if value is not None
    }
    assert judge(values, limits, safety_ok=True) == judge(present, limits, safety_ok=True)


@given(case=cases(), data=st.data())
def test_erasing_a_value_never_makes_a_verdict_acquired(
    case: tuple[dict[str, Decimal | None], list[Threshold]], data: st.DataObject
) -> None:
    values, _ = case
    limits = [Threshold(each.code, maximum=each.maximum, repeats=each.repeats) for each in case[1]]
    erased = {**values, data.draw(st.sampled_from(sorted(values))): None}
    assert judge(erased, limits, safety_ok=True).verdict is not Verdict.ACQUIRED


@given(case=cases())
def test_reasons_that_are_not_missing_fail(
    case: tuple[dict[str, Decimal | None], list[Threshold]],
) -> None:
    found = judge(*case, safety_ok=True)
    lenient = {ReasonKind.MISSING, ReasonKind.NOTHING_MEASURED}
    fails = any(reason.kind not in lenient for reason in found.reasons)
    assert (found.verdict is Verdict.NOT_ACQUIRED) == fails


@given(low=NUMBERS, width=st.decimals(min_value=0, max_value=10, places=3), value=NUMBERS)
def test_faults_are_exactly_the_values_beyond_the_plausible(
    low: Decimal, width: Decimal, value: Decimal
) -> None:
    threshold = Threshold("loss", plausible_minimum=low, plausible_maximum=low + width)
    outside = not low <= value <= low + width
    assert bool(find_faults({"loss": value}, [threshold])) == outside
