"""Builders of what partner enterprises are and say."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.enterprises.models import Enterprise, EnterpriseRepresentative, EnterpriseSite
from school.enterprises.partner_models import (
    EnterpriseInterest,
    EnterpriseMerge,
    EnterprisePlaces,
    EnterpriseTechnique,
    InterestQuestion,
)
from school.enterprises.partner_rules import InterestStatus, TechniqueKind
from tests.factories.records import add, number

STATED = date(2026, 1, 15)


def make_site(session: Session, enterprise: Enterprise, **values: Any) -> EnterpriseSite:
    """Make a site of an enterprise."""
    defaults = {"reference": f"SI-{number()}", "name": f"Dépôt {number()}", "town": "Cotonou"}
    return add(session, EnterpriseSite(enterprise=enterprise, **{**defaults, **values}))


def make_representative(
    session: Session, enterprise: Enterprise, **values: Any
) -> EnterpriseRepresentative:
    """Make a representative who may sign for an enterprise."""
    serial = number()
    defaults = {
        "reference": f"RP-{serial}",
        "name": f"Gérante {serial}",
        "email": f"gerante{serial}@example.test",
        "may_sign": True,
    }
    return add(session, EnterpriseRepresentative(enterprise=enterprise, **{**defaults, **values}))


def make_interest(session: Session, enterprise: Enterprise, **values: Any) -> EnterpriseInterest:
    """Make an answer of an enterprise that is interested, about the year it was given in."""
    defaults = {
        "reference": f"IN-{number()}",
        "year": values.get("answered_on", STATED).year,
        "status": InterestStatus.INTERESTED,
        "answered_on": STATED,
        "answered_by": "Gérante",
    }
    return add(session, EnterpriseInterest(enterprise_id=enterprise.id, **{**defaults, **values}))


def make_question(
    session: Session, enterprise: Enterprise, school: School, **values: Any
) -> InterestQuestion:
    """Make a question of a school about hosting apprentices."""
    defaults = {
        "reference": f"QI-{number()}",
        "year": 2026,
        "asked_on": STATED,
        "asked_by": "Directrice",
    }
    return add(
        session, InterestQuestion(enterprise=enterprise, school=school, **{**defaults, **values})
    )


def make_places(session: Session, enterprise: Enterprise, **values: Any) -> EnterprisePlaces:
    """Make two places in a period."""
    defaults = {
        "reference": f"PL-{number()}",
        "starts_on": date(2026, 3, 2),
        "ends_on": date(2026, 6, 26),
        "places": 2,
        "stated_on": STATED,
        "stated_by": "Gérante",
    }
    return add(session, EnterprisePlaces(enterprise_id=enterprise.id, **{**defaults, **values}))


def make_technique(session: Session, enterprise: Enterprise, **values: Any) -> EnterpriseTechnique:
    """Make a technique that an enterprise uses."""
    serial = number()
    defaults = {
        "reference": f"TE-{serial}",
        "kind": TechniqueKind.TECHNIQUE,
        "name": f"Soufflage {serial}",
        "stated_on": STATED,
        "stated_by": "Gérante",
    }
    return add(session, EnterpriseTechnique(enterprise_id=enterprise.id, **{**defaults, **values}))


def make_merge(session: Session, double: Enterprise, kept: Enterprise) -> EnterpriseMerge:
    """Make an enterprise the double of another."""
    merge = EnterpriseMerge(
        double_id=double.id, enterprise_id=kept.id, merged_on=STATED, merged_by="Directrice"
    )
    return add(session, merge)
