"""The rules say of any measures what the plainest computation says."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.related_rules import Related, RelatedPart, Take
from school.curriculum.rules import Threshold
from school.practicals.rules import judge, with_averages
from tests.support.plain_verdict import plain_verdict

NUMBERS = st.decimals(min_value=-3, max_value=3, places=2)
FINE = st.one_of(NUMBERS, st.decimals(min_value=-3, max_value=3, places=6))

PARTS = st.one_of(
    st.builds(RelatedPart, st.just("length"), times=FINE),
    st.builds(RelatedPart, st.just("length"), limit=NUMBERS, below=NUMBERS),
    st.builds(RelatedPart, st.sampled_from(["length", "budget"]), limit=NUMBERS, up_to=NUMBERS),
    st.builds(RelatedPart, st.just("budget"), times=st.just(Decimal(1))),
)
RELATED = st.builds(Related, st.sampled_from(Take), st.lists(PARTS, max_size=3).map(tuple))

Case = tuple[dict[str, Decimal | None], list[Threshold]]


@st.composite
def limits(draw: st.DrawFn, code: str, repeats: int, average_of: tuple[str, ...] = ()) -> Threshold:
    return Threshold(
        code,
        minimum=draw(st.none() | NUMBERS),
        maximum=draw(st.none() | NUMBERS),
        mean_maximum=draw(st.none() | NUMBERS) if repeats > 1 else None,
        repeats=repeats,
        required=draw(st.booleans()),
        average_of=average_of,
        related=draw(st.none() | RELATED),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw two measures of one length, sometimes their average, and another measure."""
    repeats = draw(st.integers(1, 4))
    thresholds = [draw(limits("there", repeats)), draw(limits("back", repeats))]
    if draw(st.booleans()):
        thresholds.append(draw(limits("average", repeats, ("there", "back"))))
    thresholds.append(draw(limits("power", draw(st.integers(1, 3)))))
    thresholds += [Threshold(code, required=False) for code in ("length", "budget")]
    names = [name for one in thresholds for name in one.names]
    return {name: draw(st.none() | FINE) for name in names}, thresholds


@given(case=cases(), safety_ok=st.booleans())
def test_the_verdict_and_its_grounds_are_those_of_the_plain_computation(
    case: Case, safety_ok: bool
) -> None:
    found = judge(*case, safety_ok=safety_ok)
    grounds = [(one.kind.value, one.code, one.name) for one in found.reasons]
    assert (found.verdict.value, grounds) == plain_verdict(*case, safety_ok=safety_ok)


@given(case=cases())
def test_an_average_needs_both_of_its_values(case: Case) -> None:
    values, thresholds = case
    found = with_averages(values, thresholds)
    for one in thresholds:
        for place, name in enumerate(one.names):
            if not one.average_of:
                assert found[name] == values[name]
                continue
            there, back = (values[one.name_in(code, place)] for code in one.average_of)
            if there is None or back is None:
                assert found[name] == values[name]
            else:
                average = found[name]
                assert average is not None
                assert abs(2 * average - there - back) <= Decimal("0.000001")
