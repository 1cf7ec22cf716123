"""A cohort's competencies as a table of people and competencies, and what stands out in it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from school.competencies.rules import Level, Voice, agreed, gap_of, is_stale

Column = TypeVar("Column")


class View(StrEnum):
    """Which voice a table shows: one of them, or what they say together."""

    TOGETHER = "together"
    SELF = "self"
    TUTOR = "tutor"
    TRAINER = "trainer"

    @property
    def voice(self) -> Voice | None:
        """The one voice shown; nothing when it is all of them."""
        return None if self is View.TOGETHER else Voice(self.value)


@dataclass(frozen=True)
class Latest:
    """What a voice said last of one competency of one person, and when."""

    level: Level
    noted_on: date


@dataclass(frozen=True)
class Cell:
    """What a crossing shows: the lowest and the highest level, both the same when voices agree.

    `not_seen`: whoever spoke has not seen it. `apart` and `stale` are marks beside the level.
    """

    low: Level | None = None
    high: Level | None = None
    not_seen: bool = False
    apart: bool = False
    stale: bool = False


EMPTY = Cell()


def cell_of(
    said: Mapping[Voice, Latest], evidence_on: date | None, view: View, today: date
) -> Cell:
    """Sum up one crossing for a view; voices that differ are marked in every view.

    `evidence_on`: the day of the latest evidence cited for the competency, by any voice. Seen
    together, a crossing is old as soon as one of the levels is.
    """
    shown = {view.voice} if view.voice else set(Voice)
    heard = {voice: one for voice, one in said.items() if voice in shown}
    if not heard:
        return EMPTY
    levels = agreed([one.level for one in heard.values()])
    apart = gap_of(one.level for one in said.values()) >= 1
    if levels is None:
        return Cell(not_seen=True, apart=apart)
    stale = any(
        is_stale(max(one.noted_on, evidence_on or one.noted_on), today)
        for one in heard.values()
        if one.level is not Level.NOT_SEEN
    )
    return Cell(*levels, apart=apart, stale=stale)


@dataclass(frozen=True)
class StandingOut(Generic[Column]):
    """What stands out in a table: the columns voices differ on most, old levels, unseen columns."""

    apart: Sequence[tuple[Column, int]]
    stale: int
    never_seen: Sequence[Column]


def standing_out(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> StandingOut[Column]:
    """Count what stands out, columns with most disagreements first, in their order when alike.

    A column is never seen when nobody has a level in it, in the view that the rows are of; with
    nobody in the table there is nothing to see.
    """
    differing: Counter[Column] = Counter()
    seen: set[Column] = set()
    stale = people = 0
    for row in rows:
        people += 1
        for column, cell in zip(columns, row, strict=True):
            differing[column] += cell.apart
            stale += cell.stale
            if cell.low is not None:
                seen.add(column)
    apart = sorted(
        ((column, differing[column]) for column in columns if differing[column]),
        key=lambda one: -one[1],
    )
    never = [column for column in columns if column not in seen] if people else []
    return StandingOut(apart, stale, never)
