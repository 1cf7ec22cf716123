"""A good practice: its states and steps, and the time before and after a contract took it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from school.core.calendar import add_months
from school.core.text import fold


class PracticeState(StrEnum):
    """Where a practice stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class PracticeStep(StrEnum):
    """What its writers do with a practice."""

    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    REWRITE = "rewrite"


@dataclass(frozen=True)
class Transition:
    """From which states a step may be taken, where it leads, and whether a reason is asked."""

    from_states: frozenset[PracticeState]
    target: PracticeState
    needs_reason: bool = False


TRANSITIONS: Mapping[PracticeStep, Transition] = {
    PracticeStep.PUBLISH: Transition(frozenset({PracticeState.DRAFT}), PracticeState.PUBLISHED),
    PracticeStep.WITHDRAW: Transition(
        frozenset({PracticeState.PUBLISHED}), PracticeState.WITHDRAWN, needs_reason=True
    ),
    PracticeStep.REWRITE: Transition(frozenset({PracticeState.WITHDRAWN}), PracticeState.DRAFT),
}
"""The one table of steps: pages, buttons and operations ask it."""


def steps_from(state: PracticeState) -> list[PracticeStep]:
    """List the steps that may be taken from a state, in their order."""
    return [step for step, known in TRANSITIONS.items() if state in known.from_states]


class PracticeTurn(StrEnum):
    """Whose turn a practice is: its writers' until it is published, then nobody's."""

    WRITERS = "writers"
    NOBODY = "nobody"


def turn_of(state: PracticeState) -> PracticeTurn:
    """Tell whose turn a practice is; it is so since the day of its state."""
    return PracticeTurn.WRITERS if state is PracticeState.DRAFT else PracticeTurn.NOBODY


def search_key(*texts: str | None) -> str:
    """Give what a practice is searched by: all its words, without case or accents."""
    return fold(" ".join(text for text in texts if text))


MOST_MONTHS = 6
"""So many months on each side are compared at most: seasons differ beyond. [own]"""


@dataclass(frozen=True)
class Window:
    """Two spans of as many months, before a day and from it on; `until` is the day after."""

    months: int
    first: date
    turn: date
    until: date


def window_around(
    used_since: date, starts_on: date | None, ends_on: date | None, today: date
) -> Window | None:
    """Give the longest equal spans before and after a day that the contract has lived whole.

    Whole months, six at most, within the contract and ended by today; none when not even one
    month has passed on either side, or when nobody says when the contract starts.
    """
    if starts_on is None:
        return None
    last = today if ends_on is None else min(today, ends_on)
    for months in range(MOST_MONTHS, 0, -1):
        first, until = add_months(used_since, -months), add_months(used_since, months)
        if first >= starts_on and until <= last + timedelta(days=1):
            return Window(months, first, used_since, until)
    return None


@dataclass(frozen=True)
class BeforeAfter:
    """The hours that counted in two spans of as many months; a change, and no cause."""

    window: Window
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        """The hours more, or fewer, after than before."""
        return self.after - self.before
