"""The apprentice's trace as small as a row of a list: the line, practicals, exit and hire."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from school.oversight.trace_rules import EventKind, Trace, line_points

WIDTH, HEIGHT = 100, 34
TOP, BOTTOM = 8, 28
TICKS = {EventKind.SUCCESS: ("up", -7), EventKind.DIFFICULTY: ("down", 5)}
EXIT_HEIGHT = 10

DRAWING = Markup(
    '<svg class="trace-small" viewBox="0 0 100 34" preserveAspectRatio="none" '
    'role="img" aria-label="{label}">{paths}</svg>'
)
PATH = Markup('<path class="{}" d="{}"/>')

Line = list[tuple[date, float]]


def draw_small(trace: Trace, label: str) -> Markup:
    """Draw a trace for a row of a list."""
    line = line_points(trace)
    shapes = [*_ideal(trace), *_ticks(trace, line), _curve(trace, line), *_after_exit(trace, line)]
    return DRAWING.format(label=label, paths=Markup("").join(PATH.format(*one) for one in shapes))


def _x(trace: Trace, day: date) -> str:
    return f"{trace.position(day) * WIDTH:.3g}"


def _y(share: float) -> float:
    return round(TOP + share * (BOTTOM - TOP), 1)


def _ideal(trace: Trace) -> Iterator[tuple[str, str]]:
    if trace.training is not None:
        yield "ideal", f"M0 {TOP}L{_x(trace, trace.training.end)} {BOTTOM}"


def _curve(trace: Trace, line: Line) -> tuple[str, str]:
    points = dict.fromkeys(f"{_x(trace, day)} {_y(share):g}" for day, share in line)
    return "curve", "M" + "L".join(points)


def _ticks(trace: Trace, line: Line) -> Iterator[tuple[str, str]]:
    days = [day for day, _ in line]
    for kind, (look, height) in TICKS.items():
        ticks: dict[str, None] = {}
        for event in trace.events:
            if event.kind is kind:
                y = _y(line[max(bisect_right(days, event.day) - 1, 0)][1])
                ticks[f"M{_x(trace, event.day)} {y:g}v{height}"] = None
        if ticks:
            yield look, "".join(ticks)


def _after_exit(trace: Trace, line: Line) -> Iterator[tuple[str, str]]:
    if trace.exit_on is None or trace.exit_on > trace.end:
        return
    start, y = _x(trace, trace.exit_on), _y(line[-1][1])
    until = _x(trace, min(trace.hired_on or trace.today, trace.end))
    yield "search", f"M{start} {y:g}H{until}"
    yield "exit", f"M{start} {y:g}v{-EXIT_HEIGHT}"
    if trace.hired_on and trace.hired_on <= trace.end:
        yield "onward", f"M{until} {y:g}H{WIDTH}"
