"""Tables of action plans of contracts; the hours declared of an action never change."""

from decimal import Decimal

from school.clauses.practices.actions.models import ClauseAction, DeclaredActionHours
from school.clauses.practices.actions.rules import ActionMeasure, ActionState
from school.core.errors import mark
from school.exchange.kinds import Choice, Day, Email, Number, Whole
from school.exchange.specs import (
    Check,
    Column,
    Problem,
    TableSpec,
    Values,
    code,
    in_order,
    refers,
    text,
)
from school.exchange.specs_clauses import AMOUNT, BUCKET, CONTRACT, LOT
from school.exchange.specs_people import NOT_BEFORE

MOST_DECLARATIONS = 10_000


def entries_of_an_enterprise(values: Values) -> Problem | None:
    """Check that hours counted among the entries name an enterprise, and declared ones none."""
    counted = values.get("measure") is ActionMeasure.ENTRIES
    if counted == (values.get("enterprise") is not None):
        return None
    return Problem("enterprise", mark("une entreprise pour des heures comptées, et pour elles"))


CLAUSE_ACTIONS = TableSpec(
    ClauseAction,
    key=("action",),
    columns=(
        code("action"),
        CONTRACT,
        LOT,
        BUCKET,
        text("wording", required=True),
        text("owner_name", required=True),
        Column("owner_email", Email()),
        Column("starts_on", Day(), required=True),
        Column("due_on", Day(), required=True),
        Column("expected_hours", Number(above=Decimal(0))),
        Column("measure", Choice(ActionMeasure), required=True),
        refers("enterprise", "enterprises"),
        Column("state", Choice(ActionState), required=True),
        Column("since", Day(), required=True),
        text("reason"),
        Column("reminded_on", Day()),
    ),
    checks=(
        in_order("starts_on", "due_on", NOT_BEFORE),
        Check(("measure", "enterprise"), entries_of_an_enterprise),
    ),
)

CLAUSE_ACTION_HOURS = TableSpec(
    DeclaredActionHours,
    key=("declaration",),
    columns=(
        code("declaration"),
        refers("action", "clause_actions", required=True),
        Column("number", Whole(minimum=1, maximum=MOST_DECLARATIONS), required=True),
        Column("hours", AMOUNT, required=True),
        text("note"),
        Column("declared_on", Day(), required=True),
        text("declared_by", required=True),
    ),
    append_only=True,
)

SPECS = (CLAUSE_ACTIONS, CLAUSE_ACTION_HOURS)
