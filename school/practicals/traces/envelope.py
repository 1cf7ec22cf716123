"""A trace of a hundred thousand points as the few columns that a screen has room for.

Each column keeps the highest and the lowest level of its points, so that no reflection is lost,
however narrow.
"""

from dataclasses import dataclass
from math import ceil, floor

from school.practicals.sor import Samples, Trace

BEYOND_END = 1.12
"""So much further than the end of the fibre is shown: the noise says that nothing comes back."""

Bounds = tuple[float, float]
"""The lowest and the highest level, in dB."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a fibre that is shown, in metres from the user offset."""

    from_m: float
    to_m: float

    @property
    def length_m(self) -> float:
        """Give how much is shown; never zero, so that it can divide."""
        return max(self.to_m - self.from_m, 1e-6)


def window_of(trace: Trace) -> Window:
    """Choose what to show: from the first point to a little after the end of the fibre."""
    last = trace.end
    if last is None or last.distance_m <= trace.first_m:
        return Window(trace.first_m, trace.last_m)
    end = trace.first_m + (last.distance_m - trace.first_m) * BEYOND_END
    return Window(trace.first_m, min(trace.last_m, end))


def window_around(trace: Trace, metres: float, times: float) -> Window:
    """Choose what to show to see a place so many times larger, kept within the whole picture."""
    whole = window_of(trace)
    length = whole.length_m / max(times, 1.0)
    latest = max(whole.to_m - length, whole.from_m)
    start = min(max(metres - length / 2, whole.from_m), latest)
    return Window(start, start + length)


def envelope(trace: Trace, window: Window, columns: int) -> tuple[Bounds | None, ...]:
    """Give the bounds of so many columns of equal width; None where a column has no point."""
    bounds: list[Bounds | None] = [None] * columns
    width = window.length_m / columns
    for group in trace.samples:
        for column in range(columns):
            found = _bounds(group, window.from_m + column * width, width, column == columns - 1)
            bounds[column] = _both(bounds[column], found)
    return tuple(bounds)


def _bounds(group: Samples, start_m: float, width_m: float, is_last: bool) -> Bounds | None:
    """Find the bounds of the points of a group from a place on; the last column has its end."""
    first = ceil((start_m - group.start_m) / group.step_m)
    place = (start_m + width_m - group.start_m) / group.step_m
    after = floor(place) + 1 if is_last else ceil(place)
    counts = group.counts[max(first, 0) : max(after, 0)]
    if not counts:
        return None
    # Counts grow as the level sinks.
    return group.db(max(counts)), group.db(min(counts))


def _both(one: Bounds | None, other: Bounds | None) -> Bounds | None:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])
