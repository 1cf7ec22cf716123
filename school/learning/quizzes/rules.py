"""Rules of quizzes: when one is open, how often it may be taken, when it was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

from school.core.errors import InvalidInput, NotAllowed, mark

SLACK = timedelta(minutes=5)
"""A telephone's clock may be ahead by so much: what it says is then taken for now."""

LONGEST_TEXT = 200
"""Characters of a typed answer; the longest spelling of our banks has a quarter of them."""

NOT_YET = mark("Ce quiz n’est pas encore ouvert : rien n’a été enregistré.")
TOO_LATE = mark("Ce quiz était déjà fermé quand vous avez répondu : rien n’a été enregistré.")
IN_THE_FUTURE = mark(
    "L’heure de votre téléphone est en avance : remettez-la à l’heure, puis envoyez de nouveau."
)
ANSWERED_ALREADY = mark("Vous avez déjà répondu à cet essai : son résultat est gardé.")
NOT_YET_THIS_ONE = mark("Cet essai ne peut pas encore être fait : commencez par le précédent.")
NO_ATTEMPT_LEFT = mark("Vous avez fait tous les essais de ce quiz.")


class Purpose(StrEnum):
    """What an attempt is for: the module, where it counts, or practice, where it never does."""

    MODULE = "module"
    PRACTICE = "practice"


class OpeningState(StrEnum):
    """Where a quiz stands at an instant."""

    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class QuizRules:
    """How many questions are drawn, how often, the minutes advised, the mark in per cent."""

    questions: int = 20
    attempts: int = 3
    minutes: int | None = None
    quiz_mark: int = 60


@dataclass(frozen=True, slots=True)
class Opening:
    """From when to when a quiz may be answered (UTC), both ends included; nothing is no limit."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None

    def state(self, now: datetime) -> OpeningState:
        """Tell where the quiz stands at an instant."""
        if self.opens_at is not None and now < self.opens_at:
            return OpeningState.COMING
        if self.closes_at is not None and now > self.closes_at:
            return OpeningState.CLOSED
        return OpeningState.OPEN

    def until(self, limit: datetime | None) -> "Opening":
        """Give the opening that ends at a limit at the latest."""
        ends = [one for one in (self.closes_at, limit) if one is not None]
        return Opening(self.opens_at, min(ends, default=None))


def opening_of(
    starts_on: date, ends_on: date | None, left_on: date | None, window: Opening | None, zone: str
) -> Opening:
    """Give when somebody of a cohort may answer a quiz of one of its modules.

    Without a window it is open as long as the cohort runs, in the time zone of its school: nobody
    needs to do anything for a quiz to be there. A limit that a window gives takes the place of
    the cohort's, and may lie outside of it, for those who come late. Whoever withdrew answers
    nothing from the next day on.
    """
    opens_at = window.opens_at if window else None
    closes_at = window.closes_at if window else None
    opening = Opening(
        opens_at or day_begins(starts_on, zone),
        closes_at or (day_ends(ends_on, zone) if ends_on else None),
    )
    return opening.until(day_ends(left_on, zone) if left_on else None)


def day_begins(day: date, zone: str) -> datetime:
    """Give the instant, in UTC, at which a day begins in a time zone."""
    return to_utc(datetime.combine(day, time.min), zone)


def day_ends(day: date, zone: str) -> datetime:
    """Give the last second of a day in a time zone, in UTC."""
    return day_begins(day + timedelta(days=1), zone) - timedelta(seconds=1)


def to_utc(local: datetime, zone: str) -> datetime:
    """Give the instant, in UTC and without its zone, of a time on the clock of a time zone."""
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)


def from_utc(instant: datetime, zone: str) -> datetime:
    """Give the time that the clock of a time zone shows at an instant kept in UTC."""
    return instant.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def read_instant(text: str | None) -> datetime | None:
    """Read an instant as a page states it (ISO 8601 with its zone), in UTC to the second.

    Anything else is nothing: the server's clock then says when.
    """
    try:
        stated = datetime.fromisoformat((text or "")[:40])
        if stated.tzinfo is None:
            return None
        return stated.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    except (ValueError, OverflowError):
        return None


def answered_at(stated: datetime | None, shown: datetime | None, now: datetime) -> datetime:
    """Give the instant of an answer: as the page states it, or now.

    Nobody answers a page before it was shown: an earlier instant is that of a slow clock, or
    made up, and the page's own stands for it. What does not say when it was shown is answered
    now. Raises `InvalidInput` when it lies in the future by more than clocks differ.
    """
    if stated is None:
        return now
    if stated > now + SLACK:
        raise InvalidInput(IN_THE_FUTURE)
    return now if shown is None else min(max(stated, shown), now)


def check_open(opening: Opening, answered: datetime) -> None:
    """Refuse (`NotAllowed`) what was answered before the quiz opened or after it closed."""
    state = opening.state(answered)
    if state is OpeningState.COMING:
        raise NotAllowed(NOT_YET)
    if state is OpeningState.CLOSED:
        raise NotAllowed(TOO_LATE)


def check_number(number: int, taken: int) -> None:
    """Refuse (`NotAllowed`) an attempt that was made, and one before which another must be."""
    if number <= taken:
        raise NotAllowed(ANSWERED_ALREADY)
    if number > taken + 1:
        raise NotAllowed(NOT_YET_THIS_ONE)


def attempts_left(allowed: int, taken: int) -> int:
    """Give how many attempts somebody has left in a cohort."""
    return max(allowed - taken, 0)


def shows_answers(purpose: Purpose, left: int, *, over: bool) -> bool:
    """Tell whether the right answers may be shown: no attempt can be spoilt by them any more.

    That is so of practice, when no attempt is left, and when the cohort is over.
    """
    return purpose is Purpose.PRACTICE or left == 0 or over


def mark_of(shares: Iterable[Fraction]) -> Decimal:
    """Give the mark of an attempt: the mean share of its questions, in per cent.

    Rounded half to even to six decimals, from the exact shares: three thirds are 100.
    """
    exact = list(shares)
    if not exact:
        return Decimal(0)
    mean = sum(exact, Fraction(0)) * 100 / len(exact)
    return Decimal(round(mean * 10**6)).scaleb(-6)
