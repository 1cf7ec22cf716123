"""Small makers of agreements: a draft, one sent to its parties, one that all have signed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

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
from school.placements.models import Placement
from school.practicals.parts import digest_of, part_reference
from tests.factories.records import add, make_staff, number

SENT_AT = datetime(2026, 2, 20, 9)  # noqa: DTZ001 - instants are stored without their zone
DUTY = {"wording": "Tirer un câble en conduite", "competencies": ["F0/C1"]}


def make_draft(session: Session, placement: Placement, **values: Any) -> AgreementVersion:
    """Make a draft in which every section is written."""
    serial = number()
    defaults = {
        "reference": f"CV-{serial}",
        "number": 1,
        "kind": AgreementKind.INITIAL,
        "status": AgreementStatus.DRAFT,
        "status_since": SENT_AT,
        "starts_on": placement.starts_on,
        "ends_on": placement.ends_on,
        "weekly_hours": Decimal(35),
        "schedule": "Du lundi au vendredi, de 8 h à 15 h",
        "place": "Cotonou, chantier de la marina",
        "protection": "Casque, gants, chaussures",
        "duties": [DUTY],
        "tutor_id": placement.tutor_id,
        "trainer_id": make_staff(session, school=placement.cohort.school).id,
        "representative_name": "Reine Dossou",
        "representative_job": "Gérante",
        "representative_email": f"gerante{serial}@example.test",
        "emergency_name": "Léa Houngbédji",
        "emergency_phone": "+2290197000001",
    }
    return add(session, AgreementVersion(placement=placement, **{**defaults, **values}))


def make_sent(session: Session, placement: Placement, **values: Any) -> AgreementVersion:
    """Make a version that waits for everybody."""
    sent = {"status": AgreementStatus.READY_TO_SIGN, "sent_at": SENT_AT}
    version = make_draft(session, placement, **{**sent, **values})
    names = {
        Party.TUTOR: (placement.tutor.name, placement.tutor.email)
        if placement.tutor
        else ("—", None),
        Party.REPRESENTATIVE: (version.representative_name, version.representative_email),
        Party.APPRENTICE: (placement.trainee.full_name, placement.trainee.email),
        Party.SCHOOL: (placement.cohort.school.name, None),
    }
    for party, (name, email) in names.items():
        row = AgreementParty(party=party, name=name, email=email, sent_at=SENT_AT)
        version.parties.append(row)
    session.flush()
    return version


def make_in_review(session: Session, placement: Placement, **values: Any) -> AgreementVersion:
    """Make a version that waits for the school alone."""
    version = make_sent(session, placement, **{"status": AgreementStatus.IN_REVIEW, **values})
    for row in version.parties:
        if row.party in OUTSIDE:
            _act(version, row)
    session.flush()
    return version


def _act(version: AgreementVersion, row: AgreementParty) -> None:
    for section in to_confirm(version.kind, row.party):
        version.confirmations.append(
            AgreementConfirmation(
                party=row.party,
                section=section,
                confirmed_at=SENT_AT,
                confirmed_by=row.name,
                channel=Channel.LINK,
            )
        )
    if row.party in SIGNERS:
        row.signed_at, row.signed_as, row.channel = SENT_AT, row.name, Channel.LINK


def make_in_force(session: Session, placement: Placement, **values: Any) -> AgreementVersion:
    """Make a version that all have signed."""
    agreed = {"status": AgreementStatus.VALIDATED, "in_force_on": date(2026, 2, 27)}
    return make_in_review(session, placement, **{**agreed, **values})


def make_scan(session: Session, version: AgreementVersion, party: Party) -> AgreementScan:
    """Make the picture of a paper that a party signed."""
    content = b"paper"
    scan = AgreementScan(
        reference=f"CS-{number()}",
        agreement=version,
        party=party,
        size=len(content),
        digest=digest_of(content),
    )
    add(session, scan)
    add(session, AgreementScanPart(scan_id=scan.id, reference=part_reference(0), content=content))
    return scan
