"""Tables of plans as they were known, scenarios, the file of good faith and hearings.

Forecasts tried on ended contracts are not exchanged: a command makes them again from these.
"""

from decimal import Decimal

from school.clauses.forecasts.closing_rules import MOST_PEOPLE, MOST_WEEKLY_HOURS, MOST_WEEKS
from school.clauses.forecasts.models import PlanEdition, Scenario, ScenarioPart
from school.clauses.forecasts.scenario_operations import MOST_PARTS
from school.clauses.penalties.hearing_rules import Decision
from school.clauses.penalties.models import FaithEntry, Hearing
from school.clauses.penalties.rules import EntryKind, Side
from school.core.errors import mark
from school.exchange.kinds import Choice, Day, Number, Whole, YesNo
from school.exchange.specs import (
    RECORDED_ON,
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
from school.exchange.specs_clauses import AMOUNT, BUCKET, CONTRACT, LOT, SHARE
from school.exchange.specs_people import NOT_BEFORE

MOST_ENTRIES = 100_000


def together(first: str, second: str) -> Check:
    """Make the check that of two cells both are filled, or neither."""

    def find(values: Values) -> Problem | None:
        if (values.get(first) is None) == (values.get(second) is None):
            return None
        given = first if values.get(second) is None else second
        other = second if given == first else first
        return Problem(given, mark("vide quand %(column)s est vide"), {"column": other})

    return Check((first, second), find)


PLAN_EDITIONS = TableSpec(
    PlanEdition,
    key=("plan",),
    columns=(
        code("plan"),
        CONTRACT,
        LOT,
        BUCKET,
        text("label"),
        Column("starts_on", Day(), required=True),
        Column("ends_on", Day(), required=True),
        Column("hours", AMOUNT, required=True),
        Column("probability", SHARE, required=True),
        Column("withdrawn", YesNo(), required=True),
        text("recorded_by", required=True),
        Column(RECORDED_ON, Day()),
    ),
    checks=(in_order("starts_on", "ends_on", NOT_BEFORE),),
)

SCENARIOS = TableSpec(
    Scenario,
    key=("scenario",),
    columns=(
        code("scenario"),
        CONTRACT,
        text("name", required=True),
        Column("written_on", Day(), required=True),
        text("written_by", required=True),
    ),
)

SCENARIO_PARTS = TableSpec(
    ScenarioPart,
    key=("scenario", "position"),
    columns=(
        refers("scenario", "clause_scenarios", required=True),
        Column("position", Whole(minimum=1, maximum=MOST_PARTS), required=True),
        LOT,
        BUCKET,
        Column("people", Whole(minimum=1, maximum=MOST_PEOPLE), required=True),
        Column("weeks", Whole(minimum=1, maximum=MOST_WEEKS), required=True),
        Column("weekly_hours", Number(above=Decimal(0), maximum=MOST_WEEKLY_HOURS), required=True),
        Column("probability", SHARE, required=True),
        Column("starts_on", Day(), required=True),
    ),
)

FAITH_ENTRIES = TableSpec(
    FaithEntry,
    key=("entry",),
    columns=(
        code("entry"),
        CONTRACT,
        Column("number", Whole(minimum=1, maximum=MOST_ENTRIES), required=True),
        Column("side", Choice(Side), required=True),
        Column("kind", Choice(EntryKind), required=True),
        Column("on_date", Day(), required=True),
        text("other_party"),
        text("wording", required=True),
        Column("answers", Whole(minimum=1, maximum=MOST_ENTRIES)),
        Column("written_on", Day(), required=True),
        text("written_by", required=True),
    ),
    checks=(in_order("on_date", "written_on", NOT_BEFORE),),
    append_only=True,
)

HEARINGS = TableSpec(
    Hearing,
    key=("hearing",),
    columns=(
        code("hearing"),
        CONTRACT,
        text("subject", required=True),
        Column("opened_on", Day(), required=True),
        text("opened_by", required=True),
        Column("answer_by", Day(), required=True),
        Column("operator_heard_on", Day()),
        text("operator_said"),
        text("operator_heard_by"),
        Column("authority_heard_on", Day()),
        text("authority_said"),
        text("authority_heard_by"),
        Column("decided_on", Day()),
        text("decided_by"),
        Column("decision", Choice(Decision)),
        Column("amount", AMOUNT),
        text("reason"),
    ),
    checks=(
        in_order("opened_on", "answer_by", NOT_BEFORE),
        together("operator_heard_on", "operator_said"),
        together("authority_heard_on", "authority_said"),
        together("decided_on", "decision"),
        together("decided_on", "reason"),
    ),
)

SPECS = (PLAN_EDITIONS, SCENARIOS, SCENARIO_PARTS, FAITH_ENTRIES, HEARINGS)
