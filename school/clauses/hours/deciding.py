"""What can be decided of declared hours: to validate, to reject, to take back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import Session

from school.clauses.hours import queries
from school.clauses.hours.queries import Lot
from school.clauses.hours.rules import TRANSITIONS, Hindrance, HourStep, check_reason
from school.clauses.hours.weighing import Weighed, weigh
from school.clauses.hours.writing import Writer
from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.rules import HourReason, HourStatus
from school.core import audit
from school.core.errors import InvalidInput, mark
from school.core.periods import written_day

MOST_NAMED = 5
"""Days that a refusal names; of the others it says how many they are."""

REFUSED = {
    Hindrance.OUTSIDE: mark(
        "Hors du contrat, ces heures ne comptent pas : %(days)s. Laissez-les de côté, ou "
        "rejetez-les."
    ),
    Hindrance.NOT_ELIGIBLE: mark(
        "Ces jours-là, ces personnes ne sont pas éligibles : %(days)s. Laissez-les de côté, ou "
        "rejetez-les."
    ),
    Hindrance.COUNTED_TWICE: mark(
        "Ces jours comptent déjà pour un autre contrat ou lot : %(days)s. Laissez-les de côté, "
        "ou rejetez-les."
    ),
}


@dataclass(frozen=True)
class Decision:
    """What is decided of hours, and why where it is against them."""

    step: HourStep
    reason: HourReason | None = None
    detail: str | None = None


@dataclass(frozen=True)
class Chosen:
    """Of whose hours it is decided, and of which entries: all of theirs where none is named."""

    people: Collection[int]
    references: Collection[str] | None = None


def decide(
    session: Session,
    actor: str,
    contract: Contract,
    lot: Lot,
    month: str,
    chosen: Chosen,
    decision: Decision,
    *,
    today: date,
) -> int:
    """Validate, reject or take back the hours of people in a month; tell how many entries.

    Those of another state than the step is from stay as they are. Nothing is validated where
    hours could not count: outside of the contract, of somebody not eligible, or on a day that
    other hours use up (INDICATORS §4).
    Raises `InvalidInput` then, by person and day, as without anybody chosen, without a reason
    where one is asked, and where nothing is left to decide.
    """
    check_reason(decision.step, decision.reason, decision.detail)
    if not chosen.people:
        raise InvalidInput(mark("Choisissez au moins une personne."), "chosen")
    weighed = weigh(session, _undecided(contract, lot, month, chosen, decision.step), today)
    if not weighed:
        raise InvalidInput(mark("Ces heures ne sont plus dans cet état : relisez la page."))
    if decision.step is HourStep.VALIDATE:
        _check_counting(session, weighed)
    replaced = _replaced(weighed, today)
    writer = Writer(session, today)
    status = TRANSITIONS[decision.step].to_state
    for one in weighed:
        writer.supersede(one.entry, status=status, reason=decision.reason, detail=decision.detail)
    writer.write()
    changes = {"month": month, "lot": lot.name, "entries": len(weighed), **replaced}
    audit.note(session, actor, f"hours.{decision.step}", contract, changes)
    return len(weighed)


def _replaced(weighed: Sequence[Weighed], today: date) -> dict[str, object]:
    """Tell the trail what was decided today already: of one day the last decision alone stays."""
    former = [
        [one.entry.reference, one.entry.status.value, one.entry.reason, one.entry.detail]
        for one in weighed
        if one.entry.recorded_on >= today and one.entry.status is not HourStatus.PENDING
    ]
    return {"replaced": former} if former else {}


def _undecided(
    contract: Contract, lot: Lot, month: str, chosen: Chosen, step: HourStep
) -> ColumnElement[bool]:
    named = chosen.references
    return and_(
        queries.of_lot(contract, lot, month),
        IntegrationHours.participant_id.in_(chosen.people),
        IntegrationHours.status.in_(TRANSITIONS[step].from_states),
        true() if named is None else IntegrationHours.reference.in_(named),
    )


def _check_counting(session: Session, weighed: Sequence[Weighed]) -> None:
    numbers = {one.entry.participant_id for one in weighed}
    people = session.scalars(select(Participant).where(Participant.id.in_(numbers))).all()
    references = {one.id: one.reference for one in people}
    for hindrance, words in REFUSED.items():
        found = [one for one in weighed if one.hindrance is hindrance]
        if found:
            raise InvalidInput(words, "chosen", {"days": _named(found, references)})


def _named(found: Sequence[Weighed], references: dict[int, str]) -> str:
    """Name people by their reference, as whoever validates knows them, and days."""
    named: Iterable[str] = (
        f"{references[one.entry.participant_id]} ({written_day(one.entry.worked_on)})"
        for one in found[:MOST_NAMED]
    )
    more = len(found) - MOST_NAMED
    return ", ".join(named) + (f" (+ {more})" if more > 0 else "")
