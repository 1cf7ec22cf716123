"""People of clauses: how long what is known of them is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from school.cohorts.rules import Sex
from school.core.calendar import add_months
from school.core.errors import InvalidInput, NeedsConfirmation, mark
from school.hiring.rules import Evidence

MOST_MONTHS = 120
"""Months for which a clause may count somebody; more is a slip of the pen. [own]"""

MONTHS_KEPT = 24
"""Months after the last day of work or eligibility for which a person's name is kept. [own]"""

FORGOTTEN = "—"
"""What stands for a name that was forgotten."""


SOMEBODY_ELSE = "other"
"""The answer of who writes down another person of the same name."""


@dataclass(frozen=True)
class PersonFacts:
    """What is stated of a participant."""

    family_name: str
    given_names: str | None
    sex: Sex | None
    born_on: date | None


@dataclass(frozen=True)
class EligibilityFacts:
    """Why, from when and for how many months a person's hours count; none has no end."""

    criterion: str
    eligible_from: date
    months: int | None
    evidence: Evidence | None


def forgotten_before(today: date) -> date:
    """Give the day before which the last trace of a person must lie for them to be forgotten."""
    return add_months(today, -MONTHS_KEPT)


def check_listed(
    facts: EligibilityFacts, listed: Mapping[str, int | None], *, confirmed: bool
) -> None:
    """Hold a criterion against those that a person's contracts list; without a list, any goes.

    Raises `NeedsConfirmation` for one that none of them lists, and `InvalidInput` for more months
    than they count it.
    """
    if not listed:
        return
    if facts.criterion not in listed:
        if not confirmed:
            raise NeedsConfirmation(
                mark("Aucun contrat de cette personne ne compte ce critère."), "criterion"
            )
        return
    most = listed[facts.criterion]
    if most is not None and (facts.months is None or facts.months > most):
        raise InvalidInput(
            mark("Le contrat compte ce critère pendant %(months)s mois au plus."),
            "months",
            {"months": most},
        )
