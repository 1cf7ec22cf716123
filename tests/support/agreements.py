"""What tests of agreements share: the placement, what is typed, and the links that were sent."""

import re
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import AgreementKind, Party, to_confirm
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.support.people import People
from tests.support.placements import mails, own_placement

LINK = re.compile(r"http://localhost(/link/agreement/\S+)")
DAY = date(2026, 3, 11)
"""The day of `TODAY`, at which these tests stand."""


def hosted_placement(people: People, session: Session) -> Placement:
    """Make a running placement whose tutor works for its enterprise, and a director."""
    people.account("director")
    found = own_placement(people, session, status=PlacementStatus.LIVE)
    tutor = found.tutor
    assert tutor is not None
    tutor.enterprise_id = found.enterprise_id
    session.commit()
    return found


def newest(session: Session) -> AgreementVersion:
    """Read the newest version as it stands now."""
    session.rollback()
    session.expire_all()
    query = select(AgreementVersion).order_by(AgreementVersion.number.desc())
    return session.scalars(query).first() or pytest.fail("no version")


def links(session: Session) -> dict[str, str]:
    """Give the last link that each address was sent."""
    found = {}
    for mail in mails(session):
        if match := LINK.search(mail.body):
            found[mail.recipient] = match[1]
    return found


def ticks(kind: AgreementKind, party: Party) -> list[str]:
    """Give the boxes that a party ticks."""
    return [section.value for section in to_confirm(kind, party)]


def written(placement: Placement, **values: object) -> dict[str, object]:
    """Give what the school types into the form of a first agreement."""
    return {
        "starts_on": "2026-03-02",
        "ends_on": "2026-04-24",
        "weekly_hours": "35",
        "schedule": "Du lundi au vendredi",
        "place": "Cotonou",
        "protection": "Casque",
        "tutor": str(placement.tutor_id),
        "representative_name": "Reine Dossou",
        "representative_email": "gerante@example.test",
        "emergency_name": "Léa",
        "emergency_phone": "0197000001",
        "duty_0": "Tirer un câble",
        "duty_1": "Souder une fibre",
        **values,
    }


def picture() -> BytesIO:
    """Give the picture of a paper."""
    stream = BytesIO()
    Image.new("RGB", (60, 40), "white").save(stream, "JPEG")
    stream.seek(0)
    return stream
