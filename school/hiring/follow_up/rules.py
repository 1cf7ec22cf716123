"""Who is asked next what became of them, and when (the campaign of follow-up)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from school.core.calendar import add_months
from school.core.errors import InvalidInput, mark
from school.hiring.indicators.options import DELAYS, FIRST_DAY
from school.hiring.rules import AttemptOutcome, Channel, SituationKind

DAYS_OF_REST = 7
"""Days that an attempt, or a question to an employer, is left to have its effect [own]."""

DAYS_AHEAD = 14
"""Days before a delay ends from which a person is listed, so that calls can be planned [own]."""


class Turn(StrEnum):
    """What is to be done next about somebody whose situation is not known, most pressing first."""

    PROMISED = "promised"
    DUE = "due"
    EMPLOYER = "employer"
    DOCUMENT = "document"
    SETTLE = "settle"
    COMING = "coming"
    WAITING = "waiting"
    REFUSED = "refused"


class Activity(StrEnum):
    """What people say they do, in their own words, when they answer by link."""

    HIRED = "hired"
    SELF_EMPLOYED = "self_employed"
    STUDYING = "studying"
    SEEKING = "seeking"
    INACTIVE = "inactive"

    @property
    def situation(self) -> SituationKind | None:
        """The situation that such an answer states; a contract of work is a hire and is none."""
        return None if self is Activity.HIRED else SituationKind(self.value)


def rests_until(attempted_on: date) -> date:
    """Give the day from which somebody may be tried again, a week after an attempt."""
    return attempted_on + timedelta(days=DAYS_OF_REST)


def next_attempt_on(
    outcome: AttemptOutcome, attempted_on: date, call_back_on: date | None
) -> date | None:
    """Give the day of the next attempt after one: the day agreed, else a week later.

    Who refused is not asked again: there is no such day.
    """
    if outcome is AttemptOutcome.REFUSED:
        return None
    return call_back_on or rests_until(attempted_on)


@dataclass(frozen=True)
class Attempt:
    """What is noted of an attempt to reach somebody."""

    months: int
    channel: Channel
    outcome: AttemptOutcome
    attempted_on: date
    call_back_on: date | None = None
    note: str | None = None

    def check(self, day: date) -> None:
        """Refuse an attempt to come, and a call back without its day or before the attempt.

        `day` is today where the school is.
        """
        if self.months not in DELAYS:
            raise InvalidInput(mark("Le délai est de 3, 6, 12 ou 24 mois."), "months")
        if self.attempted_on < FIRST_DAY:
            raise InvalidInput(mark("Cette date est trop éloignée d’aujourd’hui."), "attempted_on")
        if self.attempted_on > day:
            raise InvalidInput(mark("Ce jour est à venir."), "attempted_on")
        if self.outcome is not AttemptOutcome.CALL_BACK and self.call_back_on is not None:
            raise InvalidInput(
                mark("Un jour de rappel ne va qu’avec « rappeler plus tard »."), "call_back_on"
            )
        if self.outcome is AttemptOutcome.CALL_BACK and self.call_back_on is None:
            raise InvalidInput(mark("Quel jour faut-il rappeler ?"), "call_back_on")
        if self.call_back_on is not None and self.call_back_on < self.attempted_on:
            raise InvalidInput(mark("Le rappel vient avant l’appel."), "call_back_on")


def delay_to_ask(exit_on: date | None, day: date) -> int:
    """Give the longest delay that has ended by a day, else the first: what an answer is about."""
    ended = [months for months in DELAYS if exit_on and add_months(exit_on, months) <= day]
    return max(ended, default=DELAYS[0])
