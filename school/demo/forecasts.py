"""Scenarios, the file of good faith, hearings, and a contract that has ended, with its trials."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.clauses.forecasts.models import PlanEdition, Scenario, ScenarioPart
from school.clauses.forecasts.trial_operations import run_trials
from school.clauses.models import (
    Commitment,
    Contract,
    Eligibility,
    IntegrationHours,
    Participant,
)
from school.clauses.penalties.models import FaithEntry, Hearing
from school.clauses.penalties.rules import EntryKind, Side
from school.clauses.rules import Bucket, HourForm, HourStatus
from school.cohorts.rules import Sex
from school.core.calendar import add_months
from school.demo.clauses import BORGOU, LITTORAL
from school.demo.rules import is_working_day

OUEME = "CT-OUEME"
OFFICER, READER = "Ida Houngbo (démonstration)", "Luc Adjovi (démonstration)"
MONTHS = 18
DAYS_OF_A_MONTH = (4, 11, 18, 25)
PEOPLE = (
    ("PAR-91", "Dossou", "Rachidatou", Sex.FEMALE),
    ("PAR-92", "Gbaguidi", "Wilfried", Sex.MALE),
    ("PAR-93", "Sossa", "Mireille", Sex.FEMALE),
)


def foresee(session: Session, today: date) -> None:
    """Write what is thought of and said about the contracts, and one that has ended."""
    littoral, borgou = (_contract(session, one) for one in (LITTORAL, BORGOU))
    _think(session, littoral, today)
    _say(session, littoral, today)
    _hear(session, littoral, today, heard=False)
    _hear(session, borgou, today, heard=True)
    _end(session, littoral, today)
    session.flush()
    run_trials(session, today)


def _contract(session: Session, reference: str) -> Contract:
    return session.scalars(select(Contract).where(Contract.reference == reference)).one()


def _think(session: Session, contract: Contract, today: date) -> None:
    first = add_months(today.replace(day=1), 2)
    ideas = (("Trois placements de huit semaines", 3, 8), ("Une équipe de six en intérim", 6, 10))
    for number, (name, people, weeks) in enumerate(ideas, start=1):
        part = ScenarioPart(
            position=1,
            lot="1",
            bucket=Bucket.INTEGRATION,
            people=people,
            weeks=weeks,
            weekly_hours=Decimal(40),
            probability=Decimal("0.8"),
            starts_on=first,
        )
        session.add(
            Scenario(
                reference=f"SC-{number}",
                contract=contract,
                name=name,
                written_on=today - timedelta(days=6),
                written_by=OFFICER,
                parts=[part],
            )
        )


def _say(session: Session, contract: Contract, today: date) -> None:
    school = "École de la fibre de Cotonou"
    said = (
        (90, Side.OPERATOR, EntryKind.REQUEST, school, "Quatre apprentis demandés pour le lot 1."),
        (76, Side.OPERATOR, EntryKind.PROPOSAL, school, "Deux apprentis proposés, reçus le 12."),
        (60, Side.AUTHORITY, EntryKind.ANSWER, None, "Nous prenons note des deux recherches."),
        (20, Side.OPERATOR, EntryKind.REQUEST, "Agence de l’emploi", "Trois monteurs demandés."),
    )
    for number, (days, side, kind, party, wording) in enumerate(said, start=1):
        day = today - timedelta(days=days)
        session.add(
            FaithEntry(
                reference=f"BF-{number}",
                contract_id=contract.id,
                number=number,
                side=side,
                kind=kind,
                on_date=day,
                other_party=party,
                wording=wording,
                answers=2 if side is Side.AUTHORITY else None,
                written_on=day,
                written_by=OFFICER if side is Side.OPERATOR else READER,
            )
        )


def _hear(session: Session, contract: Contract, today: date, *, heard: bool) -> None:
    hearing = Hearing(
        reference=f"AU-{contract.reference}",
        contract=contract,
        subject="Les heures du contrat sont en retard sur ce qui était promis.",
        opened_on=today - timedelta(days=15),
        opened_by=READER,
        answer_by=today + timedelta(days=15),
    )
    if heard:
        day = today - timedelta(days=5)
        hearing.operator_heard_on = hearing.authority_heard_on = day
        hearing.operator_said = "Le chantier a commencé avec trois mois de retard."
        hearing.authority_said = "Le retard du chantier n’est pas de notre fait."
        hearing.operator_heard_by, hearing.authority_heard_by = OFFICER, READER
    session.add(hearing)


def _end(session: Session, like: Contract, today: date) -> None:
    """Write a contract that ended last month, its hours, and what was planned at the time."""
    ends_on = today.replace(day=1) - timedelta(days=1)
    starts_on = add_months(today.replace(day=1), -MONTHS)
    contract = Contract(
        reference=OUEME,
        name="Raccordement de la vallée de l’Ouémé",
        authority=like.authority,
        operator_id=like.operator_id,
        department="Ouémé",
        starts_on=starts_on,
        ends_on=ends_on,
        currency=like.currency,
        penalty_per_hour=Decimal(2000),
        globalised=True,
    )
    session.add(contract)
    session.flush()
    session.add(
        Commitment(
            contract_id=contract.id,
            lot="",
            bucket=Bucket.INTEGRATION,
            valid_from=starts_on,
            hours=Decimal(1500),
        )
    )
    _work(session, contract, starts_on)
    _plan(session, contract, ends_on)


def _work(session: Session, contract: Contract, starts_on: date) -> None:
    for reference, family_name, given_names, sex in PEOPLE:
        person = Participant(
            reference=reference, family_name=family_name, given_names=given_names, sex=sex
        )
        session.add(person)
        session.flush()
        session.add(
            Eligibility(
                participant_id=person.id,
                criterion="demandeur d’emploi de moins de 35 ans",
                eligible_from=starts_on,
            )
        )
        for month in range(MONTHS):
            for day in DAYS_OF_A_MONTH[: 2 + (month > 5) + (month > 10)]:
                worked_on = add_months(starts_on, month).replace(day=day)
                if is_working_day(worked_on):
                    _enter(session, contract, person, worked_on)


def _enter(session: Session, contract: Contract, person: Participant, worked_on: date) -> None:
    session.add(
        IntegrationHours(
            reference=f"HR-{person.reference}-{worked_on:%Y%m%d}",
            contract_id=contract.id,
            lot="",
            bucket=Bucket.INTEGRATION,
            participant_id=person.id,
            enterprise_id=contract.operator_id,
            form=HourForm.DIRECT_HIRE,
            worked_on=worked_on,
            hours=Decimal(8),
            status=HourStatus.VALIDATED,
            recorded_on=worked_on + timedelta(days=9),
        )
    )


def _plan(session: Session, contract: Contract, ends_on: date) -> None:
    """Write what was planned nine months before the end, and never came in full."""
    session.add(
        PlanEdition(
            reference="HP-OUEME-1",
            contract_id=contract.id,
            lot="",
            bucket=Bucket.INTEGRATION,
            label="Deux équipes de raccordement",
            starts_on=add_months(ends_on, -9),
            ends_on=ends_on,
            hours=Decimal(800),
            probability=Decimal("0.7"),
            withdrawn=False,
            recorded_on=add_months(ends_on, -9),
            recorded_by=OFFICER,
        )
    )
