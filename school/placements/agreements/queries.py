"""Reads of agreements, scoped to who may see the placement."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from school.access.principal import Principal
from school.accounts.models import SignedLink
from school.accounts.rules import LinkPurpose
from school.cohorts.models import Cohort
from school.core.errors import NotFound, mark
from school.enterprises.models import Tutor
from school.placements import queries as placement_queries
from school.placements.agreements.models import (
    AgreementParty,
    AgreementScan,
    AgreementScanPart,
    AgreementVersion,
    PlacementDuty,
)
from school.placements.agreements.rules import (
    SIGNING,
    AgreementKind,
    AgreementStatus,
    Party,
)
from school.placements.models import Placement
from school.placements.policy import visible_to

PURPOSES: dict[Party, LinkPurpose] = {
    Party.REPRESENTATIVE: LinkPurpose.AGREEMENT_REPRESENTATIVE,
    Party.APPRENTICE: LinkPurpose.AGREEMENT_APPRENTICE,
    Party.TUTOR: LinkPurpose.AGREEMENT_TUTOR,
}
"""What the link of each party is for: one purpose each, so that no link serves another's."""

PARTY_OF = {purpose: party for party, purpose in PURPOSES.items()}

WHOLE = (
    selectinload(AgreementVersion.parties),
    selectinload(AgreementVersion.confirmations),
    joinedload(AgreementVersion.tutor),
    joinedload(AgreementVersion.trainer),
)
"""All that a version says and what was done on it; two statements more, whatever the versions."""

WITH_PLACEMENT = (
    joinedload(AgreementVersion.placement).joinedload(Placement.trainee),
    joinedload(AgreementVersion.placement).joinedload(Placement.enterprise),
    joinedload(AgreementVersion.placement).joinedload(Placement.tutor),
    joinedload(AgreementVersion.placement).joinedload(Placement.cohort).joinedload(Cohort.school),
)


def trainer_of(records: Session, placement_ids: Collection[int], day: date) -> Mapping[int, int]:
    """Give, by placement, the trainer named in the newest version in force on a day.

    A placement without an agreement in force, or whose agreement names no trainer, is left out.
    """
    query = (
        select(AgreementVersion.placement_id, AgreementVersion.trainer_id)
        .where(
            AgreementVersion.placement_id.in_(sorted(placement_ids)),
            AgreementVersion.status == AgreementStatus.VALIDATED,
            AgreementVersion.in_force_on <= day,
        )
        .order_by(AgreementVersion.placement_id, AgreementVersion.number)
    )
    # In the order of their numbers: the newest is said last.
    newest = {row.placement_id: row.trainer_id for row in records.execute(query)}
    return {placement: trainer for placement, trainer in newest.items() if trainer is not None}


def versions_of(session: Session, placement_id: int) -> list[AgreementVersion]:
    """List the versions of a placement's agreement, the first one first."""
    query = (
        select(AgreementVersion)
        .where(AgreementVersion.placement_id == placement_id)
        .options(*WHOLE)
        .order_by(AgreementVersion.number)
    )
    return list(session.scalars(query))


def version_by_reference(
    session: Session, principal: Principal, reference: str
) -> AgreementVersion:
    """Find a version; raise `NotFound` when the person may not see its placement."""
    found = session.scalar(
        select(AgreementVersion)
        .join(AgreementVersion.placement)
        .where(visible_to(principal), AgreementVersion.reference == reference)
        .options(*WHOLE, *WITH_PLACEMENT)
    )
    if found is None:
        raise NotFound(mark("Cette convention n’existe pas."))
    return found


def hold(session: Session, version: AgreementVersion) -> None:
    """Read a version again and let nobody else change it until the end of the transaction.

    The placement is held first, as everywhere, so that of two people at once the second waits.
    """
    placement_queries.hold(session, version.placement)
    session.refresh(version)
    session.refresh(version, ["parties", "confirmations"])


def version_of_link(session: Session, link: SignedLink) -> AgreementVersion:
    """Find the version a signed link is about; raise `NotFound` when it is gone."""
    found = session.scalar(
        select(AgreementVersion)
        .where(AgreementVersion.id == link.object_id)
        .options(*WHOLE, *WITH_PLACEMENT)
    )
    if found is None:
        raise NotFound(mark("Ce lien n’existe pas."))
    return found


