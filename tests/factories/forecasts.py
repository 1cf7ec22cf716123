"""Builders of scenarios, tried forecasts, files of good faith and hearings."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from school.clauses.forecasts.models import ForecastTrial, Scenario, ScenarioPart
from school.clauses.models import Contract
from school.clauses.penalties.models import FaithEntry, Hearing
from school.clauses.penalties.rules import EntryKind, Side
from school.clauses.rules import Bucket
from school.core.clock import today
from tests.factories.records import add, number


def make_scenario(session: Session, contract: Contract, **values: Any) -> Scenario:
    """Make a scenario of one part: three people for eight weeks of the contract's last months."""
    serial = number()
    scenario = add(
        session,
        Scenario(
            reference=f"SC-{serial}",
            contract=contract,
            name=f"Idée {serial}",
            written_on=today(),
            written_by="Ida Houngbo",
        ),
    )
    defaults = {
        "position": 1,
        "lot": "1",
        "bucket": Bucket.INTEGRATION,
        "people": 3,
        "weeks": 8,
        "weekly_hours": Decimal(35),
        "probability": Decimal("0.8"),
        "starts_on": date(2026, 10, 5),
    }
    add(session, ScenarioPart(scenario=scenario, **{**defaults, **values}))
    return scenario


def make_trial(session: Session, contract: Contract, **values: Any) -> ForecastTrial:
    """Make a forecast by plans, six months before the end, 100 hours above what came."""
    defaults = {
        "lot": "1",
        "bucket": Bucket.INTEGRATION,
        "as_of": date(2026, 6, 30) - timedelta(days=number() % 100),
        "months_before": 6,
        "quota": Decimal(1000),
        "actual": Decimal(800),
        "planned_low": Decimal(700),
        "planned_central": Decimal(900),
        "planned_high": Decimal(1000),
        "computed_on": date(2027, 1, 15),
    }
    return add(session, ForecastTrial(contract=contract, **{**defaults, **values}))


def make_entry(session: Session, contract: Contract, **values: Any) -> FaithEntry:
    """Make a request of the operator to a school."""
    serial = number()
    defaults = {
        "reference": f"BF-{serial}",
        "number": serial,
        "side": Side.OPERATOR,
        "kind": EntryKind.REQUEST,
        "on_date": today(),
        "other_party": "École de Cotonou",
        "wording": "Trois candidats demandés pour le lot 1.",
        "written_on": today(),
        "written_by": "Ida Houngbo",
    }
    return add(session, FaithEntry(contract_id=contract.id, **{**defaults, **values}))


def make_hearing(session: Session, contract: Contract, **values: Any) -> Hearing:
    """Make a hearing opened today, to be answered within a month."""
    defaults = {
        "reference": f"AU-{number()}",
        "subject": "Il manque 421 heures.",
        "opened_on": today(),
        "opened_by": "Luc Adjovi",
        "answer_by": today() + timedelta(days=30),
    }
    return add(session, Hearing(contract=contract, **{**defaults, **values}))
