"""What can be done with people of clauses: write down, correct, make eligible, forget."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.clauses.models import Contract, Participant
from school.clauses.people import queries
from school.clauses.people.models import ContractParticipant
from school.clauses.people.rules import PersonFacts
from school.cohorts.models import Trainee
from school.cohorts.person_rules import check_birth
from school.core import audit
from school.core.errors import NeedsConfirmation, mark
from school.core.references import new_reference
from school.core.versions import check_version


def add_person(
    session: Session,
    actor: str,
    contract: Contract,
    facts: PersonFacts,
    *,
    today: date,
    confirmed: bool,
) -> Participant:
    """Write somebody down who works, or will, for a contract.

    Raises `NeedsConfirmation` where somebody of the same name may be the same person: their
    hours would count twice. Raises `InvalidInput` for a birth to come.
    """
    check_birth(facts.born_on, today)
    _check_alone(session, facts, confirmed=confirmed)
    participant = Participant(reference=new_reference("N"), **vars(facts))
    session.add(participant)
    audit.record(session, actor, "participant.add", participant)
    engage(session, actor, contract, participant, today)
    return participant


def _check_alone(
    session: Session, facts: PersonFacts, myself: int | None = None, *, confirmed: bool
) -> None:
    others = [one for one in queries.likely_doubles(session, facts) if one.id != myself]
    if others and not confirmed:
        raise NeedsConfirmation(
            mark(
                "Une personne de ce nom est déjà connue : si c’est elle, ses heures seraient "
                "comptées deux fois. Sa date de naissance permet de la retrouver."
            ),
            "family_name",
        )


def revise_person(
    session: Session,
    actor: str,
    participant: Participant,
    facts: PersonFacts,
    *,
    today: date,
    known: int | None,
    confirmed: bool,
) -> None:
    """Correct what is stated of somebody; raises `StaleRecord` on another's change.

    Raises `NeedsConfirmation` where the new name or birth are those of somebody else.
    """
    check_version(participant, known)
    check_birth(facts.born_on, today)
    if _identity(participant) != (facts.family_name, facts.given_names, facts.born_on):
        _check_alone(session, facts, participant.id, confirmed=confirmed)
    for name, value in vars(facts).items():
        setattr(participant, name, value)
    audit.record(session, actor, "participant.revise", participant)


def _identity(participant: Participant) -> tuple[str, str | None, date | None]:
    return participant.family_name, participant.given_names, participant.born_on


def engage(
    session: Session, actor: str, contract: Contract, participant: Participant, since: date
) -> None:
    """Let somebody stand on the sheets of a contract; once is enough."""
    there = session.scalar(
        select(ContractParticipant).where(
            ContractParticipant.contract_id == contract.id,
            ContractParticipant.participant_id == participant.id,
        )
    )
    if there is None:
        there = ContractParticipant(contract=contract, participant=participant, since=since)
        session.add(there)
        audit.record(session, actor, "participant.engage", there)


def participant_of_trainee(session: Session, actor: str, trainee: Trainee) -> Participant:
    """Give the participant who is a trainee, written down from the school's record if new.

    Whom an operator wrote down before, under the same name and the same birth, is that trainee:
    from now on one day of theirs counts once.
    """
    query = select(Participant).where(Participant.trainee_id == trainee.id)
    found = session.scalars(query.order_by(Participant.id).limit(1)).first()
    return found or _recognised(session, actor, trainee) or _written_down(session, actor, trainee)


def _recognised(session: Session, actor: str, trainee: Trainee) -> Participant | None:
    facts = PersonFacts(trainee.family_name, trainee.given_names, trainee.sex, trainee.born_on)
    alike = [
        one
        for one in queries.likely_doubles(session, facts)
        if one.trainee_id is None and one.born_on is not None and one.born_on == trainee.born_on
    ]
    for one in alike:
        one.trainee = trainee
        audit.record(session, actor, "participant.recognise", one)
    return min(alike, key=lambda one: one.id, default=None)


def _written_down(session: Session, actor: str, trainee: Trainee) -> Participant:
    participant = Participant(
        reference=new_reference("N"),
        family_name=trainee.family_name,
        given_names=trainee.given_names,
        sex=trainee.sex,
        born_on=trainee.born_on,
        trainee=trainee,
    )
    session.add(participant)
    audit.record(session, actor, "participant.add", participant)
    return participant


def name_of(participant: Participant) -> str:
    """Name somebody as people introduce themselves."""
    given = participant.given_names
    return f"{given} {participant.family_name}" if given else participant.family_name
