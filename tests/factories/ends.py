"""Small builders of what is said of the ends of placements."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from school.placements.ends.models import PlacementEnd
from school.placements.ends.rules import EndAction, EndOutcome, EndParty, EndState, NextStep
from school.placements.models import Placement
from tests.factories.records import add, number


def make_end(session: Session, placement: Placement, **values: Any) -> PlacementEnd:
    """Make an end that the apprentice contests, after which another placement is to be found."""
    day = placement.ended_on or date(2026, 3, 20)
    defaults = {
        "reference": f"FP-{number()}",
        "number": 1,
        "action": EndAction.CONTEST,
        "party": EndParty.APPRENTICE,
        "author": "Awa Sanni",
        "noted_on": day,
        "comment": "J’étais présente le dernier jour",
        "state": EndState.CONTESTED,
        "state_since": day,
        "outcome": EndOutcome.PARTLY,
        "last_day": day,
        "next_step": NextStep.RE_PLACEMENT,
        "next_since": day,
    }
    return add(session, PlacementEnd(placement=placement, **{**defaults, **values}))
