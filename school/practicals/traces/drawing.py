"""An OTDR trace with its events as a drawing, the same for page and paper.

Light by construction: a phone gets as many columns as it has pixels, whatever the trace holds.
Each event stands as a numbered mark on the curve, whose shape and colour tell how it stands to
the limits of the task, and leads to its row in the table beside the drawing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from reportlab.graphics.shapes import Drawing

from school.documents.palette import Tone
from school.documents.sheet import Anchor, Sheet, Words
from school.practicals.sor import Trace
from school.practicals.traces.envelope import Bounds, Window, envelope, window_of
from school.practicals.traces.limits import Standing

HEIGHT = 330.0
TOP, FLOOR = 66.0, 276.0
ROWS = (16.0, 36.0, 56.0)
"""The baselines on which numbers of events stand, so that near ones do not touch."""

GUTTER = 30.0
"""What the numbers of levels need at the left."""

NUMBER_ROOM = 8.0
TOUCH = 28.0
"""The width of what answers to a finger around an event."""

BEFORE = 2
"""So many columns before an event, its reflection has not begun."""

LABEL_GAP = 5.0
AXIS_STEP = 72.0
LEVEL_STEP = 44.0
THIN = 0.75
"""Below so many pixels, a column is a point of the line and not a stroke of its own."""

LOOKS = {
    Standing.WITHIN: Tone.GOOD,
    Standing.BEYOND: Tone.DANGER,
    Standing.UNDECIDED: Tone.WARNING,
    Standing.NOT_ASKED: Tone.PRIMARY,
}

WriteNumber = Callable[[float, int], str]
"""Writes a number with so many places in the reader's language."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on the drawing: its number, its place, how it stands, words and where it leads."""

    number: int
    distance_m: float
    standing: Standing = Standing.NOT_ASKED
    title: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A trace, the events marked on it, and the words around it in the reader's language.

    Without a window, the whole fibre is shown.
    """

    trace: Trace
    marks: tuple[Mark, ...]
    axis: str
    launch: str
    write: WriteNumber
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class _Board:
    """Where metres and levels lie on a drawing."""

    sheet: Sheet
    window: Window
    low_db: float
    high_db: float

    def x(self, metres: float) -> float:
        share = (metres - self.window.from_m) / self.window.length_m
        return GUTTER + min(max(share, 0.0), 1.0) * self.span

    @property
    def span(self) -> float:
        return self.sheet.width - GUTTER

    def y(self, level: float) -> float:
        share = (self.high_db - level) / max(self.high_db - self.low_db, 1e-6)
        return round(TOP + min(max(share, 0.0), 1.0) * (FLOOR - TOP), 1)


def draw_trace(picture: Picture, *, width: int) -> Drawing:
    """Draw a trace, `width` pixels wide.

    Levels are dB below the highest one shown: only their differences mean something. What the
    launch fibre gives is on darker ground, left of zero.
    """
    sheet = Sheet(width, HEIGHT)
    window = picture.window or window_of(picture.trace)
    columns = envelope(picture.trace, window, width - round(GUTTER))
    board = _Board(sheet, window, *_range(columns))
    _draw_launch(board, picture)
    _draw_levels(board, picture.write)
    _draw_distances(board, picture)
    sheet.path(_line(board, columns), Tone.INK, weight=1.4)
    _draw_marks(board, columns, picture.marks)
    return sheet.drawing


def _range(columns: Sequence[Bounds | None]) -> tuple[float, float]:
    """Choose the levels shown: a noise that falls to the ground of the scale is cut off."""
    known = [bounds for bounds in columns if bounds is not None]
    if not known:
        return -1.0, 0.0
    high = max(bounds[1] for bounds in known)
    # The middle of each column: the depth of the noise says nothing and would flatten the rest.
    low = min((bounds[0] + bounds[1]) / 2 for bounds in known)
    return min(low - 1.0, high - 1.0), high


def _line(board: _Board, columns: Sequence[Bounds | None]) -> list[tuple[float, float]]:
    """Join the columns: a stroke from top to bottom where levels differ, else a point.

    A stroke begins at the end that is nearer to where the line comes from.
    """
    places: list[tuple[float, float]] = []
    step = board.span / len(columns)
    for column, bounds in enumerate(columns):
        if bounds is None:
            continue
        x = round(GUTTER + (column + 0.5) * step, 1)
        ends = sorted((board.y(bounds[1]), board.y(bounds[0])))
        if places and abs(places[-1][1] - ends[1]) < abs(places[-1][1] - ends[0]):
            ends.reverse()
        places.append((x, ends[0]))
        if abs(ends[1] - ends[0]) >= THIN:
            places.append((x, ends[1]))
    return _without_flats(places)


def _without_flats(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out what lies on a level line between its neighbours."""
    return [
        place
        for index, place in enumerate(places)
        if index in {0, len(places) - 1}
        or not places[index - 1][1] == place[1] == places[index + 1][1]
    ]


