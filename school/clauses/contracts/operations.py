"""What can be done with contracts: sign, revise, amend a quota, notify, state worked hours."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from school.clauses.contracts import queries
from school.clauses.contracts.models import (
    ContractCriterion,
    ContractDocument,
    ContractDocumentPart,
)
from school.clauses.contracts.rules import (
    MONTH,
    ContractDetails,
    Criterion,
    NoticeDetails,
    QuotaDetails,
)
from school.clauses.models import Commitment, Contract, Notice, WorkedHours
from school.core import audit
from school.core.errors import InvalidInput, NeedsConfirmation, mark
from school.core.periods import written_day
from school.core.references import new_reference
from school.core.versions import changed_with, check_version
from school.practicals.parts import digest_of, in_parts, part_reference

MOST_BYTES = 10 * 1024 * 1024
TAIL = 2048


def sign_contract(
    session: Session, actor: str, details: ContractDetails, criteria: Sequence[Criterion] = ()
) -> Contract:
    """Write down a contract with its clause.

    Raises `InvalidInput` on the field of what cannot be: an end before the start, a cap without
    its base, a part outside of 0–1, money without a currency.
    """
    details.check()
    contract = Contract(reference=new_reference("CT"))
    _write(contract, details)
    session.add(contract)
    audit.record(session, actor, "contract.sign", contract)
    _write_criteria(session, contract, criteria)
    return contract


def revise_contract(
    session: Session,
    actor: str,
    contract: Contract,
    details: ContractDetails,
    criteria: Sequence[Criterion],
    known_version: int | None,
) -> None:
    """Change what is stated of a contract; quotas change by amendments alone.

    Raises `StaleRecord` when somebody changed it meanwhile, and `InvalidInput` for what cannot
    be: as `sign_contract`, and for a start after the first quota.
    """
    check_version(contract, known_version)
    details.check()
    first = queries.earliest_quota(session, contract)
    if first is not None and first < details.starts_on:
        raise InvalidInput(
            mark("Un quota vaut dès le %(day)s : le contrat ne peut commencer après."),
            "starts_on",
            {"day": written_day(first)},
        )
    _write(contract, details)
    audit.record(session, actor, "contract.revise", contract)
    _write_criteria(session, contract, criteria)
    changed_with(contract)


def _write(contract: Contract, details: ContractDetails) -> None:
    for name in ContractDetails.__dataclass_fields__:
        setattr(contract, name, getattr(details, name))


def _write_criteria(session: Session, contract: Contract, criteria: Sequence[Criterion]) -> None:
    names = [one.words for one in criteria]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InvalidInput(mark("« %(words)s » est écrit deux fois."), None, {"words": twice})
    known = {one.criterion: one for one in queries.criteria_of(session, contract)}
    for one in criteria:
        kept = known.pop(one.words, None) or ContractCriterion(
            contract_id=contract.id, criterion=one.words
        )
        kept.months = one.months
        session.add(kept)
    for left in known.values():
        session.delete(left)
    session.flush()


def amend_quota(
    session: Session,
    actor: str,
    contract: Contract,
    details: QuotaDetails,
    *,
    confirmed: bool = False,
) -> Commitment:
    """State the quota of a lot and bucket from a day on; earlier days keep theirs.

    Raises `InvalidInput` for a day outside the contract, for no or two kinds of quota, and for a
    part outside of 0–1; `NeedsConfirmation` for a part of hours that nobody has stated yet, and
    for a day that has its quota already, which this one then replaces.
    """
    details.check(contract.starts_on, contract.ends_on, globalised=bool(contract.globalised))
    found = queries.quota_on(session, contract, details.lot, details.bucket, details.valid_from)
    if not confirmed:
        _ask_about(session, contract, details, found)
    quota = found or Commitment(
        contract_id=contract.id,
        lot=details.lot,
        bucket=details.bucket,
        valid_from=details.valid_from,
    )
    quota.hours, quota.share_of_worked = details.hours, details.share_of_worked
    session.add(quota)
    audit.record(session, actor, "contract.amend_quota", quota)
    return quota


def _ask_about(
    session: Session, contract: Contract, details: QuotaDetails, found: Commitment | None
) -> None:
    if found is not None:
        raise NeedsConfirmation(
            mark("Ce lot a déjà un quota qui vaut dès ce jour : celui-ci le remplacerait."),
            "valid_from",
        )
    share = details.share_of_worked
    if share is not None and queries.worked_in(session, contract, details.lot) is None:
        raise NeedsConfirmation(
            mark(
                "Aucune heure travaillée n’est écrite pour ce lot : ce quota vaudra zéro tant "
                "qu’il n’y en a pas."
            ),
            "share_of_worked",
        )


def state_worked(
    session: Session, actor: str, contract: Contract, lot: str, month: str, hours: Decimal
) -> WorkedHours:
    """State all hours worked for a lot in a month, on which a quota may be taken.

    Raises `InvalidInput` for a month that is none or lies outside the contract, and for hours
    below zero. What was stated before stays in the trail.
    """
    if not MONTH.fullmatch(month):
        raise InvalidInput(mark("Écrivez le mois comme 2026-03."), "month")
    first, last = contract.starts_on, contract.ends_on
    early = first is not None and month < f"{first:%Y-%m}"
    if early or (last is not None and month > f"{last:%Y-%m}"):
        raise InvalidInput(mark("Ce mois n’est pas dans le contrat."), "month")
    if hours < 0:
        raise InvalidInput(mark("Des heures ne sont pas négatives."), "hours")
    stated = queries.worked_in(session, contract, lot, month) or WorkedHours(
        contract_id=contract.id, lot=lot, month=month
    )
    stated.hours = hours
    session.add(stated)
    audit.record(session, actor, "contract.state_worked", stated)
    return stated


def give_notice(
    session: Session, actor: str, contract: Contract, details: NoticeDetails, day: date
) -> Notice:
    """Record what was notified under a contract; it stays.

    Raises `InvalidInput` for a delay that ends before it begins, a formal notice without one, a
    late report without days, and a day before the contract or still to come.
    """
    details.check()
    if details.on_date > day:
        raise InvalidInput(mark("Ce jour n’est pas encore venu."), "on_date")
    if contract.starts_on is not None and details.on_date < contract.starts_on:
        raise InvalidInput(
            mark("Le contrat ne commence que le %(day)s."),
            "on_date",
            {"day": written_day(contract.starts_on)},
        )
    notice = Notice(
        contract_id=contract.id,
        reference=new_reference("NO"),
        kind=details.kind,
        on_date=details.on_date,
        expires_on=details.expires_on,
        days=details.days,
    )
    session.add(notice)
    audit.record(session, actor, "contract.give_notice", notice)
    return notice


def attach_document(
    session: Session, actor: str, contract: Contract, title: str, content: bytes
) -> ContractDocument:
    """Keep a paper of a contract; raises `InvalidInput` for what is no PDF, or too large."""
    if len(content) > MOST_BYTES:
        raise InvalidInput(mark("Ce fichier dépasse 10 Mo."), "file")
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-TAIL:]:
        raise InvalidInput(mark("Ce fichier n’est pas un PDF entier."), "file")
    document = ContractDocument(
        reference=new_reference("CD"),
        contract_id=contract.id,
        title=title,
        size=len(content),
        digest=digest_of(content),
        added_by=actor,
    )
    session.add(document)
    audit.record(session, actor, "contract.attach_document", document)
    session.add_all(
        ContractDocumentPart(
            document_id=document.id, reference=part_reference(place), content=piece
        )
        for place, piece in enumerate(in_parts(content))
    )
    session.flush()
    return document