def later_version(session: Session, version: AgreementVersion) -> AgreementVersion | None:
    """Find the newest version of the same placement that came after one, if any was sent."""
    query = (
        select(AgreementVersion)
        .where(
            AgreementVersion.placement_id == version.placement_id,
            AgreementVersion.number > version.number,
            AgreementVersion.sent_at.is_not(None),
        )
        .options(*WHOLE, *WITH_PLACEMENT)
        .order_by(AgreementVersion.number.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def tutor(session: Session, tutor_id: int | None) -> Tutor | None:
    """Find a tutor by number."""
    return session.get(Tutor, tutor_id) if tutor_id is not None else None


def open_versions(session: Session, limit: int) -> Sequence[AgreementVersion]:
    """List the versions that wait for signatures, the oldest first."""
    query = (
        select(AgreementVersion)
        .where(AgreementVersion.status.in_(sorted(SIGNING)))
        .options(*WHOLE, *WITH_PLACEMENT)
        .order_by(AgreementVersion.status_since, AgreementVersion.id)
        .limit(limit)
    )
    return session.scalars(query).all()


def scan_bytes(session: Session, version: AgreementVersion, party: Party) -> bytes:
    """Read the picture of a paper that a party signed; raise `NotFound` when there is none."""
    query = (
        select(AgreementScanPart.content)
        .join(AgreementScan, AgreementScan.id == AgreementScanPart.scan_id)
        .where(AgreementScan.agreement_id == version.id, AgreementScan.party == party)
        .order_by(AgreementScanPart.reference)
    )
    pieces = list(session.scalars(query))
    if not pieces:
        raise NotFound(mark("Ce papier n’a pas été joint."))
    return b"".join(pieces)


def duties_in_force(session: Session, placement_id: int) -> Sequence[PlacementDuty]:
    """List the duties of a placement that no version has ended yet, in their order."""
    query = select(PlacementDuty).where(
        PlacementDuty.placement_id == placement_id, PlacementDuty.until_version.is_(None)
    )
    return session.scalars(query.order_by(PlacementDuty.position, PlacementDuty.id)).all()


def latest_link(session: Session, version: AgreementVersion, party: Party) -> SignedLink | None:
    """Find the newest link of a party to a version."""
    query = select(SignedLink).where(
        SignedLink.purpose == PURPOSES[party], SignedLink.object_id == version.id
    )
    return session.scalars(query.order_by(SignedLink.id.desc()).limit(1)).first()


def versions_waiting_at(session: Session, address: str) -> Sequence[AgreementVersion]:
    """List the versions that wait for signatures and name an address or number, oldest first."""
    named = select(AgreementParty.agreement_id).where(
        or_(AgreementParty.email == address, AgreementParty.phone == address)
    )
    query = (
        select(AgreementVersion)
        .where(AgreementVersion.status.in_(sorted(SIGNING)), AgreementVersion.id.in_(named))
        .options(*WHOLE, *WITH_PLACEMENT)
        .order_by(AgreementVersion.id)
    )
    return session.scalars(query).all()


def representative_of(session: Session, placement: Placement) -> AgreementParty | None:
    """Find who signs for the enterprise in the newest agreement of a placement."""
    return session.scalars(
        select(AgreementParty)
        .join(AgreementVersion, AgreementVersion.id == AgreementParty.agreement_id)
        .where(
            AgreementVersion.placement_id == placement.id,
            AgreementParty.party == Party.REPRESENTATIVE,
        )
        .order_by(AgreementVersion.number.desc())
        .limit(1)
    ).first()


def former_version(session: Session, version: AgreementVersion) -> AgreementVersion | None:
    """Find what was in force before an amendment; nothing before a first agreement."""
    query = (
        select(AgreementVersion)
        .where(
            AgreementVersion.placement_id == version.placement_id,
            AgreementVersion.number < version.number,
            AgreementVersion.in_force_on.is_not(None),
        )
        .options(*WHOLE)
        .order_by(AgreementVersion.number.desc())
        .limit(1)
    )
    return session.scalars(query).first() if version.kind is not AgreementKind.INITIAL else None


def scanned_parties(session: Session, version: AgreementVersion) -> frozenset[Party]:
    """Tell of which parties a signed paper was photographed."""
    query = select(AgreementScan.party).where(AgreementScan.agreement_id == version.id)
    return frozenset(session.scalars(query))


def scan_of(session: Session, version: AgreementVersion, party: Party) -> AgreementScan:
    """Find the picture of a party's paper; raise `NotFound` when there is none."""
    query = select(AgreementScan).where(
        AgreementScan.agreement_id == version.id, AgreementScan.party == party
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(mark("Ce papier n’a pas été joint."))
    return found
