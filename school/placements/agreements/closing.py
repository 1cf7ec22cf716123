"""What becomes of an agreement that is not signed when its placement is over."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core import audit
from school.core.clock import now
from school.core.errors import mark
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import OPEN_STATES, AgreementStatus
from school.placements.models import Placement

PLACEMENT_OVER = mark("Le placement s’est arrêté avant que tous aient signé.")


def close_open_versions(session: Session, actor: str, placement: Placement) -> None:
    """Close what is still to be written or signed about a placement that is over.

    Nobody could act on it any more, and nobody is asked in vain. What is in force stays so.
    """
    waiting = select(AgreementVersion).where(
        AgreementVersion.placement_id == placement.id,
        AgreementVersion.status.in_(sorted(OPEN_STATES)),
    )
    for version in session.scalars(waiting).all():
        version.status, version.status_since = AgreementStatus.DEPRECATED, now()
        version.reason, version.reason_by = PLACEMENT_OVER, actor
        audit.record(session, actor, "agreement.placement_over", version)
