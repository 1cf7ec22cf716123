"""Reads of people of clauses: who they are, why their hours count, what proves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from school.access.principal import Principal
from school.clauses.contracts.models import ContractCriterion
from school.clauses.models import Contract, Eligibility, IntegrationHours, Participant
from school.clauses.people.models import (
    ContractParticipant,
    EligibilityPaper,
    EligibilityPaperPart,
)
from school.clauses.people.policy import hours_visible_to, paper_visible_to
from school.clauses.people.rules import PersonFacts
from school.clauses.policy import contract_declarable_by, participant_visible_to
from school.clauses.rules import HourStatus
from school.cohorts.person_rules import may_be_born_alike
from school.core.errors import NotFound, mark
from school.core.facts import known
from school.core.paging import Slice, paginate
from school.core.sql_text import fold_case_and_spaces, folded


@dataclass(frozen=True)
class ParticipantPage:
    """A participant, why their hours count, what proves it, and the hours of each contract."""

    participant: Participant
    eligibilities: Sequence[Eligibility]
    papers: Sequence[EligibilityPaper]
    hours: Sequence[tuple[Contract, HourStatus, Decimal]]
    elsewhere: Decimal
    """Hours that stand, or may yet, under contracts that the reader is not told of."""


def participants(session: Session, principal: Principal, number: int) -> Slice[Participant]:
    """List a page of the participants a person may see, by name."""
    query = (
        select(Participant)
        .where(participant_visible_to(principal))
        .options(joinedload(Participant.trainee))
        .order_by(Participant.family_name, Participant.given_names, Participant.reference)
    )
    return paginate(session, query, number)


def participant_by_reference(session: Session, principal: Principal, reference: str) -> Participant:
    """Find a participant; raise `NotFound` when the person may not see them."""
    found = session.scalar(
        select(Participant)
        .where(participant_visible_to(principal), Participant.reference == reference)
        .options(joinedload(Participant.trainee))
    )
    if found is None:
        raise NotFound(mark("Cette personne n’existe pas."))
    return found


def participant_page(
    session: Session, principal: Principal, reference: str, known_on: date
) -> ParticipantPage:
    """Gather a participant's record; raises `NotFound` when the person may not see it."""
    participant = participant_by_reference(session, principal, reference)
    entry = known(IntegrationHours, known_on)
    hours = (
        select(Contract, entry.status, func.sum(entry.hours), hours_visible_to(principal))
        .join(Contract, Contract.id == entry.contract_id)
        .join(Participant, Participant.id == entry.participant_id)
        .where(entry.participant_id == participant.id, entry.hours > 0)
        .group_by(Contract.id, Participant.trainee_id, entry.status)
        .order_by(Contract.reference, entry.status)
    )
    rows = session.execute(hours).all()
    elsewhere = [row[2] for row in rows if not row[3] and row[1] is not HourStatus.REJECTED]
    return ParticipantPage(
        participant,
        eligibilities_of(session, participant),
        papers_of(session, principal, participant),
        [(row[0], row[1], row[2]) for row in rows if row[3]],
        sum(elsewhere, Decimal(0)),
    )


def eligibilities_of(session: Session, participant: Participant) -> Sequence[Eligibility]:
    """List why a participant's hours count, in the order of days."""
    query = select(Eligibility).where(Eligibility.participant_id == participant.id)
    return session.scalars(query.order_by(Eligibility.eligible_from, Eligibility.criterion)).all()


def eligibility_of(
    session: Session, participant: Participant, since: str, criterion: str | None
) -> Eligibility:
    """Find why a participant's hours count from a day on; raise `NotFound` where nothing is.

    The criterion tells those of one day apart.
    """
    for one in eligibilities_of(session, participant):
        if one.eligible_from.isoformat() == since and criterion in {None, one.criterion}:
            return one
    raise NotFound(mark("Ce critère n’est plus noté."))


def criteria_of(
    session: Session, principal: Principal, participant: Participant
) -> dict[str, int | None]:
    """Give the criteria that a participant's contracts list, and the months each counts for.

    Of the contracts on which the participant stands, those that the person declares for; of a
    criterion that several list, the most months; none is without end.
    """
    rows = session.execute(
        select(ContractCriterion.criterion, ContractCriterion.months)
        .join(Contract, Contract.id == ContractCriterion.contract_id)
        .join(ContractParticipant, ContractParticipant.contract_id == Contract.id)
        .where(
            ContractParticipant.participant_id == participant.id, contract_declarable_by(principal)
        )
        .order_by(ContractCriterion.id)
    )
    found: dict[str, int | None] = {}
    for criterion, months in rows:
        former = found.get(criterion, 0)
        found[criterion] = None if months is None or former is None else max(former, months)
    return found


def papers_of(
    session: Session, principal: Principal, participant: Participant
) -> Sequence[EligibilityPaper]:
    """List the papers that prove a participant's criteria, of those that a person may see."""
    query = (
        select(EligibilityPaper)
        .join(EligibilityPaper.participant)
        .where(paper_visible_to(principal), EligibilityPaper.participant_id == participant.id)
    )
    return session.scalars(query.order_by(EligibilityPaper.id)).all()


def paper_by_reference(session: Session, principal: Principal, reference: str) -> EligibilityPaper:
    """Find a paper that the person may see; raise `NotFound` for any other."""
    found = session.scalar(
        select(EligibilityPaper)
        .join(EligibilityPaper.participant)
        .where(paper_visible_to(principal), EligibilityPaper.reference == reference)
    )
    if found is None:
        raise NotFound(mark("Ce papier n’existe pas, ou n’est plus gardé."))
    return found


def paper_bytes(session: Session, paper: EligibilityPaper) -> bytes:
    """Put the pieces of a paper together."""
    query = select(EligibilityPaperPart.content).where(EligibilityPaperPart.paper_id == paper.id)
    return b"".join(session.scalars(query.order_by(EligibilityPaperPart.reference)))


def likely_doubles(session: Session, facts: PersonFacts) -> list[Participant]:
    """List the participants who may be the person described: same name, births not apart."""
    query = select(Participant).where(
        folded(Participant.family_name) == fold_case_and_spaces(facts.family_name),
        folded(func.coalesce(Participant.given_names, ""))
        == fold_case_and_spaces(facts.given_names or ""),
    )
    return [one for one in session.scalars(query) if may_be_born_alike(one.born_on, facts.born_on)]
