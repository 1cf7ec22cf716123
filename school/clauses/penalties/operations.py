"""What can be done before a penalty: put on file, open a hearing, be heard, decide."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.clauses.models import Contract, Notice
from school.clauses.penalties.hearing_rules import (
    NEEDS_AMOUNT,
    STEPS,
    Decision,
    HearingStep,
    may_step,
)
from school.clauses.penalties.models import FaithEntry, Hearing
from school.clauses.penalties.queries import Seat, last_number, most_at_stake
from school.clauses.penalties.rules import NEEDS_OTHER_PARTY, EntryKind, Side
from school.clauses.rules import NoticeKind
from school.core import audit
from school.core.database import one_at_a_time
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.periods import written_day
from school.core.references import new_reference
from school.core.versions import check_version


@dataclass(frozen=True)
class EntryInput:
    """What somebody puts on file."""

    kind: EntryKind
    on_date: date
    other_party: str | None
    wording: str
    answers: int | None = None


@dataclass(frozen=True)
class Ruling:
    """What is decided at the end of a hearing, with its reason."""

    decision: Decision
    amount: Decimal | None
    reason: str


def put_on_file(
    session: Session, principal: Principal, seat: Seat, given: EntryInput, day: date
) -> FaithEntry:
    """Add an entry to a contract's file; nothing of it is ever changed or erased.

    Raises `NotAllowed` for who speaks for no side, `InvalidInput` on the field at fault.
    """
    if seat.side is None:
        raise NotAllowed(mark("Seuls l’opérateur et le maître d’ouvrage complètent ce dossier."))
    if given.on_date > day:
        raise InvalidInput(mark("Ce jour n’est pas encore venu."), "on_date")
    if given.kind in NEEDS_OTHER_PARTY and not given.other_party:
        raise InvalidInput(mark("Écrivez à qui, ou de qui."), "other_party")
    one_at_a_time(session, FaithEntry)
    last = last_number(session, seat.contract)
    if given.answers is not None and not 1 <= given.answers <= last:
        raise InvalidInput(mark("Aucune pièce ne porte ce numéro."), "answers")
    entry = FaithEntry(
        reference=new_reference("BF"),
        contract_id=seat.contract.id,
        number=last + 1,
        side=seat.side,
        written_on=day,
        written_by=principal.name,
        **vars(given),
    )
    session.add(entry)
    audit.record(session, principal.name, "good_faith.add", entry)
    return entry


def open_hearing(
    session: Session,
    principal: Principal,
    contract: Contract,
    words: tuple[str, date],
    day: date,
) -> Hearing:
    """Open the stage at which both sides are heard; one at a time for a contract.

    `words` are what it is about and the day by which each is to answer, after today.
    """
    subject, answer_by = words
    if answer_by <= day:
        raise InvalidInput(mark("Laissez au moins un jour pour répondre."), "answer_by")
    hearing = Hearing(
        reference=new_reference("AU"),
        contract=contract,
        subject=subject,
        opened_on=day,
        opened_by=principal.name,
        answer_by=answer_by,
    )
    session.add(hearing)
    audit.record(session, principal.name, "hearing.open", hearing)
    return hearing


def hear(
    session: Session,
    principal: Principal,
    hearing: Hearing,
    step: HearingStep,
    words: str,
    known: int | None,
    day: date,
) -> None:
    """Write down what a side says, once; raises `NotAllowed` when it was heard already."""
    check_version(hearing, known)
    _expect(step, hearing, day)
    if STEPS[step].side is Side.OPERATOR:
        hearing.operator_heard_on, hearing.operator_said = day, words
        hearing.operator_heard_by = principal.name
    else:
        hearing.authority_heard_on, hearing.authority_said = day, words
        hearing.authority_heard_by = principal.name
    audit.record(session, principal.name, f"hearing.{step.value}", hearing)


def decide(
    session: Session,
    principal: Principal,
    hearing: Hearing,
    ruling: Ruling,
    known: int | None,
    day: date,
) -> None:
    """Decide, with a reason; an exemption is written among the contract's notices too.

    Raises `NotAllowed` before both sides were heard, unless the day to answer has passed, and
    `InvalidInput` for an amount that is missing, not asked for, above the contract's cap or
    above what the missing hours cost.
    """
    check_version(hearing, known)
    _expect(HearingStep.DECIDE, hearing, day)
    _check_amount(hearing.contract, ruling)
    _check_stake(session, hearing.contract, ruling, day)
    hearing.decided_on, hearing.decided_by = day, principal.name
    hearing.decision, hearing.amount, hearing.reason = (
        ruling.decision,
        ruling.amount,
        ruling.reason,
    )
    if ruling.decision is Decision.EXEMPTED:
        session.add(
            Notice(
                contract_id=hearing.contract_id,
                reference=hearing.reference,
                kind=NoticeKind.EXEMPTION_ACCEPTED,
                on_date=day,
            )
        )
    audit.record(session, principal.name, "hearing.decide", hearing)


def _expect(step: HearingStep, hearing: Hearing, day: date) -> None:
    if may_step(step, hearing.said, day):
        return
    if step is HearingStep.DECIDE and hearing.decided_on is None:
        raise NotAllowed(
            mark("Les deux parties n’ont pas été entendues : on décide après le %(day)s."),
            None,
            {"day": written_day(hearing.answer_by)},
        )
    raise NotAllowed(mark("C’est déjà fait."))


def _check_stake(session: Session, contract: Contract, ruling: Ruling, day: date) -> None:
    """Refuse more than the missing hours cost, where the contract says what an hour costs."""
    if ruling.amount is None or not contract.penalty_per_hour:
        return
    most = most_at_stake(session, contract, day)
    if ruling.amount > most:
        raise InvalidInput(
            mark("Les heures qui manquent coûtent %(most)s au plus."),
            "amount",
            {"most": f"{most.normalize():f}"},
        )


def _check_amount(contract: Contract, ruling: Ruling) -> None:
    if ruling.decision not in NEEDS_AMOUNT:
        if ruling.amount is not None:
            raise InvalidInput(mark("Cette décision ne demande pas de montant."), "amount")
        return
    if ruling.amount is None or ruling.amount <= 0:
        raise InvalidInput(mark("Écrivez le montant décidé."), "amount")
    if contract.penalty_cap is not None and ruling.amount > contract.penalty_cap:
        raise InvalidInput(
            mark("Le contrat plafonne les pénalités à %(cap)s."),
            "amount",
            {"cap": f"{contract.penalty_cap.normalize():f}"},
        )
