"""What the address of the list asks for."""

from collections.abc import Mapping

from school.visits.queries import VisitFilters
from school.visits.rules import VisitState

LONGEST_NUMBER = 9


def filters_of(arguments: Mapping[str, str]) -> VisitFilters:
    """Read the filters of the list; one that means nothing narrows nothing."""
    state = arguments.get("state", "")
    trainer = arguments.get("trainer", "")
    return VisitFilters(
        state=VisitState(state) if state in set(VisitState) else None,
        trainer_id=int(trainer) if _is_number(trainer) else None,
        placement=arguments.get("placement") or None,
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
