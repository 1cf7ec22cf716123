"""Letting somebody who is known already work for another contract, instead of a second time.

One hour serves one clause (INDICATORS §4): a person who is written down twice would use up two
days in one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.clauses.models import Contract, Participant
from school.clauses.people import queries
from school.clauses.people.models import ContractParticipant
from school.clauses.people.operations import add_person, engage
from school.clauses.people.rules import SOMEBODY_ELSE, PersonFacts
from school.clauses.policy import contract_declarable_by, participant_visible_to
from school.core.errors import InvalidInput, mark

MOST_OFFERED = 200
"""Contracts that one page offers; those that began last come first."""


@dataclass(frozen=True)
class Answer:
    """Whether who is written down is one of those known already, and whether that was checked."""

    offered: Sequence[Participant]
    chosen: str | None
    confirmed: bool


def known_alike(session: Session, principal: Principal, facts: PersonFacts) -> list[Participant]:
    """List those known already who may be the person described, and whom one may be told of.

    Of people whom the reader does not see, only those of the same name and the same birth, both
    stated: who can write them down knows the person.
    """
    found = queries.likely_doubles(session, facts)
    seen = set(
        session.scalars(
            select(Participant.id).where(
                Participant.id.in_([one.id for one in found]), participant_visible_to(principal)
            )
        )
    )
    return [
        one
        for one in found
        if one.id in seen or (one.born_on is not None and one.born_on == facts.born_on)
    ]


def join_or_add(
    session: Session,
    actor: str,
    contract: Contract,
    facts: PersonFacts,
    answer: Answer,
    today: date,
) -> Participant:
    """Let a known person work for a contract, or write a new one down, as was answered.

    Raises `InvalidInput` until it is said whether the person is one of those offered, and
    `NeedsConfirmation` as `add_person` does where nobody can be offered.
    """
    for one in answer.offered:
        if one.reference == answer.chosen:
            engage(session, actor, contract, one, today)
            return one
    if answer.offered and answer.chosen != SOMEBODY_ELSE:
        raise InvalidInput(
            mark(
                "Une personne de ce nom est déjà connue : dites si c’est elle, pour que "
                "ses heures ne soient pas comptées deux fois."
            ),
            "same",
        )
    sure = answer.confirmed or answer.chosen == SOMEBODY_ELSE
    return add_person(session, actor, contract, facts, today=today, confirmed=sure)


def contracts_to_join(
    session: Session, principal: Principal, participant: Participant
) -> Sequence[Contract]:
    """List the contracts that a person declares for and on which somebody does not stand yet."""
    there = select(ContractParticipant.contract_id).where(
        ContractParticipant.participant_id == participant.id
    )
    query = (
        select(Contract)
        .where(contract_declarable_by(principal), Contract.id.not_in(there))
        .order_by(Contract.starts_on.desc(), Contract.reference)
    )
    return session.scalars(query.limit(MOST_OFFERED)).all()
