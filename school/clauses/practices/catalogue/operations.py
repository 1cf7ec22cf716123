"""What is done with good practices: write one, publish or withdraw it, say that it is followed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.clauses.models import Contract
from school.clauses.practices.catalogue import queries
from school.clauses.practices.catalogue.models import GoodPractice, PracticeUse
from school.clauses.practices.catalogue.rules import (
    TRANSITIONS,
    PracticeState,
    PracticeStep,
    search_key,
)
from school.core import audit
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.periods import check_order, written_day
from school.core.references import new_reference
from school.core.versions import check_version

PREFIX = "GP"
USE_PREFIX = "GU"


@dataclass(frozen=True)
class PracticeText:
    """What a team writes of a practice."""

    team: str
    title: str
    done: str
    meant_for: str | None = None


def make(
    session: Session, principal: Principal, operator_id: int | None, text: PracticeText, today: date
) -> GoodPractice:
    """Write the draft of a practice for an operator, or for the ministry.

    Raises `NotAllowed` for an operator of others.
    """
    if operator_id is None:
        allowed = principal.sees_all_schools(Permission.MANAGE_CLAUSES)
    else:
        own = queries.own_operators(session, principal)
        allowed = operator_id in {one.id for one in own}
    if not allowed:
        raise NotAllowed(mark("Choisissez un opérateur pour qui vous parlez."))
    practice = GoodPractice(
        reference=new_reference(PREFIX),
        operator_id=operator_id,
        made_on=today,
        since=today,
        **_stated(text),
    )
    session.add(practice)
    audit.record(session, principal.name, "practice.make", practice)
    return practice


def revise(
    session: Session,
    principal: Principal,
    practice: GoodPractice,
    text: PracticeText,
    known_version: int | None,
) -> None:
    """Change the words of a draft; raises `NotAllowed` once it is published, else `StaleRecord`."""
    if practice.state is not PracticeState.DRAFT:
        raise NotAllowed(mark("Elle est publiée : retirez-la pour la récrire."))
    check_version(practice, known_version)
    for name, value in _stated(text).items():
        setattr(practice, name, value)
    audit.record(session, principal.name, "practice.revise", practice)


def take_step(
    session: Session,
    principal: Principal,
    practice: GoodPractice,
    step: PracticeStep,
    reason: str | None,
    known_version: int | None,
    today: date,
) -> None:
    """Take a practice to its next state.

    Raises `NotAllowed` where its state does not allow the step, `InvalidInput` without the reason
    that the step asks for, `StaleRecord` when somebody changed it meanwhile.
    """
    transition = TRANSITIONS[step]
    if practice.state not in transition.from_states:
        raise NotAllowed(mark("Ce pas a déjà été fait, ou n’est pas encore possible."))
    check_version(practice, known_version)
    if transition.needs_reason and not reason:
        raise InvalidInput(mark("Dites pourquoi en quelques mots."), "reason")
    practice.state, practice.since = transition.target, today
    practice.reason = reason if transition.needs_reason else None
    audit.record(session, principal.name, f"practice.{step.value}", practice)


def follow(
    session: Session,
    principal: Principal,
    practice: GoodPractice,
    contract: Contract,
    used_since: date,
    note: str | None,
    today: date,
) -> PracticeUse:
    """Say since when a contract does as a practice says; another day replaces the one before.

    Raises `NotAllowed` for a practice that is not published, `InvalidInput` for a day to come or
    outside the contract.
    """
    if practice.state is not PracticeState.PUBLISHED:
        raise NotAllowed(mark("Elle n’est pas publiée : on ne peut pas encore la suivre."))
    if used_since > today:
        raise InvalidInput(mark("Ce jour n’est pas encore venu."), "used_since")
    _check_within(contract, used_since)
    use = queries.use_of(session, practice, contract)
    if use is None:
        use = PracticeUse(
            reference=new_reference(USE_PREFIX), practice_id=practice.id, contract_id=contract.id
        )
        session.add(use)
    use.used_since, use.ended_on, use.note, use.stated_by = used_since, None, note, principal.name
    audit.record(session, principal.name, "practice.follow", use)
    return use


def end_use(
    session: Session,
    principal: Principal,
    use: PracticeUse,
    ended_on: date,
    known_version: int | None,
    today: date,
) -> None:
    """Say on which day a contract stopped following a practice.

    Raises `InvalidInput` for a day to come or before the first, `StaleRecord` when somebody
    changed it meanwhile.
    """
    check_version(use, known_version)
    if ended_on > today:
        raise InvalidInput(mark("Ce jour n’est pas encore venu."), "ended_on")
    check_order(use.used_since, ended_on, "ended_on")
    use.ended_on = ended_on
    audit.record(session, principal.name, "practice.end_use", use)


def _stated(text: PracticeText) -> dict[str, str | None]:
    return {
        "team": text.team,
        "title": text.title,
        "done": text.done,
        "meant_for": text.meant_for,
        "search_key": search_key(text.title, text.done, text.meant_for, text.team),
    }


def _check_within(contract: Contract, day: date) -> None:
    first, last = contract.starts_on, contract.ends_on
    if (first is not None and day < first) or (last is not None and day > last):
        raise InvalidInput(
            mark("Ce contrat va du %(first)s au %(last)s : choisissez un de ces jours."),
            "used_since",
            {"first": written_day(first), "last": written_day(last)},
        )