def _draw_launch(board: _Board, picture: Picture) -> None:
    left, right = board.x(board.window.from_m), board.x(0.0)
    if board.window.from_m >= 0 or right - left < 2:
        return
    board.sheet.bar((left, TOP), (right - left, FLOOR - TOP), Tone.SUNK)
    if Words.TINY.width(picture.launch) < right - left:
        board.sheet.words((left, FLOOR - 6), picture.launch, Words.TINY, shift=4)


def _draw_levels(board: _Board, write: WriteNumber) -> None:
    span = board.high_db - board.low_db
    step = _round_step(span * LEVEL_STEP / (FLOOR - TOP))
    for number in range(floor(span / step) + 1):
        y = board.y(board.high_db - number * step)
        board.sheet.line((GUTTER, y), (board.sheet.width, y), Tone.GRID)
        text = write(-number * step, _places(step)) if number else "0"
        place = (GUTTER, y + 4)
        board.sheet.words(place, text, Words.TINY, anchor=Anchor.END, shift=-LABEL_GAP)
    board.sheet.words((0, TOP - 12), "dB", Words.TINY)


def _draw_distances(board: _Board, picture: Picture) -> None:
    sheet, window = board.sheet, board.window
    step = _round_step(window.length_m / 1000 * AXIS_STEP / board.span) * 1000
    sheet.line((GUTTER, FLOOR), (sheet.width, FLOOR), Tone.STRONG_LINE)
    for number in range(ceil(window.from_m / step), floor(window.to_m / step) + 1):
        x = board.x(number * step)
        sheet.line((x, FLOOR), (x, FLOOR + 5), Tone.STRONG_LINE)
        text = picture.write(number * step / 1000, _places(step / 1000))
        half = Words.TINY.width(text) / 2
        if half <= x <= sheet.width - half:
            sheet.words((x, FLOOR + 20), text, Words.TINY, anchor=Anchor.MIDDLE)
    middle = GUTTER + board.span / 2
    sheet.words((middle, FLOOR + 42), picture.axis, Words.SOFT, anchor=Anchor.MIDDLE)


def _draw_marks(board: _Board, columns: Sequence[Bounds | None], marks: Sequence[Mark]) -> None:
    """Draw the events; where three rows of numbers are full, a mark has no number."""
    free = [float("-inf")] * len(ROWS)
    for mark in sorted(marks, key=lambda one: one.distance_m):
        if not board.window.from_m <= mark.distance_m <= board.window.to_m:
            continue
        x = board.x(mark.distance_m)
        half = Words.STRONG.width(str(mark.number)) / 2
        # Words at the edge are pushed inwards, so that they stay on the drawing.
        middle = min(max(x, half), board.sheet.width - half)
        row = next((place for place, end in enumerate(free) if middle - half >= end), None)
        if row is not None:
            free[row] = middle + half + NUMBER_ROOM
        with board.sheet.linked(mark.address, mark.title):
            _draw_mark(board, _level_at(board, columns, x), mark, x, middle, row)


def _draw_mark(
    board: _Board, y: float, mark: Mark, x: float, middle: float, row: int | None
) -> None:
    sheet = board.sheet
    tone = LOOKS[mark.standing]
    left = min(max(x - TOUCH / 2, 0.0), max(sheet.width - TOUCH, 0.0))
    sheet.bar((left, 0), (TOUCH, FLOOR), tone, opacity=0)
    top = ROWS[-1] if row is None else ROWS[row]
    sheet.line((x, top + 4), (x, y), tone, dashed=True, opacity=0.7)
    if mark.standing is Standing.BEYOND:
        sheet.square((x, y), tone)
    else:
        sheet.dot((x, y), tone, radius=5, hollow=mark.standing is Standing.UNDECIDED)
    if row is not None:
        place = (x, ROWS[row])
        sheet.words(place, str(mark.number), Words.STRONG, anchor=Anchor.MIDDLE, shift=middle - x)


def _level_at(board: _Board, columns: Sequence[Bounds | None], x: float) -> float:
    """Give where the curve comes from at a place: the last column before it, not its reflection."""
    column = min(int((x - GUTTER) / board.span * len(columns)), len(columns)) - BEFORE
    known = [bounds for bounds in columns[: max(column, 0) + 1] if bounds is not None]
    return board.y(known[-1][1]) if known else FLOOR


def _round_step(least: float) -> float:
    """Give the next step of 1, 2 or 5 times a power of ten."""
    power = 10.0 ** floor(log10(max(least, 1e-9)))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least * 0.999)


def _places(step: float) -> int:
    """Give how many decimals tell two steps apart."""
    return max(0, -floor(log10(step) + 1e-9))
