"""What each chart draws, and that nothing leaves the board."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.shapes import Circle, Drawing, Group, Line, PolyLine, Rect, String

from school.core.statistics import Rate
from school.documents import charts
from school.documents.charts import (
    Estimate,
    Mark,
    Pair,
    Point,
    Segment,
    Stage,
    StatusBar,
    coverage,
    dumbbell,
    forecast_chart,
    funnel,
    funnel_plot,
    interval_bar,
    legend,
    sparkline,
    trend,
)
from school.documents.palette import COLOURS, Tone
from school.documents.sheet import Hatch, Words
from tests.unit.documents.samples import CHARTS, EXPECTED, GROUPS, HIDDEN, estimate, percent, tick

SHARES = st.floats(min_value=0, max_value=1)


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    if draw(st.booleans()):
        return Estimate(None, hidden=draw(st.sampled_from(["", "moins de 5"])))
    low, value, high = sorted(draw(st.tuples(SHARES, SHARES, SHARES)))
    return Estimate(value, low, high, provisional=draw(st.booleans()))


def placed(drawing: Drawing) -> Iterator[tuple[float, float, Any]]:
    """Give every shape with the place of the group it hangs in."""
    for shape in drawing.contents:
        if isinstance(shape, Group):
            for inner in shape.contents:
                yield shape.transform[4], shape.transform[5], inner
        else:
            yield 0.0, 0.0, shape


def written(drawing: Drawing) -> list[str]:
    return [shape.text for _, _, shape in placed(drawing) if isinstance(shape, String)]


def of_kind(drawing: Drawing, kind: type, tone: Tone | None = None) -> list[Any]:
    return [
        shape
        for _, _, shape in placed(drawing)
        if isinstance(shape, kind) and (tone is None or COLOURS[tone] in colours_of(shape))
    ]


def colours_of(shape: object) -> tuple[object, object]:
    return getattr(shape, "fillColor", None), getattr(shape, "strokeColor", None)


def spans(drawing: Drawing) -> Iterator[tuple[float, float]]:
    """Give the left and right end of every shape."""
    for x, _, shape in placed(drawing):
        if isinstance(shape, String):
            style = next(one for one in Words if one.value[:2] == (shape.fontName, shape.fontSize))
            width = style.width(shape.text)
            left = {"start": 0.0, "middle": width / 2, "end": width}[shape.textAnchor]
            yield x + shape.x - left, x + shape.x - left + width
        elif isinstance(shape, Line):
            yield x + min(shape.x1, shape.x2), x + max(shape.x1, shape.x2)
        elif isinstance(shape, Circle):
            yield x + shape.cx - shape.r, x + shape.cx + shape.r
        elif isinstance(shape, PolyLine):
            yield x + min(shape.points[::2]), x + max(shape.points[::2])
        else:
            yield x + shape.x, x + shape.x + shape.width


def assert_on_board(drawing: Drawing, slack: float = 0.5) -> None:
    for left, right in spans(drawing):
        assert left >= -slack
        assert right <= drawing.width + slack


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("width", [256, 320, 560, 900])
def test_charts_have_the_width_asked_for_and_stay_within(name: str, width: int) -> None:
    drawing = CHARTS[name](width)
    assert drawing.width == width
    assert_on_board(drawing)


@given(value=estimates(), possible=st.none() | SHARES, width=st.sampled_from([256, 560]))
def test_any_interval_stays_on_the_board(
    value: Estimate, possible: float | None, width: int
) -> None:
    drawing = interval_bar(value, width=width, percent=percent, tick=tick, possible=possible)
    assert_on_board(drawing)


@given(value=estimates())
def test_the_two_ends_of_an_interval_never_touch(value: Estimate) -> None:
    drawing = interval_bar(value, width=256, percent=percent, tick=tick)
    labels = sorted(
        (x + shape.x - Words.STRONG.width(shape.text) / 2, Words.STRONG.width(shape.text))
        for x, _, shape in placed(drawing)
        if isinstance(shape, String) and shape.fontName == Words.STRONG.value[0]
    )
    assert len(labels) == (0 if value.value is None else 2)
    for (left, width), (next_left, _) in pairwise(labels):
        assert left + width < next_left


def test_crowded_ends_spread_evenly_around_their_interval() -> None:
    drawing = interval_bar(Estimate(0.5, 0.49, 0.51), width=256, percent=percent, tick=tick)
    places = [
        x + shape.x
        for x, _, shape in placed(drawing)
        if isinstance(shape, String) and shape.fontName == Words.STRONG.value[0]
    ]
    assert sum(places) / 2 == pytest.approx(128)


def test_an_estimate_takes_the_interval_of_its_rate() -> None:
    found = Estimate.of(Rate(8, 10), provisional=True)
    assert found.low == pytest.approx(0.4902, abs=5e-5)
    assert found.high == pytest.approx(0.9433, abs=5e-5)
    assert (found.value, found.provisional, found.hidden) == (0.8, True, "")
    assert Estimate.of(Rate(0, 0)) == Estimate(None)


@given(pairs=st.lists(st.tuples(estimates(), estimates()), max_size=4))
def test_any_pairs_stay_on_the_board(pairs: list[tuple[Estimate, Estimate]]) -> None:
    rows = [Pair("Embauche", women, men) for women, men in pairs]
    assert_on_board(dumbbell(rows, width=256, percent=percent, tick=tick))


@given(
    counts=st.lists(st.tuples(st.none() | st.integers(0, 10**6), st.none() | st.integers(0, 10**6)))
)
def test_any_funnel_stays_on_the_board(counts: list[tuple[int | None, int | None]]) -> None:
    stages = [Stage("Candidatures", women, men, "26,3 %") for women, men in counts]
    assert_on_board(funnel(stages, width=256, count=str))


@given(values=st.lists(estimates(), max_size=15), overall=st.none() | SHARES)
def test_any_trend_stays_on_the_board(values: list[Estimate], overall: float | None) -> None:
    points = [Point(f"2025-{index}", "n = 21", one) for index, one in enumerate(values)]
    drawing = trend(points, width=320, percent=percent, tick=tick, overall=overall)
    assert_on_board(drawing)
    if points:
        assert points[-1].label in written(drawing)


@given(numbers=st.lists(st.lists(st.integers(0, 10**6), max_size=5), max_size=4))
def test_segments_fill_a_bar_exactly(numbers: list[list[int]]) -> None:
    bars = [
        StatusBar("École", "", [Segment(number, Tone.MEN) for number in each]) for each in numbers
    ]
    drawing = coverage(bars, width=300)
    for bar in {shape.y for shape in of_kind(drawing, Rect, Tone.MEN)}:
        widths = [shape.width for shape in of_kind(drawing, Rect, Tone.MEN) if shape.y == bar]
        assert sum(widths) == pytest.approx(300)


def test_a_rate_stands_at_its_place_on_the_scale() -> None:
    drawing = interval_bar(Estimate(0.25, 0.2, 0.5), width=216, percent=percent, tick=tick)
    (dot,) = of_kind(drawing, Circle)
    (band,) = of_kind(drawing, Rect, Tone.PRIMARY)
    assert dot.cx == pytest.approx(8 + 50)
    assert (band.x, band.width) == (pytest.approx(8 + 40), pytest.approx(60))


def test_the_unknown_are_hatched_beyond_the_rate() -> None:
    drawing = interval_bar(
        Estimate(0.5, 0.4, 0.6), width=216, percent=percent, tick=tick, possible=0.75
    )
    (hatch,) = of_kind(drawing, Hatch)
    assert (hatch.x, hatch.width) == (pytest.approx(108), pytest.approx(50))


def test_nobody_is_a_dash_and_never_zero() -> None:
    drawing = interval_bar(estimate(0, 0), width=256, percent=percent, tick=tick)
    assert "—" in written(drawing)
    assert not of_kind(drawing, Circle)


def test_a_hidden_rate_shows_its_reason_and_no_value() -> None:
    for drawing in (
        interval_bar(HIDDEN, width=400, percent=percent, tick=tick),
        dumbbell([Pair("Embauche", HIDDEN, HIDDEN)], width=400, percent=percent, tick=tick),
    ):
        assert HIDDEN.hidden in written(drawing)
        assert of_kind(drawing, Hatch)
        assert not of_kind(drawing, Circle)


def test_women_are_a_circle_and_men_a_square() -> None:
    pair = Pair("Embauche", estimate(14, 27), estimate(39, 66))
    drawing = dumbbell([pair], width=400, percent=percent, tick=tick)
    assert len(of_kind(drawing, Circle, Tone.WOMEN)) == 1
    assert any(shape.width == shape.height for shape in of_kind(drawing, Rect, Tone.MEN))
    assert {"51,9\u00a0%", "59,1\u00a0%"} <= set(written(drawing))


def test_provisional_marks_are_hollow() -> None:
    solid, hollow = (
        of_kind(
            trend(
                [Point("2025", "", estimate(5, 9, provisional=one))],
                width=300,
                percent=percent,
                tick=tick,
            ),
            Circle,
        )[0]
        for one in (False, True)
    )
    assert solid.fillColor == COLOURS[Tone.PRIMARY]
    assert (hollow.fillColor, hollow.strokeColor) == (COLOURS[Tone.SHEET], COLOURS[Tone.PRIMARY])


def test_one_person_has_one_length_in_both_wings() -> None:
    drawing = funnel([Stage("A", 40, 100), Stage("B", 20, 50)], width=400, count=str)
    women = [shape.width for shape in of_kind(drawing, Rect, Tone.WOMEN)]
    men = [shape.width for shape in of_kind(drawing, Rect, Tone.MEN)]
    assert women[0] / men[0] == pytest.approx(0.4)
    assert women[1] == pytest.approx(women[0] / 2)


def test_a_hidden_count_has_a_length_that_says_nothing() -> None:
    few = funnel([Stage("A", None, 10), Stage("B", 1, 10)], width=400, count=str)
    many = funnel([Stage("A", None, 900), Stage("B", 90, 900)], width=400, count=str)
    assert of_kind(few, Hatch)[0].width == of_kind(many, Hatch)[0].width
    assert "None" not in written(few)


def test_hidden_and_empty_points_are_not_joined() -> None:
    values: Sequence[Estimate] = [estimate(5, 9), HIDDEN, estimate(6, 9), estimate(7, 9)]
    points = [Point(str(index), "", one) for index, one in enumerate(values)]
    drawing = trend(points, width=400, percent=percent, tick=tick)
    joins = [line for line in of_kind(drawing, Line, Tone.PRIMARY) if line.x1 != line.x2]
    assert len(joins) == 1


def test_crowded_points_leave_words_out_but_not_the_last() -> None:
    points = [Point(f"2025-{index}", "n = 9", estimate(5, 9)) for index in range(12)]
    few = written(trend(points, width=256, percent=percent, tick=tick))
    all_of_them = written(trend(points, width=1200, percent=percent, tick=tick))
    assert {point.label for point in points} <= set(all_of_them)
    assert "2025-11" in few
    assert len(few) < len(all_of_them)


def test_a_sparkline_breaks_where_nothing_is_known() -> None:
    drawing = sparkline([0.2, 0.4, None, 0.5, 0.6, None])
    assert len(of_kind(drawing, PolyLine)) == 2
    assert not of_kind(drawing, Circle)
    assert not of_kind(sparkline([]), PolyLine)
    assert len(of_kind(sparkline([0.3]), Circle)) == 2


@given(values=st.lists(st.none() | SHARES, max_size=30))
def test_any_sparkline_stays_on_its_board(values: list[float | None]) -> None:
    drawing = sparkline(values, width=96, height=28)
    assert (drawing.width, drawing.height) == (96, 28)
    assert_on_board(drawing)


def test_a_legend_breaks_into_lines() -> None:
    items = [(mark, f"ce que dit la marque {mark.name}") for mark in Mark]
    wide, narrow = legend(items, width=2000), legend(items, width=250)
    assert wide.height < narrow.height
    assert written(narrow) == [words for _, words in items]


def test_forecast_marks_what_came_inside_and_outside() -> None:
    drawing = forecast_chart(EXPECTED, width=560, percent=percent, tick=tick)
    assert len(of_kind(drawing, Circle, Tone.GOOD)) == 1
    assert len(of_kind(drawing, Circle, Tone.SIGNAL)) == 1
    assert "55,0\u00a0%" in written(drawing), "only what is awaited bears its figure"
    assert "50,0\u00a0%" not in written(drawing)


def test_forecast_of_no_cohort_is_an_empty_board() -> None:
    assert of_kind(forecast_chart([], width=256, percent=percent, tick=tick), Circle) == []


def schools_plot(groups: Sequence[charts.Group], width: float = 560) -> Drawing:
    return funnel_plot(
        groups, width=width, common=0.57, percent=tick, count=str, axis="personnes certifiées"
    )


def test_the_funnel_plot_names_all_of_few_and_of_many_those_outside_chance() -> None:
    drawing = schools_plot(GROUPS)
    assert {group.label for group in GROUPS} <= set(written(drawing))
    assert len(of_kind(drawing, Circle, Tone.SIGNAL)) == 3
    assert len(of_kind(drawing, Circle, Tone.PRIMARY)) == 1
    many = [
        *GROUPS,
        *(charts.Group(f"École {number}", 0.57, 20 * number) for number in range(1, 8)),
    ]
    words = written(schools_plot(many))
    assert "Parakou" in words
    assert "Cotonou" not in words


def test_a_name_without_room_is_left_out_and_a_long_one_is_cut() -> None:
    long = "Institut des réseaux optiques d’Abomey-Calavi"
    twins = [charts.Group(f"{long} {number}", 0.95, 60) for number in range(4)]
    words = [text for text in written(schools_plot(twins, width=256)) if text.startswith("Inst")]
    assert len(words) == 2, "one over the points and one under them"
    assert all(text.endswith("…") for text in words)


def test_the_funnel_plot_of_no_group() -> None:
    drawing = funnel_plot([], width=256, common=0.5, percent=tick, count=str, axis="personnes")
    assert of_kind(drawing, Circle) == []
