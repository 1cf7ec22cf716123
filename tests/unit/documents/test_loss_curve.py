"""The curve of splices: each mean and worst loss at its height, beside the limit."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.shapes import Circle, Drawing, Line, Rect, String

from school.documents.charts import LossPoint, loss_curve
from school.documents.palette import COLOURS, Tone
from tests.unit.documents.samples import LOSSES
from tests.unit.documents.test_charts import assert_on_board, of_kind, placed, written


def drawn(points: list[LossPoint], width: int = 560) -> Drawing:
    return loss_curve(points, width=width, write=lambda loss: f"{loss:.2f}")


@st.composite
def loss_points(draw: st.DrawFn) -> LossPoint:
    losses = st.floats(min_value=-5, max_value=5)
    mean, worst = sorted((draw(losses), draw(losses)))
    limit = draw(st.none() | st.floats(min_value=0.01, max_value=1))
    return LossPoint("03/03", "n = 12", mean, worst, limit, provisional=draw(st.booleans()))


def heights(drawing: Drawing, kind: type) -> list[float]:
    found = []
    for _, y, shape in placed(drawing):
        if isinstance(shape, kind):
            found.append(y + _middle(shape))
    return found


def _middle(shape: Any) -> float:
    return shape.cy if isinstance(shape, Circle) else shape.y + shape.height / 2


@given(points=st.lists(loss_points(), max_size=25), width=st.sampled_from([256, 560]))
def test_any_curve_stays_on_the_board(points: list[LossPoint], width: int) -> None:
    drawing = drawn(points, width)
    assert_on_board(drawing)
    for height in [*heights(drawing, Circle), *heights(drawing, Rect)]:
        assert 0 < height < drawing.height


@given(points=st.lists(loss_points(), min_size=1, max_size=25))
def test_more_loss_stands_higher(points: list[LossPoint]) -> None:
    means = zip(heights(drawn(points), Circle), [point.mean for point in points], strict=True)
    ordered = [height for height, _ in sorted(means, key=lambda one: one[1])]
    assert ordered == pytest.approx(sorted(ordered))


def test_an_estimate_is_hollow_and_a_worst_beyond_its_limit_is_marked() -> None:
    drawing = drawn(LOSSES)
    circles = [shape for _, _, shape in placed(drawing) if isinstance(shape, Circle)]
    assert [circle.fillColor == COLOURS[Tone.SHEET] for circle in circles] == [True, False, False]
    squares = [shape for _, _, shape in placed(drawing) if isinstance(shape, Rect)]
    assert [square.fillColor == COLOURS[Tone.DANGER] for square in squares] == [False, True, False]
    limits = [line for line in of_kind(drawing, Line, Tone.WARNING) if line.strokeDashArray]
    assert len(limits) == 2
    assert "0.04" in written(drawing)


def test_words_do_not_touch_where_attempts_are_many() -> None:
    drawing = drawn([LOSSES[0]] * 25, 256)
    labels = [shape for _, _, shape in placed(drawing) if isinstance(shape, String)]
    assert 1 <= sum(label.text == "03/03" for label in labels) <= 6
