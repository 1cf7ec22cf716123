"""Alerts about ends and evaluations: what is contested, what comes next, which marks are low."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, literal, null, select

from school.accounts.models import SignedLink
from school.accounts.rules import LinkPurpose
from school.placements.ends.models import PlacementEnd
from school.placements.ends.queries import followed, is_newest
from school.placements.ends.rules import ENDING_STATES, OPEN_SEQUELS, EndState
from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.rules import EvaluationState
from school.placements.immersion.alert_rules import AlertKind
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

Alerts = Select[*tuple[Any, ...]]


def ends_to_answer() -> Alerts:
    """Find the ends that the apprentice has neither agreed to nor contested."""
    return _ends(AlertKind.END_TO_ANSWER, PlacementEnd.state == EndState.DECLARED)


def for_staff(today: date) -> list[Alerts]:
    """Give what the school alone reads: ends to declare or settle, sequels, evaluations."""
    waits = PlacementEnd.next_step.in_(OPEN_SEQUELS)
    sequels = (
        select(
            literal(AlertKind.SEQUEL_TO_FIND.value),
            PlacementEnd.placement_id,
            PlacementEnd.next_since,
            null(),
        )
        .join(Placement, Placement.id == PlacementEnd.placement_id)
        .where(is_newest(), waits, ~followed())
    )
    low_marks = select(
        literal(AlertKind.LOW_MARK.value),
        Evaluation.placement_id,
        Evaluation.given_on,
        Evaluation.reference,
    ).where(Evaluation.state == EvaluationState.OPEN)
    contested = _ends(AlertKind.END_CONTESTED, PlacementEnd.state == EndState.CONTESTED)
    return [_to_declare(today), contested, sequels, low_marks, _evaluations_to_give()]


def _to_declare(today: date) -> Alerts:
    """Find the placements whose last day has passed, and of which nobody said how they ended."""
    return select(
        literal(AlertKind.END_TO_DECLARE.value), Placement.id, Placement.ends_on, null()
    ).where(Placement.status == PlacementStatus.LIVE, Placement.ends_on < today)


def _evaluations_to_give() -> Alerts:
    """Find the placements that ended and whose tutor has a link to evaluate by, unanswered.

    A link that has expired is waited for, too, until the school sends another or revokes it.
    """
    unanswered = exists().where(
        SignedLink.purpose == LinkPurpose.EVALUATE_PLACEMENT,
        SignedLink.object_id == Placement.id,
        SignedLink.used_at.is_(None),
        SignedLink.revoked_at.is_(None),
    )
    return select(
        literal(AlertKind.EVALUATION_TO_GIVE.value), Placement.id, Placement.ended_on, null()
    ).where(Placement.status.in_(sorted(ENDING_STATES)), unanswered)


def _ends(kind: AlertKind, condition: ColumnElement[bool]) -> Alerts:
    return select(
        literal(kind.value), PlacementEnd.placement_id, PlacementEnd.state_since, null()
    ).where(is_newest(), condition)
