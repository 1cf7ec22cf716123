"""The apprentice's trace: where things lie, how far the line has come, and what is drawn."""

import itertools
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from school.oversight.trace_drawing import Board, draw
from school.oversight.trace_rules import (
    EventKind,
    Period,
    Trace,
    TraceEvent,
    absences,
    spread_modules,
    steps,
)

START = date(2026, 1, 5)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1))


def trace(**values: object) -> Trace:
    """Make a trace of ten weeks with what a test cares about."""
    defaults: dict[str, object] = {
        "start": START,
        "end": START + timedelta(days=70),
        "today": START + timedelta(days=70),
        "training": Period(START, START + timedelta(days=60), "Promotion"),
        "planned_hours": Decimal(100),
    }
    return Trace(**{**defaults, **values})  # type: ignore[arg-type]


def test_line_reaches_the_share_of_hours_done() -> None:
    """Thirty of a hundred planned hours bring the line to three tenths."""
    drawn = trace(hours=[(START, Decimal(10)), (START + timedelta(days=1), Decimal(20))])
    assert steps(drawn) == [(START, 0.1), (START + timedelta(days=1), 0.3)]
    assert drawn.done_until(START) == 0.1
    assert drawn.done_until(START - timedelta(days=1)) == 0.0


@given(st.lists(st.tuples(days, st.decimals(0, 24, places=2)), max_size=40))
def test_line_never_rises_nor_leaves_the_drawing(hours: list[tuple[date, Decimal]]) -> None:
    """Hours are only added; more than planned is drawn as all done."""
    shares = [share for _, share in steps(trace(hours=hours))]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


@given(days)
def test_every_day_has_a_place(day: date) -> None:
    """A day before or after the drawing is put on its edge."""
    assert 0 <= trace().position(day) <= 1


@given(days, st.integers(1, 900), st.lists(st.integers(1, 12), min_size=1, max_size=8))
def test_modules_fill_the_training_without_gap(start: date, length: int, weeks: list[int]) -> None:
    """Modules lie one after the other from the first day to the last."""
    end = start + timedelta(days=length + 7 * sum(weeks))
    periods = spread_modules(start, end, [str(number) for number in range(len(weeks))], weeks)
    assert periods[0].start == start
    assert periods[-1].end == end
    for before, after in itertools.pairwise(periods):
        assert after.start == before.end + timedelta(days=1)


def test_absence_goes_on_after_a_weekend() -> None:
    """Friday and Monday are one absence; a justified one is another."""
    friday, monday = date(2026, 1, 9), date(2026, 1, 12)
    spells = absences([(monday, False), (friday, False), (friday, True)])
    assert [(one.half_days, one.excused) for one in spells] == [(1, False), (1, True), (1, False)]
    joined = absences([(friday, False), (friday, False), (monday, False)])
    assert [(one.first_day, one.last_day, one.half_days) for one in joined] == [(friday, monday, 3)]


def test_drawing_is_well_formed_and_escapes_what_people_wrote() -> None:
    """A name with angle brackets is shown, not run."""
    event = TraceEvent(START, EventKind.SUCCESS, "<script>x</script>", "/practicals/A-1?a=1&b=2")
    drawn = draw(
        trace(
            events=[event],
            hours=[(START, Decimal(50))],
            exit_on=START + timedelta(days=60),
            exit_words="certification",
            hired_on=START + timedelta(days=65),
            hire_words="embauche <i>",
            modules=[Period(START, START + timedelta(days=20), "F0 Tronc & bases")],
            immersions=[Period(START, START + timedelta(days=9), "Delta")],
        ),
        'Parcours de « A "B" »',
        "aujourd’hui",
        str,
    )
    root = ElementTree.fromstring(f"<figure>{drawn}</figure>")  # noqa: S314
    kinds = {element.get("class") for element in root.iter()}
    assert {"curve", "band", "weeks-out", "exit", "search", "onward", "up"} <= kinds
    assert not [element for element in root.iter() if element.tag == "script"]
    assert {one.get("aria-label") for one in root} == {'Parcours de « A "B" »'}


def test_a_phone_and_a_laptop_each_get_the_whole_trace() -> None:
    """Both drawings show the same events, and no place of the phone's lies beyond its edge."""
    events = [
        TraceEvent(START + timedelta(days=day), EventKind.VISIT, f"visite {day}") for day in (1, 70)
    ]
    drawn = draw(trace(events=events), "Parcours", "aujourd’hui", str)
    phone, laptop = ElementTree.fromstring(f"<figure>{drawn}</figure>")  # noqa: S314
    told = [[title.text for title in one.iter("title")] for one in (phone, laptop)]
    assert told == [["visite 1", "visite 70"]] * 2
    width = float((phone.get("viewBox") or "").split()[2])
    assert width <= 328
    assert all(float(one.get("x") or 0) <= width + 9 for one in phone.iter("text"))


def test_words_stand_on_the_side_where_they_fit() -> None:
    """Beside a place at the right edge the words end before it."""
    board = Board(trace(), 300)
    assert 'x="18"' in board.words(10, 50, "certification")
    assert 'x="272" y="50" class="end' in board.words(280, 50, "certification")
    assert 'x="300" y="64" class="end' in board.words(150, 50, "m" * 40)
    assert 'x="300" y="50" class="end' in board.final(150, 50, "embauche")
    assert 'x="300" y="82" class="end' in board.final(290, 50, "embauche")


def test_nobody_hired_is_not_drawn_as_hired() -> None:
    """Without a hire the line ends in the search."""
    kinds = str(draw(trace(exit_on=START + timedelta(days=60)), "Parcours", "aujourd’hui", str))
    assert 'class="search"' in kinds
    assert "onward" not in kinds


def test_line_of_someone_in_training_stops_today() -> None:
    """What has not happened yet is not drawn; today is marked."""
    drawn = trace(today=START + timedelta(days=35), hours=[(START, Decimal(50))])
    assert drawn.line_ends_on == START + timedelta(days=35)
    text = str(draw(drawn, "Parcours", "aujourd’hui", str))
    curve = text.split('class="curve" d="')[1].split('"', maxsplit=1)[0]
    assert curve.split("L")[-1].split()[0] == "150.0"
    assert "aujourd’hui" in text
