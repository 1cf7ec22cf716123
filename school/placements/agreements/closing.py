"""What becomes of an agreement that nobody finishes: the placement is over, or a draft was left."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core import audit
from school.core.clock import now
from school.core.errors import mark
from school.placements.agreements import draft_queries
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import OPEN_STATES, STALE_DRAFT, Action, AgreementStatus
from school.placements.models import Placement

PLACEMENT_OVER = mark("Le placement s’est arrêté avant que tous aient signé.")
DRAFT_LEFT = mark("Personne n’a repris ce brouillon depuis deux mois.")


def close_open_versions(session: Session, actor: str, placement: Placement) -> None:
    """Close what is still to be written or signed about a placement that is over.

    Nobody could act on it any more, and nobody is asked in vain. What is in force stays so.
    """
    waiting = select(AgreementVersion).where(
        AgreementVersion.placement_id == placement.id,
        AgreementVersion.status.in_(sorted(OPEN_STATES)),
    )
    for version in session.scalars(waiting).all():
        _close(version, PLACEMENT_OVER, actor)
        audit.record(session, actor, "agreement.placement_over", version)


def close_left_drafts(session: Session, actor: str, at: datetime) -> list[AgreementVersion]:
    """Close the drafts in which nobody has written for two months (`STALE_DRAFT`), and list them.

    The placement goes on, and the school may write another.
    """
    drafts = draft_queries.left_drafts(session, at - STALE_DRAFT)
    for draft in drafts:
        _close(draft, DRAFT_LEFT, actor)
        audit.record(session, actor, f"agreement.{Action.ABANDON.value}", draft)
    return drafts


def _close(version: AgreementVersion, reason: str, actor: str) -> None:
    version.status, version.status_since = AgreementStatus.DEPRECATED, now()
    version.reason, version.reason_by = reason, actor
