"""Amendments of the demo school: one that waits to be signed, and one that interrupts the work."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from school.cohorts.models import Cohort
from school.demo import story
from school.demo.agreements import at_ten, duties_said, sign
from school.demo.duties import SIGNED_BEFORE
from school.placements import queries as placement_queries
from school.placements.agreements.models import AgreementConfirmation, AgreementVersion
from school.placements.agreements.rules import (
    OUTSIDE,
    AgreementKind,
    AgreementStatus,
    Party,
    Section,
)
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

NEW_DUTY = "Raccorder un immeuble, avec le tuteur puis seul"
SHORTEST, LONGEST = timedelta(days=5), timedelta(days=12)
"""An interruption of the demo; of a placement that goes on for a while after it where one does."""


def amend_agreements(session: Session, today: date) -> None:
    """Amend the agreement of the demo's apprentice, and interrupt the work of somebody else."""
    signed = _signed_and_running(session)
    given = story.APPRENTICE[0]
    for first in signed:
        if first.placement.trainee.given_names == given:
            _ask_for_new_duty(session, first, today)
    others = [one for one in signed if one.placement.trainee.given_names != given]
    last = today + SHORTEST
    interrupted = next((one for one in others if one.ends_on > last + LONGEST), None)
    interrupted = interrupted or next((one for one in others if one.ends_on >= last), None)
    if interrupted is not None:
        _interrupt(session, interrupted, today)
    session.flush()


def _signed_and_running(session: Session) -> Sequence[AgreementVersion]:
    placement = joinedload(AgreementVersion.placement)
    query = (
        select(AgreementVersion)
        .join(AgreementVersion.placement)
        .where(
            AgreementVersion.status == AgreementStatus.VALIDATED,
            Placement.status == PlacementStatus.LIVE,
        )
        .options(
            placement.options(*placement_queries.WITH_PARTIES),
            placement.joinedload(Placement.cohort).joinedload(Cohort.path),
        )
        .order_by(Placement.reference)
    )
    return session.scalars(query).all()


def _ask_for_new_duty(session: Session, first: AgreementVersion, today: date) -> None:
    day = today - SIGNED_BEFORE
    new = {"wording": NEW_DUTY, "competencies": ["D3/D3.1"]}
    _amend(
        session,
        first,
        (),
        changed=Section.DUTIES,
        kind=AgreementKind.DUTIES,
        status=AgreementStatus.READY_TO_SIGN,
        status_since=at_ten(day),
        created_at=at_ten(day),
        sent_at=at_ten(day),
        in_force_on=None,
        justification="Le chantier passe aux raccordements chez les clients.",
        duties=[*duties_said(first.placement), new],
    )


def _interrupt(session: Session, first: AgreementVersion, today: date) -> None:
    """Interrupt the work from tomorrow on, as everybody signed yesterday."""
    yesterday = today - timedelta(days=1)
    _amend(
        session,
        first,
        (*OUTSIDE, Party.SCHOOL),
        changed=Section.INTERRUPTION,
        kind=AgreementKind.INTERRUPTION,
        status=AgreementStatus.VALIDATED,
        status_since=at_ten(yesterday),
        created_at=at_ten(yesterday),
        sent_at=at_ten(yesterday),
        in_force_on=yesterday,
        justification="Fortes pluies annoncées : les tranchées sont fermées, le chantier attend.",
        duties=first.duties,
        interrupted_from=today + timedelta(days=1),
        interrupted_until=min(today + LONGEST, first.ends_on),
    )


def _amend(
    session: Session,
    first: AgreementVersion,
    done: Sequence[Party],
    *,
    changed: Section,
    **values: Any,
) -> None:
    """Write the second version of an agreement: what did not change stays confirmed."""
    placement = first.placement
    kept = {
        column.key: getattr(first, column.key)
        for column in AgreementVersion.__mapper__.column_attrs
        if column.key not in {"id", "version"}
    }
    kept |= {"reference": f"CV-{placement.reference}-2", "number": 2, "renewed_from": 1, **values}
    amendment = AgreementVersion(**kept, placement=placement, tutor=first.tutor)
    session.add(amendment)
    for one in first.confirmations:
        if one.section is not changed:
            amendment.confirmations.append(
                AgreementConfirmation(
                    party=one.party,
                    section=one.section,
                    confirmed_at=one.confirmed_at,
                    confirmed_by=one.confirmed_by,
                    channel=one.channel,
                    carried_from=1,
                )
            )
    sign(amendment, done, values["status_since"])
