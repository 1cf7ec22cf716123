"""What a school does with a consultation: write it, open and close it, decide, send it back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.closing import check_open
from school.core import audit
from school.core.errors import InvalidInput, NeedsConfirmation, NotAllowed, StaleRecord, mark
from school.core.references import new_reference
from school.core.text import fold
from school.core.versions import changed_with, check_version
from school.enterprises.consultations import queries
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationDecision,
    ConsultationInvitation,
    ConsultationItem,
)
from school.enterprises.consultations.rules import (
    CHANGING,
    DECIDING,
    TRANSITIONS,
    CohortChoice,
    ConsultationState,
    ItemKind,
    Step,
    Verdict,
    Weighting,
)

LONGEST_TECHNOLOGY = 120
MOST_TECHNOLOGIES = 30
TAUGHT_IN = re.compile(r"(.*\S)\s*\(([^()]+)\)")

STALE = mark(
    "Quelqu’un d’autre a écrit entre-temps. Ce que vous avez écrit est toujours là : relisez la "
    "page, puis enregistrez de nouveau."
)


@dataclass(frozen=True)
class Technology:
    """A technology by its name, and the module that teaches it, if one does."""

    label: str
    module_id: int | None = None


@dataclass(frozen=True)
class Plan:
    """What a school states of a consultation before it opens."""

    title: str
    closes_on: date
    weighting: Weighting
    cohort: CohortChoice | None = None
    module_ids: Sequence[int] = field(default_factory=tuple)
    technologies: Sequence[Technology] = field(default_factory=tuple)
    confirmed: bool = False
    """Whether a second consultation of the year is meant."""

    @property
    def cohort_id(self) -> int | None:
        """The number of the cohort that it is about, if it is about one."""
        return self.cohort.id if self.cohort else None


@dataclass(frozen=True)
class Decided:
    """What the committee decided of an item."""

    verdict: Verdict
    reason: str
    decided_on: date
    version_id: int | None = None


def technologies_in(text: str, modules: Mapping[str, int]) -> list[Technology]:
    """Read technologies, one a line: « Soudure ruban (D2) » is taught in the module D2.

    A technology named twice is kept once. Raises `InvalidInput` for a name that is too long.
    """
    found: dict[str, Technology] = {}
    for line in filter(None, (part.strip() for part in text.splitlines())):
        match = TAUGHT_IN.fullmatch(line)
        known = modules.get(match[2].strip()) if match else None
        label = match[1] if match and known is not None else line
        if len(label) > LONGEST_TECHNOLOGY:
            raise InvalidInput(
                mark("« %(text)s » est trop long : %(limit)s caractères au plus."),
                "technologies",
                {"text": label[:30] + "…", "limit": LONGEST_TECHNOLOGY},
            )
        found.setdefault(fold(label), Technology(label, known))
    return list(found.values())


def make(
    session: Session, principal: Principal, school_id: int, plan: Plan, today: date
) -> Consultation:
    """Write the draft of a consultation of a school whose enterprises one manages.

    Raises `InvalidInput` for a day that has passed, when nothing is asked, or for a cohort of
    another school; `NotAllowed` for a school of others, `NeedsConfirmation` when the year or the
    cohort has a consultation already.
    """
    if school_id not in principal.school_ids(Permission.MANAGE_ENTERPRISES):
        raise NotAllowed(mark("Seule une école tient la fiche d’une entreprise."))
    stated = _stated(school_id, plan, today)
    _ask_about_another(session, school_id, plan)
    consultation = Consultation(
        reference=new_reference("CN"), school_id=school_id, made_on=today, **stated
    )
    session.add(consultation)
    audit.record(session, principal.name, "consultation.make", consultation)
    _write_items(session, consultation, plan)
    return consultation


def revise(
    session: Session,
    principal: Principal,
    consultation: Consultation,
    plan: Plan,
    known_version: int | None,
    today: date,
) -> None:
    """Change a draft, as for a new one; once it is open, what is asked stays as it is.

    Raises `StaleRecord` when somebody changed it meanwhile.
    """
    check_version(consultation, known_version)
    if consultation.state is not ConsultationState.DRAFT:
        raise NotAllowed(mark("La consultation est ouverte : ce qu’elle demande ne change plus."))
    for name, value in _stated(consultation.school_id, plan, today).items():
        setattr(consultation, name, value)
    audit.record(session, principal.name, "consultation.revise", consultation)
    changed_with(consultation)
    for item in consultation.items:
        session.delete(item)
    session.flush()
    session.expire(consultation, ["items"])
    _write_items(session, consultation, plan)


def take_step(
    session: Session,
    principal: Principal,
    consultation: Consultation,
    step: Step,
    today: date,
    *,
    confirmed: bool = False,
) -> None:
    """Take a consultation to its next state; opening it invites the partners of the school.

    Raises `NotAllowed` where the state does not allow the step or what it needs is not there,
    `NeedsConfirmation` before enterprises are told of a part of what they asked.
    """
    queries.hold(session, consultation)
    transition = TRANSITIONS[step]
    if consultation.state not in transition.from_states:
        raise NotAllowed(mark("Ce pas a déjà été fait, ou n’est pas encore possible."))
    if step is Step.OPEN:
        check_open(consultation.school)
        _invite(session, consultation, today)
        consultation.opened_on = today
    elif step is Step.CLOSE:
        consultation.closed_on = today
    else:
        _check_decided(session, consultation, confirmed=confirmed)
        consultation.returned_on = today
    consultation.state = transition.target
    audit.record(session, principal.name, f"consultation.{step.value}", consultation)


def decide(
    session: Session,
    principal: Principal,
    item: ConsultationItem,
    decided: Decided,
    known_number: int | None,
) -> ConsultationDecision:
    """Write what the committee decided of an item; it takes the place of what was decided before.

    Raises `NotAllowed` before the answers are all in, `StaleRecord` when somebody decided
    meanwhile (`known_number` is that of the decision one saw), `InvalidInput` for a version that
    carries out a decision to change nothing.
    """
    if item.consultation.state not in DECIDING:
        raise NotAllowed(mark("Les entreprises répondent encore : fermez d’abord la consultation."))
    before = queries.latest_decisions(session, item.consultation).get(item.id)
    number = before.number if before else 0
    if number != (known_number or 0):
        raise StaleRecord(STALE, values={"version": number})
    if decided.version_id is not None and decided.verdict not in CHANGING:
        raise InvalidInput(
            mark("Cette décision ne change rien : elle n’a pas de version."), "version_of_change"
        )
    decision = ConsultationDecision(
        reference=new_reference("CD"),
        item_id=item.id,
        number=number + 1,
        verdict=decided.verdict,
        reason=decided.reason,
        decided_on=decided.decided_on,
        version_id=decided.version_id,
        recorded_by=principal.name,
    )
    session.add(decision)
    audit.record(session, principal.name, "consultation.decide", decision)
    return decision


def _ask_about_another(session: Session, school_id: int, plan: Plan) -> None:
    """Ask before the enterprises of a school are consulted twice about one year or cohort."""
    year = plan.closes_on.year
    other = queries.consultation_of_year(session, school_id, year, plan.cohort_id)
    if other is not None and not plan.confirmed:
        raise NeedsConfirmation(
            mark(
                "L’année %(year)s a déjà une consultation : « %(title)s ». Demander une deuxième "
                "fois aux mêmes entreprises ?"
            ),
            "closes_on",
            {"year": year, "title": other.title},
        )


def _stated(school_id: int, plan: Plan, today: date) -> dict[str, object]:
    if plan.closes_on < today:
        raise InvalidInput(mark("Ce jour est passé."), "closes_on")
    if plan.cohort is not None and plan.cohort.school_id != school_id:
        raise InvalidInput(mark("Cette promotion est celle d’une autre école."), "cohort")
    if not plan.module_ids and not plan.technologies:
        raise InvalidInput(mark("Choisissez au moins un module ou une technologie."), "modules")
    if len(plan.technologies) > MOST_TECHNOLOGIES:
        raise InvalidInput(
            mark("%(limit)s technologies au plus."), "technologies", {"limit": MOST_TECHNOLOGIES}
        )
    return {
        "title": plan.title,
        "year": plan.closes_on.year,
        "closes_on": plan.closes_on,
        "weighting": plan.weighting,
        "cohort_id": plan.cohort_id,
    }


def _write_items(session: Session, consultation: Consultation, plan: Plan) -> None:
    items = [(ItemKind.MODULE, number, None) for number in plan.module_ids] + [
        (ItemKind.TECHNOLOGY, one.module_id, one.label) for one in plan.technologies
    ]
    session.add_all(
        ConsultationItem(
            reference=new_reference("CI"),
            consultation_id=consultation.id,
            position=position,
            kind=kind,
            module_id=module_id,
            label=label,
        )
        for position, (kind, module_id, label) in enumerate(items, start=1)
    )
    session.flush()


def _invite(session: Session, consultation: Consultation, today: date) -> None:
    if consultation.closes_on < today:
        raise NotAllowed(mark("Le dernier jour pour répondre est passé : changez-le d’abord."))
    partners = queries.partner_ids(session, consultation.school_id)
    if not partners:
        raise NotAllowed(mark("Aucune entreprise partenaire : il n’y a personne à qui demander."))
    session.add_all(
        ConsultationInvitation(
            consultation_id=consultation.id, enterprise_id=number, invited_on=today
        )
        for number in partners
    )


def _check_decided(session: Session, consultation: Consultation, *, confirmed: bool) -> None:
    decided = queries.latest_decisions(session, consultation)
    if not decided:
        raise NotAllowed(mark("Rien n’est décidé encore : il n’y a rien à dire aux entreprises."))
    undecided = len(consultation.items) - len(decided)
    if undecided and not confirmed:
        raise NeedsConfirmation(
            mark(
                "Le comité n’a décidé que de %(decided)s demandes sur %(all)s. "
                "Répondre aux entreprises sans attendre la suite ?"
            ),
            None,
            {"decided": len(decided), "all": len(consultation.items)},
        )
