"""A page of the day, and the mark by which a phone knows that it has changed."""

import hashlib
from dataclasses import dataclass
from datetime import date

from school.practicals.day_queries import CohortOfDay

MARK_DIGITS = 12


@dataclass(frozen=True)
class Scene:
    """The day, and the cohorts that the reader is likely to meet on it."""

    today: date
    cohorts: list[CohortOfDay]


@dataclass(frozen=True)
class DayPage:
    """A page to be there without network: its address, what it shows, its bytes compressed."""

    url: str
    mark: object
    bytes: int


def mark_of(*shown: object) -> str:
    """Give a few digits that change with what a page shows."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:MARK_DIGITS]
