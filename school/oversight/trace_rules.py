"""The apprentice's trace: what is drawn, where it lies in time, and how far the line has come.

The training is drawn as an optical trace (DESIGN, « The apprentice's trace »): time runs from left
to right, the line goes down as the hours of the path are done, each practical, visit, absence and
step is an event on it, and a hire is where the line goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class EventKind(StrEnum):
    """How an event looks on the line."""

    SUCCESS = "success"
    DIFFICULTY = "difficulty"
    VISIT = "visit"
    ABSENCE = "absence"
    STEP = "step"


@dataclass(frozen=True)
class Period:
    """A named stretch of days, both ends counted."""

    start: date
    end: date
    label: str


@dataclass(frozen=True)
class TraceEvent:
    """Something that happened on a day, in words that stand alone, with its page."""

    day: date
    kind: EventKind
    text: str
    url: str | None = None


@dataclass(frozen=True)
class Trace:
    """All that one trace shows."""

    start: date
    end: date
    today: date
    training: Period | None
    modules: Sequence[Period] = ()
    immersions: Sequence[Period] = ()
    hours: Sequence[tuple[date, Decimal]] = ()
    planned_hours: Decimal = Decimal(0)
    events: Sequence[TraceEvent] = ()
    exit_on: date | None = None
    exit_words: str = ""
    hired_on: date | None = None
    hire_words: str = ""

    @property
    def days(self) -> int:
        """The length of the drawing, in days; never nothing, so that a point has a place."""
        return max((self.end - self.start).days, 1)

    @property
    def line_ends_on(self) -> date:
        """The day the line has come to: the exit, else today."""
        return min(self.exit_on or self.today, self.end)

    def position(self, day: date) -> float:
        """Place a day on the drawing: 0 at its start, 1 at its end."""
        return min(max((day - self.start).days / self.days, 0.0), 1.0)

    def done_until(self, day: date) -> float:
        """Give the share of the planned hours done up to a day, at most 1."""
        if self.planned_hours <= 0:
            return 0.0
        done = sum((hours for when, hours in self.hours if when <= day), Decimal(0))
        return min(float(done / self.planned_hours), 1.0)


def steps(trace: Trace) -> list[tuple[date, float]]:
    """List the days on which hours were done, each with the share of the plan reached then."""
    if trace.planned_hours <= 0:
        return []
    reached = Decimal(0)
    line: list[tuple[date, float]] = []
    for day, hours in sorted(trace.hours):
        reached += hours
        share = min(float(reached / trace.planned_hours), 1.0)
        if line and line[-1][0] == day:
            line[-1] = (day, share)
        else:
            line.append((day, share))
    return line


def line_points(trace: Trace) -> list[tuple[date, float]]:
    """List the points of the line: days, each with the share of the planned hours reached."""
    last = trace.line_ends_on
    reached = [(day, share) for day, share in steps(trace) if day <= last]
    return [(trace.start, 0.0), *reached, (last, reached[-1][1] if reached else 0.0)]


def spread_modules(
    start: date, end: date, labels: Sequence[str], weights: Sequence[int]
) -> list[Period]:
    """Lay modules one after the other between two days, each as long as its weeks ask."""
    total = sum(weights)
    if not labels or total <= 0 or end < start:
        return []
    length = (end - start).days + 1
    periods: list[Period] = []
    before = 0
    for label, weight in zip(labels, weights, strict=True):
        first = start.toordinal() + round(length * before / total)
        before += weight
        last = start.toordinal() + round(length * before / total) - 1
        periods.append(Period(date.fromordinal(first), date.fromordinal(max(first, last)), label))
    return periods


@dataclass(frozen=True)
class Absence:
    """Missed half-days close together, told as one event."""

    first_day: date
    last_day: date
    half_days: int
    excused: bool


def absences(missed: Sequence[tuple[date, bool]]) -> list[Absence]:
    """Join missed half-days, at most three days apart and alike excused or not, into spells.

    Three days, because an absence that goes on after a week-end is still one absence.
    """
    spells: list[Absence] = []
    for day, excused in sorted(missed):
        last = spells[-1] if spells else None
        if last and last.excused == excused and (day - last.last_day).days <= 3:
            spells[-1] = Absence(last.first_day, day, last.half_days + 1, excused)
        else:
            spells.append(Absence(day, day, 1, excused))
    return spells
