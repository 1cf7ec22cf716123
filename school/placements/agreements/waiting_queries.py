"""Reads of the agreements that wait for somebody, as first pages and records say them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from school.access.permissions import Permission
from school.access.principal import STATEMENTS_KEPT, Principal
from school.cohorts.models import Cohort, Trainee
from school.enterprises.models import Enterprise
from school.placements.agreements.models import (
    AgreementConfirmation,
    AgreementParty,
    AgreementVersion,
)
from school.placements.agreements.rules import (
    OPEN_STATES,
    REFUSED_STATES,
    AgreementKind,
    AgreementStatus,
    Party,
    Section,
)
from school.placements.models import Placement
from school.placements.policy import visible_to
from school.placements.rules import PlacementStatus


@dataclass(frozen=True)
class WaitingAgreement:
    """A version that waits as the first pages say it: who has done their part, and since when."""

    placement: str
    number: int
    kind: AgreementKind
    status: AgreementStatus
    since: datetime
    trainee_id: int
    tutor_id: int | None
    given_names: str | None
    family_name: str
    enterprise: str
    apprentice_signed: bool
    representative_signed: bool
    tutor_confirmed: bool

    @property
    def person(self) -> str:
        """The name of the person in training."""
        return " ".join(filter(None, [self.given_names, self.family_name]))


def waiting_agreements(
    session: Session, principal: Principal, limit: int
) -> Sequence[WaitingAgreement]:
    """List the versions that wait and that a person may see, the oldest first, in one statement.

    Open ones wait; so does the newest where it was refused or cancelled, for another to be written.
    A draft is seen by who writes agreements for its school, and the others by all who have a
    part in them.
    """
    return [WaitingAgreement(*row) for row in session.execute(waiting_statement(principal, limit))]


@lru_cache(maxsize=STATEMENTS_KEPT)
def waiting_statement(principal: Principal, limit: int) -> Select[*tuple[Any, ...]]:
    """Give the statement of `waiting_agreements`, for a page that reads other things with it."""
    writers = sorted(principal.school_ids(Permission.MANAGE_PLACEMENTS))
    return (
        select(
            Placement.reference,
            AgreementVersion.number,
            AgreementVersion.kind,
            AgreementVersion.status,
            AgreementVersion.status_since,
            Placement.trainee_id,
            AgreementVersion.tutor_id,
            Trainee.given_names,
            Trainee.family_name,
            Enterprise.name,
            *done_columns(),
        )
        .join(Placement, Placement.id == AgreementVersion.placement_id)
        .join(Trainee, Trainee.id == Placement.trainee_id)
        .join(Enterprise, Enterprise.id == Placement.enterprise_id)
        .join(Cohort, Cohort.id == Placement.cohort_id)
        .where(
            visible_to(principal),
            Placement.status.in_([PlacementStatus.CONFIRMED, PlacementStatus.LIVE]),
            or_(AgreementVersion.status.in_(sorted(OPEN_STATES)), is_to_write_again()),
            or_(AgreementVersion.sent_at.is_not(None), Cohort.school_id.in_(writers)),
        )
        .order_by(AgreementVersion.status_since, AgreementVersion.id)
        .limit(limit)
    )


def done_columns() -> tuple[ColumnElement[bool], ColumnElement[bool], ColumnElement[bool]]:
    """Tell, of a version, whether apprentice and representative signed and the tutor confirmed."""
    return _has_signed(Party.APPRENTICE), _has_signed(Party.REPRESENTATIVE), _tutor_has_confirmed()


def is_to_write_again() -> ColumnElement[bool]:
    """Tell, of a version, whether it was refused or cancelled and none was written since."""
    later = aliased(AgreementVersion)
    followed = exists().where(
        later.placement_id == AgreementVersion.placement_id,
        later.number > AgreementVersion.number,
    )
    return and_(AgreementVersion.status.in_(sorted(REFUSED_STATES)), ~followed)


def is_open_and_sent() -> ColumnElement[bool]:
    """Tell, of a version, whether it waits for somebody and its parties have seen it."""
    is_open = AgreementVersion.status.in_(sorted(OPEN_STATES))
    return and_(is_open, AgreementVersion.sent_at.is_not(None))


def waiting_agreement(
    placement: Placement, version: AgreementVersion, done: Sequence[bool]
) -> WaitingAgreement:
    """Say how an open version stands, of what a wider query read of it and its `done_columns`."""
    return WaitingAgreement(
        placement.reference,
        version.number,
        version.kind,
        version.status,
        version.status_since,
        placement.trainee_id,
        version.tutor_id,
        placement.trainee.given_names,
        placement.trainee.family_name,
        placement.enterprise.name,
        *done,
    )


def _has_signed(party: Party) -> ColumnElement[bool]:
    return exists().where(
        AgreementParty.agreement_id == AgreementVersion.id,
        AgreementParty.party == party,
        AgreementParty.signed_at.is_not(None),
    )


def _tutor_has_confirmed() -> ColumnElement[bool]:
    return exists().where(
        AgreementConfirmation.agreement_id == AgreementVersion.id,
        AgreementConfirmation.party == Party.TUTOR,
        AgreementConfirmation.section == Section.DUTIES,
    )
