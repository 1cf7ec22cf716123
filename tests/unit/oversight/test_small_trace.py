"""The small trace of a row: what is drawn, and that it stays in its box."""

import re
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from school.oversight.small_trace_drawing import HEIGHT, WIDTH, draw_small
from school.oversight.trace_rules import EventKind, Period, Trace, TraceEvent

START = date(2026, 1, 5)
END = START + timedelta(days=200)
days = st.dates(START - timedelta(days=30), END + timedelta(days=30))
hours = st.lists(st.tuples(days, st.decimals(0, 40, places=1)), max_size=30)
events = st.lists(st.builds(TraceEvent, days, st.sampled_from(EventKind), st.just("")), max_size=10)


def trace(**values: object) -> Trace:
    """Make a trace of a cohort of a hundred days and the hundred days after it."""
    defaults: dict[str, object] = {
        "start": START, "end": END, "today": END,
        "training": Period(START, START + timedelta(days=100), "Promotion"),
        "planned_hours": Decimal(100),
    }  # fmt: skip
    return Trace(**{**defaults, **values})  # type: ignore[arg-type]


def kinds(drawn: Trace) -> list[str | None]:
    """List what was drawn, in order."""
    root = ElementTree.fromstring(str(draw_small(drawn, "Parcours")))  # noqa: S314
    return [element.get("class") for element in root]


def test_in_training_there_is_a_line_and_nothing_after_it() -> None:
    assert kinds(trace(today=START + timedelta(days=50))) == ["ideal", "curve"]


def test_after_the_exit_the_line_searches_and_with_a_hire_goes_on() -> None:
    out = START + timedelta(days=100)
    assert kinds(trace(exit_on=out)) == ["ideal", "curve", "search", "exit"]
    hired = trace(exit_on=out, hired_on=START + timedelta(days=120))
    assert kinds(hired)[-1] == "onward"
    assert 'class="onward" d="M60 8H100"' in draw_small(hired, "Parcours")


def test_practicals_acquired_stand_up_and_others_hang_down() -> None:
    marks = [
        TraceEvent(START + timedelta(days=20), EventKind.SUCCESS, ""),
        TraceEvent(START + timedelta(days=40), EventKind.DIFFICULTY, ""),
    ]
    drawn = draw_small(trace(events=marks), "Parcours")
    assert 'class="up" d="M10 8v-7"' in drawn
    assert 'class="down" d="M20 8v5"' in drawn


def test_words_are_escaped() -> None:
    assert 'aria-label="&lt;b&gt;"' in draw_small(trace(), "<b>")


@given(hours, events, st.none() | days, st.none() | days, days)
def test_every_history_stays_in_its_box(
    done: list[tuple[date, Decimal]],
    marks: list[TraceEvent],
    exit_on: date | None,
    hired_on: date | None,
    today: date,
) -> None:
    drawn = trace(hours=done, events=marks, exit_on=exit_on, hired_on=hired_on, today=today)
    for shape in re.findall(r' d="([^"]*)"', draw_small(drawn, "Parcours")):
        for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", shape):
            assert 0 <= float(x) <= WIDTH
            assert 0 <= float(y) <= HEIGHT
