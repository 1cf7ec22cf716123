"""The cohorts that a consultation may be about, for the forms of a feature below cohorts."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.queries import visible_cohorts
from school.enterprises.consultations.rules import CohortChoice


def consultation_cohorts(session: Session, principal: Principal) -> Sequence[CohortChoice]:
    """List the cohorts that a person manages, the newest first."""
    return [
        CohortChoice(one.id, one.school_id, one.reference, one.name)
        for one in visible_cohorts(session, principal, Permission.MANAGE_COHORTS)
    ]
