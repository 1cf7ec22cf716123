"""Planned hours, scenarios and earlier forecasts: what is kept, shown and refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.clauses.forecasts import operations, queries, trial_operations
from school.clauses.forecasts.models import ForecastTrial, PlanEdition, Scenario
from school.clauses.forecasts.operations import PlanInput
from school.clauses.models import Contract, PlannedHours
from school.clauses.rules import Bucket
from school.core.errors import InvalidInput, StaleRecord
from tests.factories.clause_hours import make_declared_month
from tests.factories.clauses import (
    make_commitment,
    make_contract,
    make_eligible,
    make_hours,
    make_participant,
    make_plan,
)
from tests.factories.forecasts import make_entry, make_scenario, make_trial
from tests.factories.records import make_cohort, make_enrolment
from tests.support.people import People
from tests.support.statements import count_statements

DAY = date(2025, 9, 30)
PLAN = PlanInput(
    "1",
    Bucket.INTEGRATION,
    "Équipe",
    date(2025, 10, 1),
    date(2025, 12, 31),
    Decimal(420),
    Decimal("0.95"),
)


def plain(page: str) -> str:
    """Give a page with ordinary spaces."""
    return page.replace("\u00a0", " ").replace("\u202f", " ")


def test_what_was_planned_stays_known(session: Session, people: People) -> None:
    contract, officer = make_contract(session), people.principal("ministry")
    plan = operations.add_plan(session, officer, contract, PLAN, DAY)
    changed = PlanInput(**{**vars(PLAN), "hours": Decimal(300)})
    number = operations.plan_number(plan)
    operations.change_plan(session, officer, (contract, plan), changed, number, date(2025, 10, 5))
    with pytest.raises(StaleRecord):
        operations.withdraw_plan(session, officer, plan, number, date(2025, 10, 20))
    number = operations.plan_number(plan)
    operations.withdraw_plan(session, officer, plan, number, date(2025, 10, 20))
    within = Contract.id == contract.id
    hours = [
        [one.hours for _, one in queries.plans_known(session, within, day)]
        for day in (date(2025, 9, 29), DAY, date(2025, 10, 6), date(2025, 10, 20))
    ]
    assert hours == [[], [Decimal(420)], [Decimal(300)], []]
    assert session.scalars(select(PlannedHours)).all() == []


def test_of_one_day_the_last_edition_stays(session: Session, people: People) -> None:
    contract, officer = make_contract(session), people.principal("ministry")
    plan = operations.add_plan(session, officer, contract, PLAN, DAY)
    changed = PlanInput(**{**vars(PLAN), "hours": Decimal(300)})
    number = operations.plan_number(plan)
    operations.change_plan(session, officer, (contract, plan), changed, number, DAY)
    assert [one.hours for one in session.scalars(select(PlanEdition))] == [Decimal(300)]
    with pytest.raises(StaleRecord):
        operations.change_plan(session, officer, (contract, plan), PLAN, number, DAY)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_on": date(2024, 12, 31)}, "starts_on"),
        ({"starts_on": date(2027, 1, 1), "ends_on": date(2027, 2, 1)}, "starts_on"),
        ({"ends_on": date(2027, 1, 1)}, "ends_on"),
        ({"ends_on": date(2025, 9, 1)}, "ends_on"),
        ({"hours": Decimal(0)}, "hours"),
        ({"probability": Decimal("1.2")}, "probability"),
    ],
)
def test_a_bad_plan_is_named(
    session: Session, people: People, change: dict[str, Any], field: str
) -> None:
    contract = make_contract(session)
    given = PlanInput(**{**vars(PLAN), **change})
    with pytest.raises(InvalidInput) as refused:
        operations.add_plan(session, people.principal("ministry"), contract, given, DAY)
    assert refused.value.field == field
    assert session.scalars(select(PlannedHours)).all() == []


def _promised(session: Session, people: People) -> Contract:
    contract = make_contract(session, operator_id=people.operator.id)
    make_commitment(session, contract, hours=Decimal(3000))
    session.commit()
    return contract


def _typed(**changes: str) -> dict[str, str]:
    return {
        "lot": "1",
        "bucket": "integration",
        "label": "Équipe",
        "starts_on": "01/12/2026",
        "ends_on": "20/12/2026",
        "hours": "420",
        "probability": "95",
        **changes,
    }


def test_an_officer_plans_and_sees_the_forecast(session: Session, people: People) -> None:
    contract, client = _promised(session, people), people.client("integration_officer")
    address = f"/clauses/contracts/{contract.reference}"
    assert client.post(f"{address}/plans/new", data=_typed()).status_code == 303
    assert "420" in client.get(f"{address}/plans").text
    page = client.get(f"{address}/forecast").text
    assert "Il devrait manquer 2 601 h sur 3 000 h." in plain(page)
    assert "<svg" in page
    refused = client.post(f"{address}/plans/new", data=_typed(probability="120"))
    assert refused.status_code == 422
    assert "Une probabilité va de 0 à 100." in refused.text
    assert 'value="420"' in refused.text


def test_a_scenario_is_built_and_compared(session: Session, people: People) -> None:
    contract, client = _promised(session, people), people.client("integration_officer")
    address = f"/clauses/contracts/{contract.reference}/scenarios"
    assert client.post(f"{address}/new", data={"name": "Trois placements"}).status_code == 303
    reference = session.scalars(select(Scenario.reference)).one()
    part = {
        "lot": "1",
        "bucket": "integration",
        "people": "3",
        "weeks": "2",
        "weekly_hours": "35",
        "starts_on": "01/12/2026",
        "probability": "80",
    }
    parts = f"/clauses/scenarios/{reference}/parts"
    assert client.post(f"{parts}/new", data=part).status_code == 303
    late = client.post(f"{parts}/new", data={**part, "weeks": "9"})
    assert late.status_code == 422
    assert "Le contrat finit avant" in late.text
    page = client.get(address).text
    assert "Trois placements" in page
    assert "2 832 h" in plain(page)
    twice = client.post(f"{address}/new", data={"name": "Trois placements"})
    assert twice.status_code == 422
    assert "porte déjà ce nom" in twice.text
    drop = f"/clauses/scenarios/{reference}/drop"
    for stale in (f"{parts}/1/drop", drop):
        assert client.post(stale, data={"version": "1"}).status_code == 303
    assert "vient de changer" in client.get(f"/clauses/scenarios/{reference}").text
    for fresh in (f"{parts}/1/drop", drop):
        session.rollback()
        version = session.scalars(select(Scenario.version)).one()
        assert client.post(fresh, data={"version": version}).status_code == 303
    session.rollback()
    assert session.scalars(select(Scenario)).all() == []


def test_an_earlier_forecast_uses_what_was_known(session: Session, people: People) -> None:
    contract = make_contract(session, ends_on=date(2025, 12, 31))
    make_commitment(session, contract, hours=Decimal(100))
    person = make_eligible(session)
    for month in range(1, 13):
        day = date(2025, month, 10)
        made = {"worked_on": day, "recorded_on": day, "hours": Decimal(8)}
        make_hours(session, contract, person, **made)
    late = {"worked_on": date(2025, 8, 12), "recorded_on": date(2026, 1, 5), "hours": Decimal(10)}
    make_hours(session, contract, person, **late)
    operations.add_plan(session, people.principal("ministry"), contract, PLAN, DAY)
    make_plan(session, contract, reference="undated")
    for _ in range(2):
        trial_operations.run_trials(session, date(2026, 2, 1))
    found = {one.months_before: one for one in session.scalars(select(ForecastTrial))}
    assert sorted(found) == [1, 3, 6, 9]
    assert {one.actual for one in found.values()} == {Decimal(106)}
    assert found[6].pace_value is not None
    assert found[6].pace_value.quantize(Decimal(1)) == 96
    assert found[6].planned_central is None
    assert found[3].planned_central == Decimal(72) + Decimal(399)
    page = people.client("ministry").get("/clauses/past-forecasts").text
    assert contract.name in page


def test_pages_ask_the_same_number_of_questions(
    app: Flask, session: Session, people: People
) -> None:
    """Whatever the plans, scenarios, lots and entries: eight statements at most."""
    contract, client = _promised(session, people), people.client("ministry")
    address = f"/clauses/contracts/{contract.reference}"
    pages = ("forecast", "plans", "scenarios", "penalties", "good-faith")
    counts = []
    for more in (2, 20):
        for number in range(more):
            make_plan(session, contract, lot=str(number), ends_on=date(2026, 12, 20))
            make_commitment(session, contract, lot=f"{more}-{number}")
            make_scenario(session, contract)
            make_entry(session, contract)
        make_trial(session, contract)
        session.commit()
        for page in (*(f"{address}/{one}" for one in pages), "/clauses/past-forecasts"):
            client.get(page)
            with count_statements(app) as statements:
                assert client.get(page).status_code == 200
            counts.append(statements.count)
    assert counts[:6] == counts[6:]
    assert max(counts) <= 8


def test_a_director_sees_what_is_lacking(app: Flask, session: Session, people: People) -> None:
    """Of contracts that the school sees; other schools' contracts are not there."""
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    own, other = make_contract(session), make_contract(session)
    make_hours(session, own, make_participant(session, enrolment.trainee))
    for contract in (own, other):
        make_commitment(session, contract, hours=Decimal(900))
    session.commit()
    client = people.client("director")
    client.get("/clauses/lacking")
    with count_statements(app) as statements:
        page = client.get("/clauses/lacking").text
    assert statements.count <= 8
    assert "il manquerait 900 h" in plain(page)
    assert own.name in page
    assert other.name not in page


def test_the_pace_says_which_months_it_takes_for_zero(session: Session, people: People) -> None:
    contract = make_contract(session, starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30))
    make_commitment(session, contract)
    person = make_eligible(session)
    for month in (1, 2, 3):
        make_hours(session, contract, person, worked_on=date(2025, month, 3))
    make_declared_month(session, contract, month="2025-04", has_hours=False)
    session.commit()
    client, address = people.client("ministry"), f"/clauses/contracts/{contract.reference}/forecast"
    assert "2 mois complets sont sans déclaration" in plain(client.get(address).text)
    for unsaid in ("2025-05", "2025-06"):
        make_declared_month(session, contract, month=unsaid, has_hours=False)
    session.commit()
    assert "sans déclaration" not in client.get(address).text
