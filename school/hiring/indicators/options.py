"""What is asked of the hiring indicators: day, knowledge, delay, evidence, period, breakdowns."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from school.core.errors import InvalidInput, mark
from school.hiring.rules import Evidence

DELAYS = (3, 6, 12, 24)
"""Months after the exit at which a situation is looked at (INDICATORS §1)."""

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2200, 12, 31)
"""Days further away are typing errors."""

KEYS_CROSSED = 2


class Breakdown(StrEnum):
    """What the figures can be broken down by (INDICATORS §3)."""

    SCHOOL = "school"
    PATH = "path"
    COHORT = "cohort"
    SEX = "sex"
    ENTERPRISE = "enterprise"
    DEPARTMENT = "department"
    CONTRACT = "contract"
    EVIDENCE = "evidence"
    AGE_BAND = "age_band"
    DISABILITY = "disability"


class Profile(StrEnum):
    """For whom figures are published (INDICATORS §3, Publication)."""

    INTERNAL = "internal"
    MINISTRY = "ministry"
    PUBLIC = "public"


@dataclass(frozen=True)
class Options:
    """The parameters of a report; the same ones give the same figures for ever (INDICATORS §1).

    `period_from` and `period_to` bound the day of exit; empty is unbounded, and the end never
    passes `as_of`. Raises `InvalidInput`, which names the parameter, when one cannot be.
    """

    as_of: date
    known_on: date
    months: int = 6
    evidence: Evidence = Evidence.CONFIRMED
    period_from: date | None = None
    period_to: date | None = None
    by: tuple[Breakdown, ...] = ()
    profile: Profile = Profile.INTERNAL

    def __post_init__(self) -> None:
        for field in ("as_of", "known_on", "period_from", "period_to"):
            refuse_far_day(field, getattr(self, field))
        if self.months not in DELAYS:
            raise InvalidInput(mark("Le délai est de 3, 6, 12 ou 24 mois."), "months")
        if self.period_from and self.period_to and self.period_from > self.period_to:
            raise InvalidInput(mark("La période finit avant de commencer."), "period_to")
        if len(self.by) > KEYS_CROSSED or len(set(self.by)) != len(self.by):
            raise InvalidInput(mark("Un ou deux critères de répartition, différents."), "by")

    @property
    def first_exit(self) -> date:
        """The first day of exit that counts."""
        return self.period_from or date.min

    @property
    def last_exit(self) -> date:
        """The last day of exit that counts, `as_of` at most."""
        return min(self.period_to or self.as_of, self.as_of)


def refuse_far_day(field: str, day: date | None) -> None:
    """Refuse a day that must be a typing error; raises `InvalidInput`, which names the field."""
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise InvalidInput(mark("Cette date est trop éloignée d’aujourd’hui."), field)
