"""Builders of juries, decisions and certificates; the certificates are signed with a fixed key."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Staff
from school.certification.certificate_operations import Issuer, new_code
from school.certification.contents import Content, Words
from school.certification.credential import Place, credential_of
from school.certification.jury_rules import Outcome
from school.certification.models import Certificate, Jury, JuryDecision, JuryMember
from school.certification.rules import Standing
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.rules import HalfDay
from school.core.clock import today
from school.curriculum.models import Module
from school.placements.rules import PlacementStatus
from tests.factories import records

HOST = "https://ecole.example"


@lru_cache(maxsize=1)
def fixed_key() -> Ed25519PrivateKey:
    """Give the key that signs in tests without an installation."""
    return Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def make_issuer(key: Ed25519PrivateKey | None = None) -> Issuer:
    """Make an installation that gives certificates."""
    return Issuer(
        key or fixed_key(),
        HOST,
        lambda code: f"{HOST}/attest/{code}",
        lambda name: f"{HOST}/attest/revocations/{name}",
    )


def make_content(**values: Any) -> Content:
    """Make what stands on a certificate."""
    defaults: dict[str, Any] = {
        "holder": "Aïcha Sanni",
        "born_on": "2004-05-17",
        "school": "École de la fibre, Cotonou",
        "whole_path": False,
        "title": Words("F0", "Tronc commun : bases et sécurité", "Common core: basics and safety"),
        "curriculum": "benin-fibre 1.0",
        "centre_hours": 200,
        "enterprise_hours": 80,
        "held_on": "2026-09-21",
        "place": "Cotonou",
        "president": "Florence Agossou",
        "members": ("Rodrigue Dossou",),
        "modules": (Words("F0", "Tronc commun", "Common core"),),
        "competencies": (Words("F0.1", "Travailler en sécurité", "Work safely"),),
    }
    return Content(**{**defaults, **values})


def make_jury(
    session: Session, cohort: Cohort, members: list[Staff] | None = None, **values: Any
) -> Jury:
    """Make a jury that met today, of two new members of staff unless they are given."""
    sitting = members or [records.make_staff(session, school=cohort.school) for _ in range(2)]
    defaults = {"reference": f"J-{records.number()}", "held_on": today(), "place": "Cotonou"}
    jury = Jury(cohort=cohort, president_id=sitting[0].id, **{**defaults, **values})
    jury.members = [JuryMember(staff_id=one.id) for one in sitting]
    return records.add(session, jury)


def make_decision(
    session: Session,
    jury: Jury,
    enrolment: Enrolment,
    module: Module | None = None,
    **values: Any,
) -> JuryDecision:
    """Make a decision: certified, every condition met."""
    defaults = {
        "reference": f"D-{records.number()}",
        "outcome": Outcome.CERTIFIED,
        "standing": Standing.MET,
        "recorded_on": jury.held_on,
    }
    decision = JuryDecision(
        jury=jury, trainee=enrolment.trainee, module=module, **{**defaults, **values}
    )
    return records.add(session, decision)


def make_certificate(
    session: Session, enrolment: Enrolment, module: Module | None = None, **values: Any
) -> Certificate:
    """Make a certificate in force, signed with the key of tests."""
    code, place = new_code(), records.number()
    issuer = make_issuer()
    content = make_content(holder=enrolment.trainee.full_name, whole_path=module is None)
    where = Place(issuer.page_of(code), issuer.home, issuer.list_of(issuer.list_name), place)
    defaults = {
        "code": code,
        "decision_reference": f"D-{records.number()}",
        "issued_on": today(),
        "content": content.as_plain(),
        "credential": credential_of(content, where, issuer.key),
        "status_list": issuer.list_name,
        "status_index": place,
    }
    certificate = Certificate(
        trainee=enrolment.trainee,
        cohort=enrolment.cohort,
        module=module,
        **{**defaults, **values},
    )
    return records.add(session, certificate)


def module_of(session: Session, reference: str = "F0") -> Module:
    """Find a module of the curricula."""
    return session.scalars(select(Module).where(Module.reference == reference)).one()


def attend(session: Session, enrolment: Enrolment, day: date, hours: str | None) -> None:
    """Note a morning attended, of so many hours or without any."""
    records.make_attendance(
        session,
        enrolment,
        date=day,
        half_day=HalfDay.MORNING,
        hours=None if hours is None else Decimal(hours),
    )


def work(session: Session, enrolment: Enrolment, days: Mapping[date, tuple[str, bool]]) -> None:
    """Keep a logbook: hours of each day, and whether the tutor validated them."""
    placement = records.make_placement(session, enrolment, status=PlacementStatus.LIVE)
    for day, (hours, validated) in days.items():
        records.make_logbook_day(
            session,
            placement,
            date=day,
            hours=Decimal(hours),
            validated_on=day if validated else None,
        )
