"""Agreements of the demo school: one in each state, most of them signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from school.cohorts.models import Cohort
from school.demo.duties import DUTIES, SIGNED_BEFORE
from school.demo.story import COTONOU
from school.enterprises.models import EnterpriseRepresentative
from school.placements import queries as placement_queries
from school.placements.agreements.draft_queries import usual_trainer
from school.placements.agreements.models import (
    AgreementConfirmation,
    AgreementParty,
    AgreementScan,
    AgreementScanPart,
    AgreementVersion,
)
from school.placements.agreements.rules import (
    OUTSIDE,
    SIGNERS,
    AgreementKind,
    AgreementStatus,
    Channel,
    Party,
    to_confirm,
)
from school.placements.agreements.sending import contact_of
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from school.practicals.parts import digest_of, part_reference

SCHEDULE = "Du lundi au vendredi, de 8\u00a0h à 12\u00a0h et de 14\u00a0h à 17\u00a0h"
PROTECTION = "Casque, gants, chaussures de sécurité, lunettes pour la fibre, gilet"
EMERGENCY = ("Une personne de la famille", "+229 01 97 00 00 01")
REPRESENTATIVE = ("name", "job", "email", "phone")
CHANNELS = {
    Party.REPRESENTATIVE: Channel.LINK,
    Party.APPRENTICE: Channel.ACCOUNT,
    Party.SCHOOL: Channel.ACCOUNT,
    Party.TUTOR: Channel.LINK,
}


@dataclass(frozen=True)
class _Told:
    """What an agreement of the demo is told to be."""

    status: AgreementStatus
    done: tuple[Party, ...]
    reason: str | None = None
    reason_by: Party = Party.SCHOOL


SIGNED = _Told(AgreementStatus.VALIDATED, (*OUTSIDE, Party.SCHOOL))
STORIES = {
    0: _Told(AgreementStatus.PARTIALLY_SIGNED, (Party.TUTOR, Party.REPRESENTATIVE)),
    1: _Told(AgreementStatus.IN_REVIEW, OUTSIDE),
    2: _Told(AgreementStatus.READY_TO_SIGN, ()),
    3: _Told(AgreementStatus.DRAFT, ()),
    4: _Told(
        AgreementStatus.TO_CORRECT,
        (Party.TUTOR,),
        "Le dépôt a changé d’adresse : le chantier part de Godomey.",
        Party.REPRESENTATIVE,
    ),
    5: _Told(
        AgreementStatus.REJECTED,
        (Party.TUTOR,),
        "Le chantier est reporté de deux mois.",
        Party.REPRESENTATIVE,
    ),
    6: _Told(
        AgreementStatus.CANCELLED,
        (*OUTSIDE, Party.SCHOOL),
        "L’équipe qui devait l’accueillir part dans le Nord.",
    ),
    7: _Told(
        AgreementStatus.DEPRECATED, (), "Commencée par erreur, avec les dates de l’an dernier."
    ),
}
"""Agreements of placements that have not begun, by turns: one for each state."""

NEVER_SENT = frozenset({AgreementStatus.DRAFT, AgreementStatus.DEPRECATED})
"""Those of which nobody outside the school has heard."""

IN_FORCE_ONCE = frozenset({AgreementStatus.VALIDATED, AgreementStatus.CANCELLED})
"""Those that everybody signed."""


def write_agreements(session: Session, today: date) -> None:
    """Give the placements that go on their agreements."""
    placements = _going_on(session)
    coming = 0
    for placement in placements:
        told = SIGNED
        if placement.status is PlacementStatus.CONFIRMED:
            told, coming = STORIES[coming % len(STORIES)], coming + 1
        version = _version(session, placement, told, today)
        if told.status is AgreementStatus.IN_REVIEW:
            _keep_scan(session, version)
    session.flush()


def _going_on(session: Session) -> Sequence[Placement]:
    query = (
        select(Placement)
        .join(Placement.cohort)
        .where(
            Cohort.reference.like(f"{COTONOU.reference}%"),
            Placement.status.in_([PlacementStatus.CONFIRMED, PlacementStatus.LIVE]),
            Placement.starts_on.is_not(None),
            Placement.ends_on.is_not(None),
            Placement.tutor_id.is_not(None),
        )
        .options(
            *placement_queries.WITH_PARTIES,
            joinedload(Placement.cohort).joinedload(Cohort.path),
        )
        .order_by(Placement.reference)
    )
    return session.scalars(query).all()


def at_ten(day: date) -> datetime:
    """Give the moment of a day at which things are signed."""
    return datetime.combine(day, time(10))


def duties_said(placement: Placement) -> list[dict[str, object]]:
    """Give what the section of duties says: those that the draft put in force where work began."""
    return [
        {"wording": wording, "competencies": list(competencies)}
        for wording, competencies in DUTIES[placement.cohort.path.reference]
    ]


def _keep_scan(session: Session, version: AgreementVersion) -> None:
    stream = BytesIO()
    Image.new("RGB", (420, 594), "white").save(stream, "JPEG")
    content = stream.getvalue()
    scan = AgreementScan(
        reference=f"CS-{version.placement.reference}",
        agreement=version,
        party=Party.REPRESENTATIVE,
        size=len(content),
        digest=digest_of(content),
        added_at=version.status_since,
    )
    session.add(scan)
    session.flush()
    session.add(AgreementScanPart(scan_id=scan.id, reference=part_reference(0), content=content))
    row = next(one for one in version.parties if one.party is Party.REPRESENTATIVE)
    row.channel, row.recorded_by = Channel.PAPER, " ".join(COTONOU.director)


def _version(session: Session, placement: Placement, told: _Told, today: date) -> AgreementVersion:
    starts_on = placement.starts_on or today
    day = min(starts_on, today) - SIGNED_BEFORE
    version = AgreementVersion(
        reference=f"CV-{placement.reference}-1",
        placement=placement,
        number=1,
        kind=AgreementKind.INITIAL,
        status=told.status,
        status_since=at_ten(day),
        created_at=at_ten(day - SIGNED_BEFORE),
        sent_at=None if told.status in NEVER_SENT else at_ten(day - SIGNED_BEFORE),
        in_force_on=day if told.status in IN_FORCE_ONCE else None,
        starts_on=starts_on,
        ends_on=placement.ends_on or starts_on,
        weekly_hours=placement.weekly_hours,
        schedule=SCHEDULE,
        place=f"{placement.enterprise.name}, dépôt et chantiers du département",
        protection=PROTECTION,
        duties=duties_said(placement),
        tutor=placement.tutor,
        trainer_id=usual_trainer(session, placement),
        **_representative(session, placement),
        emergency_name=EMERGENCY[0],
        emergency_phone=EMERGENCY[1],
    )
    session.add(version)
    if told.reason is not None:
        version.reason, version.reason_by = told.reason, _name_of(version, told.reason_by)
    if version.sent_at is not None:
        sign(version, told.done, at_ten(day))
    return version


def _representative(session: Session, placement: Placement) -> dict[str, str | None]:
    """Give who may sign for the enterprise, as the agreement names them."""
    signs = select(EnterpriseRepresentative).where(
        EnterpriseRepresentative.enterprise_id == placement.enterprise_id,
        EnterpriseRepresentative.may_sign,
    )
    found = session.scalars(signs.order_by(EnterpriseRepresentative.reference)).first()
    if found is None:
        return {"representative_name": None}
    return {f"representative_{name}": getattr(found, name) for name in REPRESENTATIVE}


def _name_of(version: AgreementVersion, party: Party) -> str:
    """Give the name under which a party speaks; the school by its director."""
    return " ".join(COTONOU.director) if party is Party.SCHOOL else contact_of(version, party).name


def sign(version: AgreementVersion, done: Sequence[Party], at: datetime) -> None:
    """Write to the parties of a version, and let some confirm what is not yet confirmed and sign.

    What an amendment carries over from the version before is confirmed already.
    """
    carried = {(one.party, one.section) for one in version.confirmations}
    for party in (*OUTSIDE, Party.SCHOOL):
        contact = contact_of(version, party)
        row = AgreementParty(
            party=party, name=contact.name, email=contact.email, phone=contact.phone
        )
        if party in OUTSIDE:
            row.sent_at = version.sent_at
        if party in done and party in SIGNERS:
            row.signed_at, row.signed_as, row.channel = (
                at,
                _name_of(version, party),
                CHANNELS[party],
            )
        version.parties.append(row)
        asked = to_confirm(version.kind, party) if party in done else []
        for section in [one for one in asked if (party, one) not in carried]:
            version.confirmations.append(
                AgreementConfirmation(
                    party=party,
                    section=section,
                    confirmed_at=at,
                    confirmed_by=contact.name,
                    channel=CHANNELS[party],
                )
            )
