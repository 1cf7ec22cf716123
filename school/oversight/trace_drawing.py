"""The apprentice's trace as SVG, as large as a person's page: for a laptop and for a phone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from school.oversight.trace_rules import EventKind, Period, Trace, TraceEvent, line_points

LAPTOP, PHONE = 1000, 300
"""The widths drawn, in pixels: words keep their size and no phone scrolls sideways."""
TOP, BOTTOM = 76.0, 252.0
BAND_TOP, BAND_HEIGHT = 46, 234
HEIGHT = 316
SHORTEST_LABELLED = 90.0
LETTER_WIDTH = 7.5
LABEL_WIDTH = 22.0

MARKS = {
    EventKind.SUCCESS: ("up", 30.0),
    EventKind.DIFFICULTY: ("down", -16.0),
    EventKind.VISIT: ("visit", 42.0),
    EventKind.ABSENCE: ("pause", -16.0),
    EventKind.STEP: ("visit", 56.0),
}

DayWords = Callable[[date], str]


@dataclass(frozen=True)
class Board:
    """Where the days and the shares of a trace lie on a drawing of some width."""

    trace: Trace
    width: int

    def x(self, day: date) -> float:
        """Place a day."""
        return round(self.trace.position(day) * self.width, 1)

    def y(self, share: float) -> float:
        """Place a share of the hours."""
        return round(TOP + share * (BOTTOM - TOP), 1)

    def line_at(self, day: date) -> float:
        """Give the height of the line on a day."""
        return self.y(self.trace.done_until(day))

    def words(self, x: float, y: float, words: str) -> Markup:
        """Write words beside a place, on the side where they fit; else up in the free corner."""
        room = len(words) * LETTER_WIDTH
        if x + 8 + room <= self.width:
            return _text(x + 8, y, words, "t-strong t-tiny halo")
        if x - 8 - room >= 0:
            return _text(x - 8, y, words, "end t-strong t-tiny halo")
        return self.corner(1, words)

    def corner(self, line: int, words: str) -> Markup:
        """Write a line of words at the upper right, which the falling line leaves free."""
        return _text(self.width, BAND_TOP + 18 * line, words, "end t-strong t-tiny halo")

    def final(self, x: float, y: float, words: str) -> Markup:
        """Write words at the right end, or in the corner where they would reach back over `x`."""
        if self.width - len(words) * LETTER_WIDTH < x:
            return self.corner(2, words)
        return _text(self.width, y, words, "end t-strong t-tiny halo")


def draw(trace: Trace, label: str, today_words: str, day_words: DayWords) -> Markup:
    """Draw the trace for both screens; events are numbered in the order of the list beside it."""
    return Markup("").join(
        _drawn(Board(trace, width), kind, label, today_words, day_words)
        for width, kind in ((PHONE, "narrow-only"), (LAPTOP, "wide-only"))
    )


def _drawn(board: Board, kind: str, label: str, today_words: str, day_words: DayWords) -> Markup:
    trace = board.trace
    parts = [
        *(_band(board, period) for period in trace.modules),
        *_immersions(board),
        _ideal(board),
        _line(board),
        *_events(board),
        *_after_exit(board),
        *_today(board, today_words),
        _text(0, HEIGHT - 16, day_words(trace.start), "t-soft t-tiny"),
        _text(board.width, HEIGHT - 16, day_words(trace.end), "end t-soft t-tiny"),
    ]
    return Markup(
        '<svg class="{kind}" viewBox="0 0 {width} {height}" role="group" '
        'aria-label="{label}">{inside}</svg>'
    ).format(
        kind=kind, width=board.width, height=HEIGHT, label=label, inside=Markup("").join(parts)
    )


def _band(board: Board, period: Period) -> Markup:
    left, right = board.x(period.start), board.x(period.end)
    width = max(right - left - 3, 1)
    box = Markup('<rect class="band" x="{}" y="{}" width="{:.1f}" height="{}" rx="3"/>').format(
        left, BAND_TOP, width, BAND_HEIGHT
    )
    letters = int(width / LETTER_WIDTH)
    words = period.label if len(period.label) <= letters else f"{period.label[: letters - 1]}…"
    if width < SHORTEST_LABELLED:
        words = period.label.split()[0] if letters >= 2 else ""
    return box + _text(left, BAND_TOP - 8, words, "t-strong t-tiny")


def _immersions(board: Board) -> list[Markup]:
    return [
        Markup('<rect class="weeks-out" x="{}" y="268" width="{:.1f}" height="8" rx="2"/>').format(
            board.x(period.start), max(board.x(period.end) - board.x(period.start), 2)
        )
        for period in board.trace.immersions
    ]


def _ideal(board: Board) -> Markup:
    training = board.trace.training
    if training is None or board.trace.planned_hours <= 0:
        return Markup("")
    return Markup('<path class="ideal" d="M{} {} L{} {}"/>').format(
        board.x(training.start), TOP, board.x(training.end), BOTTOM
    )


def _line(board: Board) -> Markup:
    points = [f"{board.x(day)} {board.y(share)}" for day, share in line_points(board.trace)]
    return Markup('<path class="curve" d="M{}"/>').format(" L".join(points))


def _events(board: Board) -> list[Markup]:
    """Draw the events; where they crowd, only the first of a crowd bears its number."""
    drawn = []
    free_from = float("-inf")
    for number, event in enumerate(board.trace.events, 1):
        x = board.x(event.day)
        drawn.append(_event(board, str(number) if x >= free_from else "", event))
        free_from = x + LABEL_WIDTH if x >= free_from else free_from
    return drawn


def _event(board: Board, number: str, event: TraceEvent) -> Markup:
    x, y = board.x(event.day), board.line_at(event.day)
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


def _after_exit(board: Board) -> list[Markup]:
    trace = board.trace
    if trace.exit_on is None or trace.exit_on > trace.end:
        return []
    x, y = board.x(trace.exit_on), board.line_at(trace.exit_on)
    parts = [
        Markup('<path class="exit" d="M{:.1f} {} L{} {} L{:.1f} {}"/>').format(
            x - 6, y, x, y - 74, x + 6, y
        ),
        board.words(x, y - 70, trace.exit_words),
    ]
    until = board.x(trace.hired_on) if trace.hired_on else float(board.width)
    if until > x:
        parts.append(Markup('<path class="search" d="M{} {y} L{} {y}"/>').format(x, until, y=y))
    if trace.hired_on and trace.hired_on <= trace.end:
        start = max(until, x)
        parts.append(
            Markup('<path class="onward" d="M{start} {y} L{start} {up} H{end}"/>').format(
                start=start, y=y, up=y - 5, end=board.width
            )
        )
        parts.append(board.final(x, y - 14, trace.hire_words))
    return parts


def _today(board: Board, words: str) -> list[Markup]:
    trace = board.trace
    if trace.exit_on is not None or not trace.start < trace.today < trace.end:
        return []
    x, y = board.x(trace.today), board.line_at(trace.today)
    mark = Markup('<circle class="f-primary" cx="{}" cy="{}" r="6"/>').format(x, y)
    return [mark, board.words(x, y - 14, words)]


def _text(x: float, y: float, words: str, kind: str) -> Markup:
    if not words:
        return Markup("")
    return Markup('<text x="{}" y="{}" class="{}">{}</text>').format(x, y, kind, escape(words))
