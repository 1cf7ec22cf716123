"""The picture of a trace: light, whole, its marks where the events are."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.shapes import PolyLine

from school.documents.sheet import Linked
from school.documents.svg import LAPTOP, PHONE, elastic
from school.practicals.sor import Trace, read_sor
from school.practicals.traces.drawing import FLOOR, GUTTER, TOP, Mark, Picture, draw_trace
from school.practicals.traces.envelope import window_around
from school.practicals.traces.limits import Standing
from tests.support.sor_files import Group, SorFile, long_file, time_of, written
from tests.support.traces import trace_with

WIDTHS = (PHONE, LAPTOP)


def write(value: float, places: int) -> str:
    return f"{value:.{places}f}"


def picture(trace: Trace, marks: tuple[Mark, ...] = ()) -> Picture:
    return Picture(trace, marks, "Distance, en km", "Bobine amorce", write)


def marks_of(trace: Trace) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            one.number,
            one.distance_m,
            Standing.WITHIN,
            f"Événement {one.number}",
            f"#e{one.number}",
        )
        for one in trace.events
    )


def points(drawing: Any) -> list[tuple[float, float]]:
    (line,) = (shape for shape in drawing.contents if isinstance(shape, PolyLine))
    return list(zip(line.points[::2], line.points[1::2], strict=True))


@given(
    counts=st.lists(st.integers(0, 65_535), min_size=1, max_size=900),
    width=st.sampled_from(WIDTHS),
)
@settings(deadline=None, max_examples=60)
def test_the_line_stays_on_its_board_and_is_bounded(counts: list[int], width: int) -> None:
    drawing = draw_trace(picture(read_sor(written(SorFile(groups=(Group(counts),))))), width=width)
    line = points(drawing)
    assert 1 <= len(line) <= 2 * width
    assert all(GUTTER <= x <= width for x, _ in line)
    assert all(TOP <= drawing.height - y <= FLOOR for _, y in line)
    assert [x for x, _ in line] == sorted(x for x, _ in line)


def test_a_narrow_reflection_is_drawn_to_its_top() -> None:
    """One point of 100,000 stands out: it reaches the highest place of the drawing."""
    counts = [20_000] * 100_000
    counts[61_803] = 1_000
    drawing = draw_trace(picture(read_sor(written(SorFile(groups=(Group(counts),))))), width=PHONE)
    top = [x for x, y in points(drawing) if drawing.height - y == TOP]
    assert top == [pytest.approx(GUTTER + 0.618 * (PHONE - GUTTER), abs=1)]


@pytest.mark.parametrize("width", WIDTHS)
def test_marks_stand_at_their_events_and_lead_to_them(width: int) -> None:
    trace = trace_with([(1_000, 0.1), (2_000, 0.1)], user_offset=time_of(500))
    drawing = draw_trace(picture(trace, marks_of(trace)), width=width)
    links = [shape for shape in drawing.contents if isinstance(shape, Linked)]
    assert [link.address for link in links] == ["#e1", "#e2", "#e3"]
    span = (trace.events[-1].distance_m + 500) * 1.12
    for link, event in zip(links, trace.events, strict=True):
        (place,) = {shape.cx for shape in link.contents if hasattr(shape, "cx")}
        share = (event.distance_m + 500) / span
        assert place == pytest.approx(GUTTER + share * (width - GUTTER), abs=0.5)


@pytest.mark.parametrize("standing", list(Standing))
def test_shape_and_colour_tell_how_an_event_stands(standing: Standing) -> None:
    trace = trace_with([(1_000, 0.1)])
    svg = elastic(
        draw_trace(picture(trace, (Mark(1, 1_000.0, standing),)), width=LAPTOP),
        label="x",
        identity="i",
    )
    tone = {"within": "good", "beyond": "danger", "undecided": "warning", "not_asked": "primary"}
    assert f"var(--{tone[standing]})" in svg
    assert ("<circle" in svg) == (standing is not Standing.BEYOND)


def numbers(svg: str, width: int) -> dict[str, list[float]]:
    """Give where the numbers of events stand, row by row; some hang in a group of their own."""
    rows: dict[str, list[float]] = {}
    for parent in ElementTree.fromstring(svg).iter():  # noqa: S314
        for text in parent.findall("text"):
            if "t-strong" in (text.get("class") or ""):
                holder = text if (text.get("x") or "").endswith("%") else parent
                place = float((holder.get("x") or "0").rstrip("%")) * width / 100
                rows.setdefault(holder.get("y") or "", []).append(place)
    return rows


@pytest.mark.parametrize("width", WIDTHS)
def test_numbers_of_near_events_do_not_touch(width: int) -> None:
    trace = trace_with([(float(at), 0.05) for at in range(100, 3_900, 100)])
    svg = elastic(draw_trace(picture(trace, marks_of(trace)), width=width), label="x", identity="i")
    rows = numbers(svg, width)
    assert len(rows) >= 2
    assert sum(len(row) for row in rows.values()) > 20
    for row in rows.values():
        assert min(after - before for before, after in pairwise(sorted(row))) > 12


def test_an_event_outside_of_what_is_shown_is_not_marked() -> None:
    trace = trace_with(length_m=1_000.0)
    marks = (Mark(1, 900.0), Mark(2, 3_000.0), Mark(3, -3_000.0))
    links = [
        shape
        for shape in draw_trace(picture(trace, marks), width=PHONE).contents
        if isinstance(shape, Linked)
    ]
    assert len(links) == 1


def test_a_closer_look_shows_its_part_alone() -> None:
    trace = trace_with([(1_000, 0.1), (3_000, 0.1)])
    near = replace(picture(trace, marks_of(trace)), window=window_around(trace, 1_000, 8))
    drawing: Any = draw_trace(near, width=LAPTOP)
    (link,) = [shape for shape in drawing.contents if isinstance(shape, Linked)]
    assert link.address == "#e1"
    assert len(points(drawing)) > 10


def test_the_launch_fibre_is_named_where_there_is_room() -> None:
    def words(offset_m: float) -> str:
        trace = trace_with(user_offset=time_of(offset_m))
        return str(elastic(draw_trace(picture(trace), width=LAPTOP), label="x", identity="i"))

    assert "Bobine amorce" in words(1_500)
    assert "Bobine amorce" not in words(100)
    assert 'fill="var(--sunk)"' in words(100)
    assert "sunk" not in words(0)
    assert "sunk" not in words(-100)


def test_a_long_trace_weighs_no_more_than_a_short_one() -> None:
    trace = read_sor(written(long_file()))
    for width, most in zip(WIDTHS, (24_000, 28_000), strict=True):
        svg = elastic(
            draw_trace(picture(trace, marks_of(trace)), width=width), label="x", identity="i"
        )
        assert len(svg) < most
        assert not re.search(r"style=|<script|on[a-z]+=", svg)


def test_noise_alone_is_bounded_too() -> None:
    counts = [1_000 + (place * 7_919) % 60_000 for place in range(131_072)]
    trace = read_sor(written(SorFile(groups=(Group(counts),))))
    svg = elastic(draw_trace(picture(trace), width=LAPTOP), label="x", identity="i")
    assert len(svg) < 20_000
