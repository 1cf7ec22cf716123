"""Which facts put a person into a count: the rule of each measure, one person at a time.

The database counts (`indicators.counts`); this says, for the lists of persons, which facts the
count rests on. Tests hold the two against each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from school.core.calendar import add_months
from school.hiring.indicators.rules import HireFact, Outcome, Terms, covers, first_hire
from school.hiring.rules import EMPLOYMENT_CONTRACTS

ON_THE_DAY = "employed"
OF_KEEPING = ("employed_at_six", "kept")
WITH_A_HIRE = "offered_or_hired"
MONTHS_OF_KEEPING = (6, 12)


@dataclass(frozen=True)
class Hires:
    """The contracts of a person, those that may speak, and the anchor of their enrolment."""

    exit_on: date
    facts: Sequence[HireFact]
    terms: Terms

    @property
    def speaking(self) -> list[HireFact]:
        """The contracts that are not contested and shown well enough (INDICATORS §1)."""
        least = self.terms.evidence
        return [each for each in self.facts if not each.contested and each.evidence >= least]


def deciding_hires(measure: str, told: Outcome, hires: Hires) -> list[str]:
    """Name the contracts that a measure rests on, beside the status's own; by reference.

    On the day itself: those that cover it; kept: those that cover month 6 or 12; offers: the
    first that starts by the day of the count, which stands for an offer (INDICATORS §3).
    """
    if measure == ON_THE_DAY:
        found = _covering(hires, hires.terms.months)
    elif measure in OF_KEEPING:
        found = [each for months in MONTHS_OF_KEEPING for each in _covering(hires, months)]
    elif measure == WITH_A_HIRE:
        first = first_hire(hires.speaking, hires.exit_on, hires.terms.as_of)
        found = [first] if first else []
    else:
        found = [told.hire] if told.hire else []
    return list(dict.fromkeys(each.reference for each in found))


def _covering(hires: Hires, months: int) -> list[HireFact]:
    day = add_months(hires.exit_on, months)
    return [
        each
        for each in hires.speaking
        if each.contract in EMPLOYMENT_CONTRACTS and covers(each.starts_on, each.ends_on, day)
    ]
