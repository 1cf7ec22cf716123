"""Action plans: who keeps them, what is refused, which hours count, who is reminded."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.clauses.models import Contract, Participant
from school.clauses.practices.actions import operations, queries
from school.clauses.practices.actions.models import ClauseAction
from school.clauses.practices.actions.operations import ActionPlan
from school.clauses.practices.actions.rules import ActionMeasure, ActionState, ActionStep
from school.clauses.rules import Bucket, HourStatus
from school.core.clock import today
from school.core.errors import (
    DomainError,
    InvalidInput,
    NeedsConfirmation,
    NotAllowed,
    StaleRecord,
)
from tests.factories.clauses import make_contract, make_eligible, make_hours
from tests.factories.practices import make_action, make_action_hours
from tests.factories.records import make_enterprise
from tests.support.people import People
from tests.support.statements import count_statements

DAY = date(2026, 4, 10)


@pytest.fixture
def contract(session: Session, people: People) -> Contract:
    """A contract of the operator that the officer speaks for."""
    officer = people.account("integration_officer")
    assert officer.email
    made = make_contract(session, operator_id=people.operator.id)
    session.commit()
    return made


def plan_with(**values: Any) -> ActionPlan:
    defaults = {
        "wording": "Accueillir trois apprentis",
        "lot": "1",
        "bucket": Bucket.INTEGRATION,
        "owner_name": "Ida Houngbo",
        "owner_email": " Insertion@Example.test ",
        "starts_on": DAY,
        "due_on": date(2026, 5, 29),
        "expected_hours": Decimal("840.5"),
        "measure": ActionMeasure.DECLARED,
    }
    return ActionPlan(**{**defaults, **values})


@pytest.mark.parametrize(
    ("values", "error", "field"),
    [
        ({"due_on": DAY - timedelta(days=1)}, InvalidInput, "due_on"),
        ({"expected_hours": Decimal(0)}, InvalidInput, "expected_hours"),
        ({"owner_email": "pas une adresse"}, InvalidInput, "owner_email"),
        ({"measure": ActionMeasure.ENTRIES}, InvalidInput, "enterprise"),
        ({"due_on": date(2027, 1, 1)}, NeedsConfirmation, "due_on"),
        ({"starts_on": date(2026, 1, 5), "due_on": date(2026, 4, 9)}, NeedsConfirmation, "due_on"),
    ],
    ids=["order", "hours", "address", "entries", "after the contract", "past"],
)
def test_what_cannot_be_is_named(
    session: Session,
    people: People,
    contract: Contract,
    values: dict[str, Any],
    error: type[DomainError],
    field: str,
) -> None:
    officer = people.principal("integration_officer")
    with pytest.raises(error) as refused:
        operations.make(session, officer, contract, plan_with(**values), DAY)
    assert refused.value.field == field
    assert session.scalars(select(ClauseAction)).all() == []


def test_an_action_goes_its_way(session: Session, people: People, contract: Contract) -> None:
    """Written, begun, ended without hours only when that is meant, taken up with a reason."""
    officer = people.principal("integration_officer")
    action = operations.make(session, officer, contract, plan_with(), DAY)
    assert action.owner_email == "insertion@example.test"

    def step(which: ActionStep, reason: str | None = None, **options: bool) -> None:
        operations.take_step(
            session, officer, action, which, reason, action.version, DAY, **options
        )

    step(ActionStep.START)
    with pytest.raises(NotAllowed):
        step(ActionStep.START)
    with pytest.raises(NeedsConfirmation):
        step(ActionStep.FINISH)
    operations.declare(session, officer, action, Decimal("12.25"), None, 0, DAY)
    step(ActionStep.FINISH)
    with pytest.raises(InvalidInput):
        step(ActionStep.REOPEN)
    step(ActionStep.REOPEN, "Il en manque")
    assert (action.state, action.reason) == (ActionState.RUNNING, "Il en manque")
    with pytest.raises(StaleRecord):
        operations.take_step(session, officer, action, ActionStep.FINISH, None, 1, DAY)


def test_declared_hours_supersede_and_are_never_changed(
    session: Session, people: People, contract: Contract
) -> None:
    officer, action = people.principal("integration_officer"), make_action(session, contract)
    assert queries.actual_hours(session, [action], DAY) == {}
    operations.declare(session, officer, action, Decimal("100.5"), "feuilles", 0, DAY)
    with pytest.raises(StaleRecord):
        operations.declare(session, officer, action, Decimal(7), None, 0, DAY)
    operations.declare(session, officer, action, Decimal(0), None, 1, DAY)
    assert queries.actual_hours(session, [action], DAY) == {action.id: Decimal(0)}
    assert [one.hours for one in queries.declarations_of(session, action)] == [
        Decimal(0),
        Decimal("100.5"),
    ]


def test_counted_hours_are_those_of_the_action(
    session: Session, people: People, contract: Contract
) -> None:
    """Those that count, of its lot and bucket, at its enterprise, from its first day on."""
    host = make_enterprise(session)
    action = make_action(
        session, contract, measure=ActionMeasure.ENTRIES, enterprise_id=host.id, starts_on=DAY
    )
    corrected = make_eligible(session)

    def entry(person: Participant | None = None, **values: Any) -> None:
        defaults = {"enterprise_id": host.id, "worked_on": DAY, "recorded_on": DAY}
        who = person or make_eligible(session)
        make_hours(session, contract, who, **{**defaults, **values})

    entry(hours=Decimal("7.5"))
    entry(corrected, reference="E-again", hours=Decimal(3))
    entry(
        corrected, reference="E-again", hours=Decimal("0.25"), recorded_on=DAY + timedelta(days=1)
    )
    for other in (
        {"enterprise_id": None},
        {"lot": "2"},
        {"bucket": Bucket.TRAINING},
        {"status": HourStatus.PENDING},
        {"worked_on": DAY - timedelta(days=1)},
        {"recorded_on": DAY + timedelta(days=9)},
    ):
        entry(**other)
    known = DAY + timedelta(days=1)
    assert queries.actual_hours(session, [action], known) == {action.id: Decimal("7.75")}
    officer = people.principal("integration_officer")
    with pytest.raises(NotAllowed):
        operations.declare(session, officer, action, Decimal(1), None, 0, DAY)


def test_owners_are_reminded_once(session: Session, contract: Contract) -> None:
    late = make_action(session, contract, due_on=DAY, owner_email="a@example.test")
    make_action(session, contract, due_on=DAY)
    make_action(session, contract, due_on=DAY, owner_email="b@x.test", state=ActionState.DONE)
    make_action(session, contract, due_on=DAY + timedelta(days=8), owner_email="c@example.test")
    assert operations.remind(session, "test", DAY) == [late]
    assert operations.remind(session, "test", DAY) == []
    assert late.reminded_on == DAY


def test_pages_of_a_plan_for_its_keeper_and_its_readers(
    session: Session, people: People, contract: Contract
) -> None:
    """An officer writes an action and says its hours; the ministry reads; others see nothing."""
    contract.ends_on = None
    session.commit()
    officer, plan = people.client("integration_officer"), f"/clauses/contracts/{contract.reference}"
    assert "Pas encore d’action" in officer.get(f"{plan}/actions").text
    typed = {
        "wording": "Trois apprentis huit semaines",
        "unit": "integration:",
        "owner_name": "Ida Houngbo",
        "owner_email": "insertion@example.test",
        "starts_on": str(today()),
        "due_on": str(today() - timedelta(days=1)),
        "expected_hours": "840,5",
        "measure": "declared",
        "enterprise": "",
    }
    refused = officer.post(f"{plan}/actions/new", data=typed)
    assert refused.status_code == 422
    assert "L’échéance vient avant le début." in refused.text
    assert "840,5" in refused.text
    typed["due_on"] = str(today() + timedelta(days=60))
    made = officer.post(f"{plan}/actions/new", data=typed)
    page = officer.get(made.headers["Location"])
    assert "inconnu, et non zéro" in page.text
    address = made.headers["Location"]
    said = officer.post(f"{address}/hours", data={"hours": "12,5", "version": "0"})
    assert said.status_code == 303
    assert "12,5" in officer.get(f"{plan}/actions").text
    assert "Trois apprentis" in officer.get("/clauses/actions?own=1").text
    reader = people.client("ministry")
    assert reader.get(address).status_code == 200
    assert "Trois apprentis" not in reader.get("/clauses/actions?own=1").text
    for stranger in ("foreign_director", "authority_reader"):
        assert people.client(stranger).get(address).status_code == 404
        assert people.client(stranger).get(f"{address}/edit").status_code in {403, 404}


def test_strangers_keep_no_plan_of_others(session: Session, people: People) -> None:
    """An officer of another operator reaches no page that changes this plan."""
    action = make_action(session, make_contract(session, operator_id=make_enterprise(session).id))
    make_action_hours(session, action)
    session.commit()
    officer = people.client("integration_officer")
    for page in ("", "/edit", "/hours", "/step?step=start"):
        assert officer.get(f"/clauses/actions/{action.reference}{page}").status_code == 404


def test_pages_of_plans_ask_little(
    app: Flask, session: Session, people: People, contract: Contract
) -> None:
    """Eight statements at most, for whoever keeps the plan."""
    action = make_action(session, contract, owner_email="insertion@example.test")
    session.commit()
    officer = people.client("integration_officer")
    pages = (f"/clauses/contracts/{contract.reference}/actions", "/clauses/actions?own=1", "/")
    for page in (*pages, f"/clauses/actions/{action.reference}"):
        assert officer.get(page).status_code == 200
        with count_statements(app) as statements:
            officer.get(page)
        assert statements.count <= 8, page
