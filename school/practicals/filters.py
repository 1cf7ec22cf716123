"""What the address of the list asks for."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from school.practicals.list_queries import PracticalFilters
from school.practicals.readings.rules import FURTHEST_M
from school.practicals.rules import Verdict

LONGEST_NUMBER = 9
FLAGGED = "flagged"


def filters_of(arguments: Mapping[str, str]) -> PracticalFilters:
    """Read the filters of the list; one that means nothing narrows nothing."""
    verdict = arguments.get("verdict", "")
    return PracticalFilters(
        cohort=arguments.get("cohort") or None,
        task=arguments.get("task") or None,
        verdict=Verdict(verdict) if verdict in set(Verdict) else None,
        trainer_id=_number(arguments.get("trainer", "")),
        since=_day(arguments.get("since", "")),
        until=_day(arguments.get("until", "")),
        flagged=arguments.get("traces") == FLAGGED,
    )


def length_of(arguments: Mapping[str, str]) -> Decimal | None:
    """Read the length in metres that the address of an attempt gives to its fibre, if it is one.

    Written with a comma or a point, and with spaces, as people do.
    """
    try:
        found = Decimal("".join(arguments.get("length", "").split()).replace(",", "."))
    except ArithmeticError:
        return None
    return found if found.is_finite() and 0 < found <= FURTHEST_M else None


def _number(text: str) -> int | None:
    readable = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if readable else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
