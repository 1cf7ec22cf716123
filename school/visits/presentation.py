"""What pages show of a visit beside its words."""

from typing import Any

from school.core.clock import today
from school.visits.models import Visit
from school.visits.rules import VisitState, state_of


def state_of_visit(visit: Visit) -> VisitState:
    """Tell where a visit stands today."""
    return state_of(visit.planned_on, visit.done_on, today(), visit.missed_on)


def written(visit: Visit) -> dict[str, Any]:
    """Give what is written of a visit as its form takes it; the day is today where none is."""
    return {
        "kind": visit.kind,
        "done_on": visit.done_on or today(),
        "summary": visit.summary,
        "apprentice_said": visit.apprentice_said,
        "tutor_said": visit.tutor_said,
        "trainer_said": visit.trainer_said,
    }
