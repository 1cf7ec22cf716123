"""Tables of offers, hires and situations: facts that are superseded (EXCHANGE, "Tables")."""

from school.core.errors import mark
from school.exchange.kinds import Choice, Day, YesNo
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
from school.exchange.specs_people import NOT_BEFORE
from school.hiring.models import Hire, Offer, Situation
from school.hiring.rules import Contract, Decision, Evidence, SituationKind


def has_employer(values: Values) -> Problem | None:
    """Check that a hire names its employer, as an enterprise or in words."""
    if values.get("enterprise") is not None or values.get("employer_name") is not None:
        return None
    return Problem("employer_name", mark("le nom de l’employeur, ou une entreprise"))


OFFERS = TableSpec(
    Offer,
    key=("offer",),
    columns=(
        code("offer"),
        refers("trainee", "trainees", required=True),
        refers("enterprise", "enterprises"),
        Column("offered_on", Day(), required=True),
        Column("firm", YesNo(), required=True),
        Column("contract", Choice(Contract)),
        Column("decision", Choice(Decision), required=True),
        Column("decided_on", Day()),
        Column(RECORDED_ON, Day()),
    ),
)

HIRES = TableSpec(
    Hire,
    key=("hire",),
    columns=(
        code("hire"),
        refers("trainee", "trainees", required=True),
        refers("enterprise", "enterprises"),
        text("employer_name"),
        Column("contract", Choice(Contract), required=True),
        Column("starts_on", Day(), required=True),
        Column("ends_on", Day()),
        Column("in_trade", YesNo()),
        Column("evidence", Choice(Evidence), required=True),
        Column("contested", YesNo(), default=False),
        Column(RECORDED_ON, Day()),
    ),
    checks=(
        in_order("starts_on", "ends_on", NOT_BEFORE),
        Check(("enterprise", "employer_name"), has_employer),
    ),
)

SITUATIONS = TableSpec(
    Situation,
    key=("situation_ref",),
    columns=(
        code("situation_ref"),
        refers("trainee", "trainees", required=True),
        Column("situation", Choice(SituationKind), required=True),
        Column("observed_on", Day()),
        Column("starts_on", Day()),
        Column("ends_on", Day()),
        Column("full_time", YesNo()),
        Column("evidence", Choice(Evidence)),
        Column(RECORDED_ON, Day()),
    ),
    checks=(in_order("starts_on", "ends_on", NOT_BEFORE),),
)

SPECS = (OFFERS, HIRES, SITUATIONS)
