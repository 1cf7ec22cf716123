"""Placements of the school of a test, and the links about them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.rules import LinkPurpose
from school.core.outbox import MailMessage
from school.placements.models import Placement
from school.placements.operations_links import issue
from school.placements.rules import PlacementStatus
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_enterprise,
    make_placement,
    make_trainee,
    make_tutor,
)
from tests.support.people import People

TODAY = "2026-03-11 09:00"
"""A Wednesday, in the second week of the placements that the factory makes."""


def placed(people: People, session: Session, **values: Any) -> Placement:
    """Make a placement of somebody of the school of the test, with a tutor of a partner."""
    cohort = make_cohort(session, people.school)
    enrolment = make_enrolment(session, cohort, make_trainee(session))
    if "tutor" not in values:
        values["tutor"] = make_tutor(session, make_enterprise(session, people.school))
    placement = make_placement(session, enrolment, **values)
    session.commit()
    return placement


def own_placement(people: People, session: Session, **values: Any) -> Placement:
    """Make a running placement of the apprentice and of the tutor who can sign in."""
    apprentice, tutor = people.account("apprentice"), people.account("enterprise")
    placement = placed(
        people,
        session,
        **{"status": PlacementStatus.LIVE, "tutor": None, **values, **_host(people)},
    )
    placement.trainee_id = apprentice.trainee_id or 0
    placement.tutor_id = tutor.tutor_id
    session.commit()
    session.refresh(placement)
    return placement


def _host(people: People) -> dict[str, Any]:
    return {"enterprise": make_enterprise(people.session, people.school)}


def link(session: Session, placement: Placement, purpose: LinkPurpose, **values: Any) -> str:
    """Make a link about a placement and give its secret."""
    token = issue(session, purpose, placement, **values)
    session.commit()
    return token


def mails(session: Session) -> list[MailMessage]:
    """List what stands in the outbox, oldest first."""
    session.rollback()
    return list(session.scalars(select(MailMessage).order_by(MailMessage.id)))


def reread(session: Session, placement: Placement) -> Placement:
    """Read a placement as it stands now, not as it was when the session began to read."""
    session.rollback()
    session.refresh(placement)
    return placement
