"""Builders of consultations, their answers and decisions."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.core.clock import today
from school.curriculum.queries import module_by_reference
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationAnswer,
    ConsultationChoice,
    ConsultationDecision,
    ConsultationInvitation,
    ConsultationItem,
)
from school.enterprises.consultations.rules import (
    ConsultationState,
    ItemKind,
    Verdict,
    Weighting,
)
from school.enterprises.models import Enterprise
from tests.factories.records import add, make_school, number

ASKED = date(2026, 9, 1)
MODULES = ("F0", "D1", "D2")
TECHNOLOGIES = ("Soudure ruban", "Réflectométrie")


def make_consultation(
    session: Session, school: School | None = None, **values: Any
) -> Consultation:
    """Make a consultation that is open, about three modules and two technologies."""
    state = values.get("state", ConsultationState.OPEN)
    closes_on = today() + timedelta(days=10)
    closed = state in {ConsultationState.CLOSED, ConsultationState.RETURNED}
    defaults = {
        "reference": f"CN-{number()}",
        "year": closes_on.year,
        "title": "Ce que la formation doit enseigner",
        "weighting": Weighting.ONE_EACH,
        "state": state,
        "made_on": ASKED,
        "closes_on": closes_on,
        "opened_on": None if state is ConsultationState.DRAFT else ASKED,
        "closed_on": ASKED if closed else None,
        "returned_on": ASKED if state is ConsultationState.RETURNED else None,
    }
    made = Consultation(school=school or make_school(session), **{**defaults, **values})
    add(session, made)
    for code in MODULES:
        module = module_by_reference(session, code)
        made.items.append(_item(made, ItemKind.MODULE, module_id=module.id))
    for label in TECHNOLOGIES:
        made.items.append(_item(made, ItemKind.TECHNOLOGY, label=label))
    session.flush()
    return made


def _item(consultation: Consultation, kind: ItemKind, **values: Any) -> ConsultationItem:
    return ConsultationItem(
        reference=f"CI-{number()}", position=len(consultation.items) + 1, kind=kind, **values
    )


def invite(
    session: Session, consultation: Consultation, enterprise: Enterprise
) -> ConsultationInvitation:
    """Ask an enterprise."""
    return add(
        session,
        ConsultationInvitation(consultation=consultation, enterprise=enterprise, invited_on=ASKED),
    )


def make_answer(
    session: Session, invitation: ConsultationInvitation, items: tuple[int, ...], **values: Any
) -> ConsultationAnswer:
    """Make an answer that names items by their positions, the dearest first."""
    asked = {one.position: one for one in invitation.consultation.items}
    places: dict[ItemKind, int] = {}
    answer = ConsultationAnswer(
        reference=f"CA-{number()}",
        consultation_id=invitation.consultation_id,
        enterprise_id=invitation.enterprise_id,
        **{"number": 1, "answered_by": invitation.enterprise.name, **values},
    )
    for position in items:
        item = asked[position]
        places[item.kind] = places.get(item.kind, 0) + 1
        answer.choices.append(ConsultationChoice(item=item, place=places[item.kind]))
    return add(session, answer)


def make_decision(session: Session, item: ConsultationItem, **values: Any) -> ConsultationDecision:
    """Make the decision to strengthen what an item names."""
    defaults = {
        "reference": f"CD-{number()}",
        "number": 1,
        "verdict": Verdict.STRENGTHEN,
        "reason": "Toutes le demandent.",
        "decided_on": ASKED,
        "recorded_by": "Florence",
    }
    return add(session, ConsultationDecision(item=item, **{**defaults, **values}))
