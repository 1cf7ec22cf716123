"""Scenarios, files of good faith, hearings, reports, and trials of a contract that has ended."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.clauses.forecasts.models import PlanEdition, Scenario, ScenarioPart
from school.clauses.forecasts.trial_operations import run_trials
from school.clauses.models import Contract
from school.clauses.penalties.models import FaithEntry, Hearing
from school.clauses.penalties.rules import EntryKind, Side
from school.clauses.reports.models import ClauseReport
from school.clauses.reports.rules import periods
from school.clauses.rules import Bucket
from school.core.calendar import add_months
from school.demo.clauses import BORGOU, LITTORAL
from school.demo.ended_contract import OUEME

OFFICER, READER = "Ida Houngbo (démonstration)", "Luc Adjovi (démonstration)"


def foresee(session: Session, today: date) -> None:
    """Write what is thought of and said about the contracts."""
    littoral, borgou = (_contract(session, one) for one in (LITTORAL, BORGOU))
    _think(session, littoral, today)
    _say(session, littoral, today)
    _hear(session, littoral, today, heard=False)
    _hear(session, borgou, today, heard=True)
    _report(session, littoral, today)
    _plan(session, _contract(session, OUEME))
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


def _report(session: Session, contract: Contract, today: date) -> None:
    """File the reports that are due, but for the last two: one came late, one is owed."""
    over = [one for one in periods(contract, today) if one.ends_on < today]
    for number, period in enumerate(over[:-1], start=1):
        filed_on = min(today, period.ends_on + timedelta(days=9 if number < len(over) - 1 else 40))
        session.add(
            ClauseReport(
                reference=f"BI-LITTORAL-{number}",
                contract_id=contract.id,
                period_ends_on=period.ends_on,
                filed_on=filed_on,
                written_on=filed_on,
                written_by=READER,
            )
        )


def _plan(session: Session, contract: Contract) -> None:
    """Write what was planned nine months before the end, and never came in full."""
    ends_on = contract.ends_on
    if ends_on is None:
        return
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
