"""The apprentice's trace as SVG, as large as the person's page."""

from collections.abc import Callable
from datetime import date

from markupsafe import Markup, escape

from school.oversight.trace_rules import EventKind, Period, Trace, TraceEvent, line_points

WIDTH = 1000
TOP, BOTTOM = 76.0, 252.0
BAND_TOP, BAND_HEIGHT = 46, 234
HEIGHT = 316
SHORTEST_LABELLED = 60.0
LABEL_WIDTH = 22.0

MARKS = {
    EventKind.SUCCESS: ("up", 30.0),
    EventKind.DIFFICULTY: ("down", -16.0),
    EventKind.VISIT: ("visit", 42.0),
    EventKind.ABSENCE: ("pause", -16.0),
    EventKind.STEP: ("visit", 56.0),
}

DayWords = Callable[[date], str]


def draw(trace: Trace, label: str, today_words: str, day_words: DayWords) -> Markup:
    """Draw the trace; the events are numbered in the order of the list beside it."""
    parts = [
        *_bands(trace),
        *_immersions(trace),
        _ideal(trace),
        _line(trace),
        *_events(trace),
        *_after_exit(trace),
        *_today(trace, today_words),
        _text(0, HEIGHT - 16, day_words(trace.start), "t-soft t-tiny"),
        _text(WIDTH, HEIGHT - 16, day_words(trace.end), "end t-soft t-tiny"),
    ]
    inside = Markup("").join(parts)
    return Markup(
        '<svg class="figure-svg" viewBox="0 0 {width} {height}" width="100%" role="img" '
        'aria-label="{label}">{inside}</svg>'
    ).format(width=WIDTH, height=HEIGHT, label=label, inside=inside)


def _x(trace: Trace, day: date) -> float:
    return round(trace.position(day) * WIDTH, 1)


def _y(share: float) -> float:
    return round(TOP + share * (BOTTOM - TOP), 1)


def _bands(trace: Trace) -> list[Markup]:
    return [_band(trace, period, "band") for period in trace.modules]


def _band(trace: Trace, period: Period, kind: str) -> Markup:
    left, right = _x(trace, period.start), _x(trace, period.end)
    width = max(right - left - 3, 1)
    box = Markup('<rect class="{}" x="{}" y="{}" width="{:.1f}" height="{}" rx="3"/>').format(
        kind, left, BAND_TOP, width, BAND_HEIGHT
    )
    letters = int(width / 7.5)
    words = period.label if len(period.label) <= letters else f"{period.label[: letters - 1]}…"
    if width < SHORTEST_LABELLED:
        words = period.label.split()[0] if letters >= 2 else ""
    return box + _text(left, BAND_TOP - 8, words, "t-strong t-tiny")


def _immersions(trace: Trace) -> list[Markup]:
    return [
        Markup('<rect class="weeks-out" x="{}" y="268" width="{:.1f}" height="8" rx="2"/>').format(
            _x(trace, period.start),
            max(_x(trace, period.end) - _x(trace, period.start), 2),
        )
        for period in trace.immersions
    ]


def _ideal(trace: Trace) -> Markup:
    if trace.training is None or trace.planned_hours <= 0:
        return Markup("")
    return Markup('<path class="ideal" d="M{} {} L{} {}"/>').format(
        _x(trace, trace.training.start), TOP, _x(trace, trace.training.end), BOTTOM
    )


def _line(trace: Trace) -> Markup:
    points = [f"{_x(trace, day)} {_y(share)}" for day, share in line_points(trace)]
    return Markup('<path class="curve" d="M{}"/>').format(" L".join(points))


def _events(trace: Trace) -> list[Markup]:
    """Draw the events; where they crowd, only the first of a crowd bears its number."""
    drawn = []
    free_from = float("-inf")
    for number, event in enumerate(trace.events, 1):
        x = _x(trace, event.day)
        drawn.append(_event(trace, str(number) if x >= free_from else "", event))
        free_from = x + LABEL_WIDTH if x >= free_from else free_from
    return drawn


def _event(trace: Trace, number: str, event: TraceEvent) -> Markup:
    x, y = _x(trace, event.day), _y(trace.done_until(event.day))
    kind, height = MARKS[event.kind]
    tip = y - height
    if height > 0:
        drawing = Markup('<path class="{}" d="M{:.1f} {} L{} {} L{:.1f} {}"/>').format(
            kind, x - 5, y, x, tip, x + 5, y
        )
    else:
        drawing = Markup(
            '<path class="{kind}" d="M{x} {y} V{tip}"/>'
            '<circle class="{kind}" cx="{x}" cy="{end}" r="5"/>'
        ).format(kind=kind, x=x, y=y, tip=tip, end=tip + 5)
    words = _text(x + 9, tip + 5, number, "t-strong t-tiny halo")
    title = Markup("<title>{}</title>").format(event.text)
    mark = Markup('<g class="event">{}{}{}</g>').format(title, drawing, words)
    if event.url is None:
        return mark
    return Markup('<a href="{}" tabindex="-1">{}</a>').format(event.url, mark)


def _after_exit(trace: Trace) -> list[Markup]:
    if trace.exit_on is None or trace.exit_on > trace.end:
        return []
    x, y = _x(trace, trace.exit_on), _y(trace.done_until(trace.exit_on))
    parts = [
        Markup('<path class="exit" d="M{:.1f} {} L{} {} L{:.1f} {}"/>').format(
            x - 6, y, x, y - 74, x + 6, y
        ),
        _text(*_beside(x, y - 70), trace.exit_words, _side(x)),
    ]
    until = _x(trace, trace.hired_on) if trace.hired_on else float(WIDTH)
    if until > x:
        parts.append(Markup('<path class="search" d="M{} {y} L{} {y}"/>').format(x, until, y=y))
    if trace.hired_on and trace.hired_on <= trace.end:
        start = max(until, x)
        parts.append(
            Markup('<path class="onward" d="M{start} {y} L{start} {up} H{end}"/>').format(
                start=start, y=y, up=y - 5, end=WIDTH
            )
        )
        parts.append(_text(WIDTH - 4, y - 14, trace.hire_words, "end t-strong t-tiny halo"))
    return parts


def _today(trace: Trace, words: str) -> list[Markup]:
    if trace.exit_on is not None or not trace.start < trace.today < trace.end:
        return []
    x, y = _x(trace, trace.today), _y(trace.done_until(trace.today))
    mark = Markup('<circle class="f-primary" cx="{}" cy="{}" r="6"/>').format(x, y)
    return [mark, _text(*_beside(x, y - 14), words, _side(x))]


def _beside(x: float, y: float) -> tuple[float, float]:
    return (x - 8, y) if x > WIDTH * 0.8 else (x + 8, y)


def _side(x: float) -> str:
    return f"{'end ' if x > WIDTH * 0.8 else ''}t-strong t-tiny halo"


def _text(x: float, y: float, words: str, kind: str) -> Markup:
    if not words:
        return Markup("")
    return Markup('<text x="{}" y="{}" class="{}">{}</text>').format(x, y, kind, escape(words))
