"""The competency record: levels, voices, what is current, what disagrees, what has grown old.

Levels and the six months are those of DOMAIN §5. A record is never changed: saying something
else adds a record, and the latest of a voice is what that voice says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from school.core.calendar import add_months

FRESH_MONTHS = 6
"""How long a level holds without newer evidence (DOMAIN §5), in calendar months."""


class Voice(StrEnum):
    """Who says what a person can do."""

    SELF = "self"
    TUTOR = "tutor"
    TRAINER = "trainer"


class Level(StrEnum):
    """How well a person can do something; `not_seen` is no level (DOMAIN §5: NV)."""

    NOT_SEEN = "not_seen"
    NOT_ACQUIRED = "0"
    IN_PROGRESS = "1"
    ACQUIRED = "2"
    EXPERT = "3"

    @property
    def rank(self) -> int | None:
        """The level as a number from 0 to 3; nothing when the thing was not seen."""
        return None if self is Level.NOT_SEEN else int(self.value)


class EvidenceKind(StrEnum):
    """What a level may rest on."""

    PRACTICAL = "practical"
    VISIT = "visit"
    WEEK = "week"
    QUIZ = "quiz"


@dataclass(frozen=True, order=True)
class Cited:
    """A piece of evidence: its kind, its reference, and the day it happened."""

    kind: EvidenceKind
    reference: str
    happened_on: date


@dataclass(frozen=True)
class Entry:
    """One thing that one voice said of one competency."""

    reference: str
    voice: Voice
    level: Level
    noted_on: date
    recorded_at: datetime
    author: str = ""
    comment: str | None = None
    evidence: tuple[Cited, ...] = ()

    @property
    def order(self) -> tuple[date, datetime, str]:
        """What decides which of two entries is the later: the day noted, then the writing down."""
        return self.noted_on, self.recorded_at, self.reference


@dataclass(frozen=True)
class Standing:
    """Where a competency stands: what each voice says now, since when, and all that was said."""

    voices: Mapping[Voice, Entry]
    history: tuple[Entry, ...]

    @property
    def gap(self) -> int:
        """The levels between the highest and the lowest voice; 0 when they agree."""
        return gap_of(entry.level for entry in self.voices.values())

    @property
    def disagrees(self) -> bool:
        """Tell whether voices that rated differ by a level or more."""
        return self.gap >= 1

    def confirmed_on(self, voice: Voice) -> date | None:
        """Give the last day that speaks for a voice's level: its own, or that of newer evidence.

        Evidence counts whoever cited it. Nothing when the voice gives no level.
        """
        entry = self.voices.get(voice)
        if entry is None or entry.level is Level.NOT_SEEN:
            return None
        days = [cited.happened_on for one in self.history for cited in one.evidence]
        return max([entry.noted_on, *days])

    def is_stale(self, voice: Voice, today: date) -> bool:
        """Tell whether a voice's level asks to be confirmed."""
        return is_stale(self.confirmed_on(voice), today)

    def stale_voices(self, today: date) -> tuple[Voice, ...]:
        """List the voices whose levels ask to be confirmed."""
        return tuple(voice for voice in Voice if self.is_stale(voice, today))


def standing_of(entries: Iterable[Entry]) -> Standing:
    """Say where a competency stands from all that was said of it, in any order."""
    history = tuple(sorted(entries, key=lambda entry: entry.order, reverse=True))
    return Standing(
        {voice: entry for voice in Voice if (entry := current(history, voice)) is not None}, history
    )


def current(entries: Iterable[Entry], voice: Voice) -> Entry | None:
    """Find what a voice says now: the last thing it said, « not seen » included.

    Somebody who takes a level back by saying « not seen » gives none any more.
    """
    said = [entry for entry in entries if entry.voice is voice]
    return max(said, key=lambda entry: entry.order, default=None)


def ranks_of(levels: Iterable[Level]) -> list[int]:
    """Give the levels that are ratings as numbers; « not seen » is none (DOMAIN §5)."""
    return [level.rank for level in levels if level.rank is not None]


def gap_of(levels: Iterable[Level]) -> int:
    """Count the levels between the highest and the lowest of those who rated."""
    ranks = ranks_of(levels)
    return max(ranks) - min(ranks) if ranks else 0


def is_stale(confirmed_on: date | None, today: date) -> bool:
    """Tell whether a level is older than six calendar months; on their last day it still holds."""
    return confirmed_on is not None and today > add_months(confirmed_on, FRESH_MONTHS)


def agreed(levels: Sequence[Level]) -> tuple[Level, Level] | None:
    """Give the lowest and the highest level of those who rated; nothing when nobody did.

    Both are the same where everybody agrees.
    """
    ranks = ranks_of(levels)
    if not ranks:
        return None
    return Level(str(min(ranks))), Level(str(max(ranks)))
