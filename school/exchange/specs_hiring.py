"""Tables of offers, hires and situations, facts that are superseded, and of the follow-up."""

from school.core.errors import mark
from school.exchange.kinds import CODE_LIMIT, Choice, Day, Reference, Whole, YesNo
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
from school.hiring.indicators.options import DELAYS
from school.hiring.models import FollowUp, Hire, HireCheck, Offer, Situation, SituationCheck
from school.hiring.rules import (
    AttemptOutcome,
    Channel,
    CheckAnswer,
    Contract,
    Decision,
    Evidence,
    Proof,
    Settlement,
    SituationKind,
)


def has_employer(values: Values) -> Problem | None:
    """Check that a hire names its employer, as an enterprise or in words."""
    if values.get("enterprise") is not None or values.get("employer_name") is not None:
        return None
    return Problem("employer_name", mark("le nom de l’employeur, ou une entreprise"))


def of_a_delay(values: Values) -> Problem | None:
    """Check that an attempt was made for one of the delays at which people are followed."""
    if values.get("months") in DELAYS:
        return None
    return Problem("months", mark("3, 6, 12 ou 24"))


def has_day_of_call_back(values: Values) -> Problem | None:
    """Check that a day to call back is given where, and only where, one was agreed."""
    agreed = values.get("outcome") is AttemptOutcome.CALL_BACK
    if agreed == (values.get("call_back_on") is not None):
        return None
    return Problem("call_back_on", mark("un jour si et seulement s’il faut rappeler (call_back)"))


def given_with_day(what: str, day: str) -> Check:
    """Make the check that an answer has its day, and a day its answer."""

    def find(values: Values) -> Problem | None:
        if (values.get(what) is None) == (values.get(day) is None):
            return None
        return Problem(
            day, mark("un jour si et seulement si %(column)s est donné"), {"column": what}
        )

    return Check((what, day), find)


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

FOLLOW_UPS = TableSpec(
    FollowUp,
    key=("follow_up",),
    columns=(
        code("follow_up"),
        refers("trainee", "trainees", required=True),
        refers("cohort", "cohorts", required=True),
        Column("months", Whole(DELAYS[0], DELAYS[-1]), required=True),
        Column("attempted_on", Day(), required=True),
        Column("channel", Choice(Channel), required=True),
        Column("outcome", Choice(AttemptOutcome), required=True),
        Column("call_back_on", Day()),
        text("made_by"),
        text("note"),
    ),
    checks=(
        Check(("months",), of_a_delay),
        Check(("outcome", "call_back_on"), has_day_of_call_back),
    ),
)

HIRE_CHECKS = TableSpec(
    HireCheck,
    key=("hire",),
    columns=(
        Column("hire", Reference(limit=CODE_LIMIT, table="hires"), "hire_reference", required=True),
        text("contact_name"),
        text("contact_email"),
        text("contact_phone"),
        Column("asked_on", Day()),
        Column("answer", Choice(CheckAnswer)),
        Column("answered_on", Day()),
        text("answered_by"),
        text("comment"),
        Column("settlement", Choice(Settlement)),
        Column("settled_on", Day()),
        text("settled_by"),
        text("reason"),
    ),
    checks=(given_with_day("answer", "answered_on"), given_with_day("settlement", "settled_on")),
)

SITUATION_CHECKS = TableSpec(
    SituationCheck,
    key=("situation_ref",),
    columns=(
        Column(
            "situation_ref",
            Reference(limit=CODE_LIMIT, table="situations"),
            "situation_reference",
            required=True,
        ),
        Column("asked_on", Day()),
        Column("proof", Choice(Proof)),
        Column("dated_on", Day()),
        text("named"),
        Column("seen_on", Day()),
        text("seen_by"),
    ),
    checks=(given_with_day("proof", "seen_on"),),
)

SPECS = (OFFERS, HIRES, SITUATIONS, FOLLOW_UPS, HIRE_CHECKS, SITUATION_CHECKS)
