"""Days of a person that another placement takes, or may take: asked about before more is made."""

from collections.abc import Set as AbstractSet
from datetime import date

from sqlalchemy.orm import Session

from school.core.errors import NeedsConfirmation, mark
from school.core.periods import written_day
from school.placements import queries
from school.placements.models import Placement
from school.placements.rules import OCCUPYING_STATES, PlacementStatus

TAKEN = mark(
    "%(person)s a déjà un placement chez %(enterprise)s du %(start)s au %(end)s : "
    "les deux se chevauchent."
)

ASKED_ELSEWHERE = mark(
    "%(enterprise)s n’a pas encore répondu pour %(person)s, du %(start)s au %(end)s. "
    "Le premier oui fermera l’autre demande."
)


def ask_about_taken_days(
    session: Session,
    trainee_id: int,
    starts_on: date,
    ends_on: date,
    field: str | None,
    *,
    states: AbstractSet[PlacementStatus] = OCCUPYING_STATES,
    own: Placement | None = None,
) -> None:
    """Ask, by `NeedsConfirmation`, about days that another placement of a person takes.

    One that its enterprise has agreed to is named before one that waits for an answer.
    """
    other = queries.overlapping(
        session, trainee_id, starts_on, ends_on, own.id if own else None, states
    )
    if other is None:
        return
    waits = other.status is PlacementStatus.PROPOSED
    raise NeedsConfirmation(
        ASKED_ELSEWHERE if waits else TAKEN,
        field,
        {
            "person": other.trainee.full_name,
            "enterprise": other.enterprise.name,
            "start": written_day(other.starts_on),
            "end": written_day(other.ended_on or other.ends_on),
        },
    )
