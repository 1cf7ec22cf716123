"""Placements whose hours count for a contract: which may, and counting them from now on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from school.clauses.hours.flow import Flowed, flow, take_back, validated_days
from school.clauses.hours.models import ContractPlacement
from school.clauses.hours.queries import Lot
from school.clauses.hours.rules import Period
from school.clauses.models import Contract
from school.clauses.people.operations import engage, participant_of_trainee
from school.clauses.rules import HourForm
from school.core import audit
from school.core.errors import InvalidInput, NeedsConfirmation, NotFound, mark
from school.core.versions import check_version
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

COUNTED_STATES = (
    PlacementStatus.CONFIRMED,
    PlacementStatus.LIVE,
    PlacementStatus.COMPLETED,
    PlacementStatus.BROKEN_OFF,
)
"""States of placements whose logbook is kept, or was."""

MOST_OFFERED = 200
"""Placements that one page offers to count; those that began last come first."""


@dataclass(frozen=True)
class Terms:
    """As what a placement's hours count, and between which days; an empty one is open."""

    lot: Lot
    form: HourForm
    from_on: date | None = None
    until_on: date | None = None


def placements_to_count(
    session: Session, contract: Contract, allowed: ColumnElement[bool]
) -> Sequence[Placement]:
    """List the placements, of those allowed, that ran during a contract and count for none."""
    linked = select(ContractPlacement.placement_id)
    first, last = contract.starts_on or date.min, contract.ends_on or date.max
    during = and_(
        or_(Placement.ends_on.is_(None), Placement.ends_on >= first),
        or_(Placement.starts_on.is_(None), Placement.starts_on <= last),
    )
    query = (
        select(Placement)
        .where(
            allowed,
            during,
            Placement.status.in_(COUNTED_STATES),
            Placement.id.not_in(linked),
        )
        .options(joinedload(Placement.trainee), joinedload(Placement.enterprise))
        .order_by(Placement.starts_on.desc(), Placement.reference)
    )
    return session.scalars(query.limit(MOST_OFFERED)).all()


def links_of(
    session: Session, contract: Contract, allowed: ColumnElement[bool]
) -> Sequence[ContractPlacement]:
    """List the placements, of those allowed, that count for a contract."""
    query = (
        select(ContractPlacement)
        .join(ContractPlacement.placement)
        .where(ContractPlacement.contract_id == contract.id, allowed)
        .options(
            joinedload(ContractPlacement.participant),
            joinedload(ContractPlacement.placement).joinedload(Placement.enterprise),
        )
        .order_by(ContractPlacement.id.desc())
    )
    return session.scalars(query).all()


def link_of(
    session: Session, contract: Contract, placement: str, allowed: ColumnElement[bool]
) -> ContractPlacement:
    """Find what counts for a contract by its placement; raise `NotFound` where nothing does."""
    found = session.scalar(
        select(ContractPlacement)
        .join(ContractPlacement.placement)
        .where(
            ContractPlacement.contract_id == contract.id,
            Placement.reference == placement,
            allowed,
        )
        .options(joinedload(ContractPlacement.participant), joinedload(ContractPlacement.placement))
    )
    if found is None:
        raise NotFound(mark("Ce placement ne compte pas pour ce contrat."))
    return found


def count_placement(
    session: Session, actor: str, contract: Contract, placement: Placement, terms: Terms, day: date
) -> Flowed:
    """Let a placement's logbook count for a contract; its validated days enter at once.

    Its apprentice becomes a participant of the contract where that is not so yet. A placement
    that counts already breaks a constraint, which the page explains.
    """
    _check_terms(terms)
    participant = participant_of_trainee(session, actor, placement.trainee)
    engage(session, actor, contract, participant, day)
    link = ContractPlacement(
        placement=placement,
        contract=contract,
        participant=participant,
        lot=terms.lot.name,
        bucket=terms.lot.bucket,
        form=terms.form,
        from_on=terms.from_on,
        until_on=terms.until_on,
    )
    session.add(link)
    audit.record(session, actor, "placement.count", link)
    return flow(session, actor, day, [placement.id])


def change_days(
    session: Session,
    actor: str,
    link: ContractPlacement,
    terms: Terms,
    known: int | None,
    day: date,
    *,
    confirmed: bool,
) -> Flowed:
    """Count a placement from or until another day; entries outside of them count no hours.

    Raises `StaleRecord` when somebody changed it since it was opened, and `NeedsConfirmation`
    where days that were validated would count no more, or wait again for another lot.
    """
    check_version(link, known)
    _check_terms(terms)
    if not confirmed:
        _check_validated(session, link, terms, day)
    link.lot, link.bucket, link.form = terms.lot.name, terms.lot.bucket, terms.form
    link.from_on, link.until_on = terms.from_on, terms.until_on
    audit.record(session, actor, "placement.count", link)
    return flow(session, actor, day, [link.placement_id])


def uncount_placement(
    session: Session,
    actor: str,
    link: ContractPlacement,
    known: int | None,
    day: date,
    *,
    confirmed: bool,
) -> int:
    """Let a placement that was counted wrongly count for nothing; tell how many days had hours.

    It may count for another contract then. Raises `StaleRecord` when somebody changed it since it
    was opened, and `NeedsConfirmation` where days of it were validated.
    """
    check_version(link, known)
    if not confirmed:
        _refuse_validated(len(validated_days(session, link, day)))
    count = take_back(session, actor, link, day)
    audit.note(session, actor, "placement.uncount", link, {"contract": link.contract.reference})
    session.delete(link)
    session.flush()
    return count


def _check_validated(session: Session, link: ContractPlacement, terms: Terms, day: date) -> None:
    elsewhere = (link.lot, link.bucket) != (terms.lot.name, terms.lot.bucket)
    counted = Period(terms.from_on, terms.until_on)
    days = [
        one
        for one in validated_days(session, link, day)
        if elsewhere or not counted.holds(one.worked_on)
    ]
    _refuse_validated(len(days))


def _refuse_validated(days: int) -> None:
    if days:
        raise NeedsConfirmation(
            mark("Des jours déjà validés ne compteraient plus ainsi : %(days)s."),
            None,
            {"days": days},
        )


def _check_terms(terms: Terms) -> None:
    if terms.from_on and terms.until_on and terms.until_on < terms.from_on:
        raise InvalidInput(mark("La fin vient avant le début."), "until_on")
