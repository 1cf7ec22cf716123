"""Two consultations of the first demo school: one decided last year, one that is open."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.curriculum.models import Module
from school.curriculum.version_queries import all_versions
from school.demo.story import COTONOU
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
from school.enterprises.models import Enterprise, Partnership

MODULES = ("F0", "D1", "D2", "D3", "M1", "M2")
TECHNOLOGIES = (
    ("Soudure de ruban", None),
    ("Réflectométrie dans les deux sens", "D2"),
    ("Souffleuse de câble", None),
    ("Test de puissance sur réseau en service", "M1"),
)
LACKS = (
    "Lire une courbe sans aide.",
    "Travailler en hauteur en confiance.",
    "Rédiger un dossier de récolement propre.",
)
DECISIONS = (
    (1, Verdict.STRENGTHEN, "Les entreprises qui embauchent le placent en tête."),
    (3, Verdict.KEEP, "Le temps donné suffit d’après les évaluations."),
    (7, Verdict.POSTPONE, "L’école n’a pas encore la soudeuse qu’il faut."),
)


def consult_enterprises(session: Session, today: date) -> None:
    """Write what the partners were asked a year ago, with what was decided, and ask them again."""
    school = session.scalars(select(School).where(School.reference == COTONOU.reference)).one()
    partners = session.scalars(
        select(Enterprise)
        .join(Partnership, Partnership.enterprise_id == Enterprise.id)
        .where(Partnership.school_id == school.id)
        .order_by(Enterprise.reference)
    ).all()
    past = _ask(session, school, partners, today - timedelta(days=340), today)
    _answer(session, past, partners[: len(partners) * 3 // 4])
    _decide(session, past)
    present = _ask(session, school, partners, today - timedelta(days=6), today)
    _answer(session, present, partners[: len(partners) // 3])
    _draft(session, school, today)


def _draft(session: Session, school: School, today: date) -> None:
    """Write the question of next year, which nobody has been asked yet."""
    module = session.scalars(select(Module).where(Module.reference == MODULES[0])).one()
    session.add(
        Consultation(
            reference=f"CN-{today.year}-3",
            school=school,
            year=today.year + 1,
            title=f"Ce que la formation doit enseigner en {today.year + 2}",
            weighting=Weighting.ONE_EACH,
            state=ConsultationState.DRAFT,
            made_on=today,
            closes_on=today + timedelta(days=300),
            items=[
                ConsultationItem(
                    reference=f"CN-{today.year}-3-01",
                    position=1,
                    kind=ItemKind.MODULE,
                    module=module,
                )
            ],
        )
    )
    session.flush()


def _ask(
    session: Session, school: School, partners: Sequence[Enterprise], opened: date, today: date
) -> Consultation:
    closes = opened + timedelta(days=30)
    over = closes < today
    consultation = Consultation(
        reference=f"CN-{closes.year}-{'1' if over else '2'}",
        school=school,
        year=closes.year,
        title=f"Ce que la formation doit enseigner en {today.year + (0 if over else 1)}",
        weighting=Weighting.BY_PLACES,
        state=ConsultationState.CLOSED if over else ConsultationState.OPEN,
        made_on=opened,
        opened_on=opened,
        closes_on=closes,
        closed_on=closes if over else None,
    )
    session.add(consultation)
    modules = {one.reference: one for one in session.scalars(select(Module))}
    asked = [(ItemKind.MODULE, code, None) for code in MODULES] + [
        (ItemKind.TECHNOLOGY, code, label) for label, code in TECHNOLOGIES
    ]
    consultation.items = [
        ConsultationItem(
            reference=f"{consultation.reference}-{position:02d}",
            position=position,
            kind=kind,
            module=modules[code] if code else None,
            label=label,
        )
        for position, (kind, code, label) in enumerate(asked, start=1)
    ]
    session.add_all(
        ConsultationInvitation(consultation=consultation, enterprise=one, invited_on=opened)
        for one in partners
    )
    session.flush()
    return consultation


def _answer(session: Session, consultation: Consultation, partners: Sequence[Enterprise]) -> None:
    opened = consultation.opened_on or consultation.made_on
    for number, enterprise in enumerate(partners):
        answer = ConsultationAnswer(
            reference=f"CA-{consultation.reference}-{number + 1:02d}",
            consultation_id=consultation.id,
            enterprise_id=enterprise.id,
            number=1,
            answered_at=datetime.combine(opened + timedelta(days=1 + number % 4), time(9)),
            answered_by=enterprise.name,
            places=number % 4,
            hires=number % 3,
            hiring_for="Raccordement d’abonnés" if number % 3 else None,
            lacking=LACKS[number % len(LACKS)],
        )
        answer.choices = _choices(consultation, number)
        session.add(answer)
    session.flush()


def _choices(consultation: Consultation, number: int) -> list[ConsultationChoice]:
    found = []
    for kind, few in ((ItemKind.MODULE, 3), (ItemKind.TECHNOLOGY, 2)):
        items = [one for one in consultation.items if one.kind is kind]
        turned = [*items[number % 3 :], *items[: number % 3]][:few]
        found += [ConsultationChoice(item=one, place=place) for place, one in enumerate(turned, 1)]
    return found


def _decide(session: Session, consultation: Consultation) -> None:
    version = all_versions(session)[0]
    closed = consultation.closed_on or consultation.closes_on
    for place, verdict, reason in DECISIONS:
        item = consultation.items[place]
        session.add(
            ConsultationDecision(
                reference=f"CD-{item.reference}",
                item=item,
                number=1,
                verdict=verdict,
                reason=reason,
                decided_on=closed + timedelta(days=12),
                version_id=version.id if verdict is Verdict.STRENGTHEN else None,
                recorded_by=" ".join(COTONOU.director),
                recorded_at=datetime.combine(closed + timedelta(days=12), time(17)),
            )
        )
    session.flush()
