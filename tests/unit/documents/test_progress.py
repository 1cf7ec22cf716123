"""Bars of quotas: how long each part is, and that nothing leaves the board."""

import pytest
from reportlab.graphics.shapes import Line, Rect

from school.documents.charts import Progress, progress, small_progress
from school.documents.palette import COLOURS, Tone
from school.documents.sheet import Hatch


def widths(row: Progress) -> tuple[list[float], list[float], list[float]]:
    """Give the widths of done and of waiting, and the places of the marks, on 120 pixels."""
    shapes = small_progress(row).contents
    done = [
        one.width
        for one in shapes
        if isinstance(one, Rect) and one.fillColor == COLOURS[Tone.PRIMARY]
    ]
    waiting = [one.width for one in shapes if isinstance(one, Hatch)]
    marks = [one.x1 for one in shapes if isinstance(one, Line)]
    return done, waiting, marks


def test_parts_are_shares_of_the_quota() -> None:
    done, waiting, marks = widths(Progress("", "", 0.5, 0.25, 0.6))
    assert [*done, *waiting, *marks] == pytest.approx([60, 30, 72])


def test_a_small_bar_ends_at_the_quota() -> None:
    done, waiting, marks = widths(Progress("", "", 1.4, 0.25, 1))
    assert (done, waiting) == ([120], [])
    assert marks == [119]


def test_no_quota_has_no_bar() -> None:
    assert widths(Progress("", "", None)) == ([], [], [])


def test_bars_of_several_share_one_scale() -> None:
    drawing = progress([Progress("A", "", 1.5), Progress("B", "", 0.75)], width=300)
    bars = [
        one.width
        for one in drawing.contents
        if isinstance(one, Rect) and one.fillColor == COLOURS[Tone.PRIMARY]
    ]
    assert bars == pytest.approx([300, 150])
