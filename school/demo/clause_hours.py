"""Who works for the demo's contracts, and two placements whose logbook counts for one."""

from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from school.clauses.hours.linking import COUNTED_STATES, Terms, count_placement
from school.clauses.hours.operations import declare_month
from school.clauses.hours.queries import lots_of, month_totals
from school.clauses.hours.rules import MonthState
from school.clauses.models import Contract, Eligibility, IntegrationHours, Participant
from school.clauses.people.models import ContractParticipant
from school.clauses.people.proving import add_paper
from school.clauses.rules import HourForm
from school.hiring.rules import Evidence
from school.placements.models import LogbookDay, Placement
from school.practicals.photo_rules import Picture
from school.practicals.photos import read_photo

ACTOR = "démonstration"
PLACEMENTS = 2
CRITERION = "apprenti de moins de 30 ans"


def work_for_contracts(session: Session, today: date) -> None:
    """Let the people of the contracts stand on their sheets, and logbooks flow into one."""
    _engage(session)
    for contract in session.scalars(select(Contract).order_by(Contract.reference)).all():
        for number, placement in enumerate(_placements(session, contract), start=1):
            _make_eligible(session, f"PAR-{contract.reference}-{number}", placement, contract)
            terms = Terms(lots_of(session, contract)[0], HourForm.MADE_AVAILABLE)
            count_placement(session, ACTOR, contract, placement, terms, today)
        _declare_empty_month(session, contract, today)


def _engage(session: Session) -> None:
    rows = session.execute(
        select(
            IntegrationHours.contract_id,
            IntegrationHours.participant_id,
            func.min(IntegrationHours.worked_on),
        )
        .group_by(IntegrationHours.contract_id, IntegrationHours.participant_id)
        .order_by(IntegrationHours.contract_id, IntegrationHours.participant_id)
    )
    session.add_all(
        ContractParticipant(contract_id=row[0], participant_id=row[1], since=row[2])
        for row in rows.all()
    )
    session.flush()


def _placements(session: Session, contract: Contract) -> list[Placement]:
    """Choose the latest placements with the operator whose logbook has validated days."""
    validated = exists().where(
        LogbookDay.placement_id == Placement.id,
        LogbookDay.validated_on.is_not(None),
        LogbookDay.date >= (contract.starts_on or date.min),
    )
    known = select(Participant.trainee_id).where(Participant.trainee_id.is_not(None))
    query = (
        select(Placement)
        .where(
            Placement.enterprise_id == contract.operator_id,
            Placement.status.in_(COUNTED_STATES),
            Placement.trainee_id.not_in(known),
            validated,
        )
        .order_by(Placement.starts_on.desc(), Placement.reference)
    )
    return list(session.scalars(query.limit(PLACEMENTS)))


def _make_eligible(
    session: Session, reference: str, placement: Placement, contract: Contract
) -> None:
    trainee = placement.trainee
    participant = Participant(
        reference=reference,
        family_name=trainee.family_name,
        given_names=trainee.given_names,
        sex=trainee.sex,
        born_on=trainee.born_on,
        trainee=trainee,
    )
    session.add(participant)
    session.flush()
    add_paper(session, ACTOR, participant, CRITERION, _picture(), placement.starts_on or date.min)
    session.add(
        Eligibility(
            participant_id=participant.id,
            criterion=CRITERION,
            eligible_from=contract.starts_on or placement.starts_on or date.min,
            months=24,
            evidence=Evidence.DOCUMENT_SEEN,
        )
    )


def _picture() -> Picture:
    """Draw a paper on which nothing of anybody stands."""
    paper = Image.new("RGB", (420, 297), "white")
    ImageDraw.Draw(paper).text((40, 130), "Attestation (démonstration)", fill="black")
    stream = BytesIO()
    paper.save(stream, "JPEG")
    return read_photo(BytesIO(stream.getvalue()))


def _declare_empty_month(session: Session, contract: Contract, today: date) -> None:
    """Say of the oldest month of which nobody said anything that it had no hours."""
    unknown = [
        one for one in month_totals(session, contract, today) if one.state is MonthState.UNKNOWN
    ]
    for one in unknown[-1:]:
        declare_month(session, ACTOR, contract, one.lot, one.month, has_hours=False, today=today)
