"""Tables of integration clauses (EXCHANGE, "Tables"); they belong to no school."""

from decimal import Decimal

from school.clauses.models import (
    Commitment,
    Contract,
    Eligibility,
    IntegrationHours,
    Notice,
    Participant,
    PlannedHours,
    WorkedHours,
)
from school.clauses.rules import (
    Bucket,
    ContractKind,
    HourForm,
    HourReason,
    HourStatus,
    NoticeKind,
    TrainingCounting,
)
from school.cohorts.rules import Sex
from school.core.errors import mark
from school.exchange.kinds import Choice, Code, Currency, Day, Month, Number, Whole, YesNo
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
from school.exchange.specs_training import HOURS_OF_A_DAY
from school.hiring.rules import Evidence

AMOUNT = Number(minimum=Decimal(0))
SHARE = Number(minimum=Decimal(0), maximum=Decimal(1))
MOST_MONTHS = 1_200

LOT = Column("lot", Code(), default="")
"""A globalised contract has no lot: the empty cell is a value of its own."""

BUCKET = Column("bucket", Choice(Bucket), required=True)
CONTRACT = refers("contract", "contracts", required=True)

CAP_WITHOUT_PENALTY = mark("une pénalité par heure manquante, base de ce plafond, ou rien")
CAP_WITHOUT_SHARE = mark("la part du quota jusqu’à laquelle la formation compte")
SHARE_WITHOUT_CAP = mark("rien, sauf si training_counting vaut capped")
HOURS_OR_SHARE = mark("des heures, ou une part des heures travaillées")
NOT_BOTH = mark("rien : ce quota est déjà en heures")


def _capped_on_a_base(values: Values) -> Problem | None:
    if values.get("penalty_cap") is None or values.get("penalty_per_hour"):
        return None
    return Problem("penalty_cap", CAP_WITHOUT_PENALTY)


def _training_capped_by_share(values: Values) -> Problem | None:
    share = values.get("training_cap_share")
    capped = values.get("training_counting") is TrainingCounting.CAPPED
    if capped and share is None:
        return Problem("training_cap_share", CAP_WITHOUT_SHARE)
    if share is not None and not capped:
        return Problem("training_cap_share", SHARE_WITHOUT_CAP)
    return None


def _hours_or_share(values: Values) -> Problem | None:
    hours, share = values.get("hours"), values.get("share_of_worked")
    if hours is None and share is None:
        return Problem("hours", HOURS_OR_SHARE)
    return Problem("share_of_worked", NOT_BOTH) if hours is not None and share is not None else None


CONTRACTS = TableSpec(
    Contract,
    key=("contract",),
    columns=(
        code("contract"),
        text("name", required=True),
        text("authority"),
        refers("operator", "enterprises"),
        text("network"),
        text("department"),
        Column("starts_on", Day()),
        Column("ends_on", Day()),
        Column("currency", Currency()),
        Column("penalty_per_hour", AMOUNT),
        Column("penalty_cap", AMOUNT),
        Column("late_report_per_day", AMOUNT),
        Column("globalised", YesNo()),
        Column("training_counting", Choice(TrainingCounting)),
        Column("training_cap_share", SHARE),
        Column("full_time_hours", Number(above=Decimal(0))),
        Column("kind", Choice(ContractKind)),
        Column("report_every_months", Whole(minimum=1, maximum=MOST_MONTHS)),
        Column("report_within_days", Whole()),
    ),
    checks=(
        in_order("starts_on", "ends_on", NOT_BEFORE),
        Check(("penalty_cap", "penalty_per_hour"), _capped_on_a_base),
        Check(("training_counting", "training_cap_share"), _training_capped_by_share),
    ),
)

COMMITMENTS = TableSpec(
    Commitment,
    key=("contract", "lot", "bucket", "valid_from"),
    columns=(
        CONTRACT,
        LOT,
        BUCKET,
        Column("valid_from", Day(), required=True),
        Column("hours", AMOUNT),
        Column("share_of_worked", SHARE),
    ),
    checks=(Check(("hours", "share_of_worked"), _hours_or_share),),
)

PARTICIPANTS = TableSpec(
    Participant,
    key=("participant",),
    columns=(
        code("participant"),
        text("family_name", required=True),
        text("given_names"),
        Column("sex", Choice(Sex)),
        Column("born_on", Day()),
        refers("trainee", "trainees"),
    ),
)

ELIGIBILITIES = TableSpec(
    Eligibility,
    key=("participant", "criterion", "eligible_from"),
    columns=(
        refers("participant", "participants", required=True),
        Column("criterion", Code(), required=True),
        Column("eligible_from", Day(), required=True),
        Column("months", Whole(maximum=MOST_MONTHS)),
        Column("evidence", Choice(Evidence)),
    ),
)

INTEGRATION_HOURS = TableSpec(
    IntegrationHours,
    key=("entry",),
    columns=(
        code("entry"),
        CONTRACT,
        LOT,
        BUCKET,
        refers("participant", "participants", required=True),
        refers("enterprise", "enterprises"),
        Column("form", Choice(HourForm)),
        Column("worked_on", Day(), required=True),
        Column("hours", HOURS_OF_A_DAY, required=True),
        Column("status", Choice(HourStatus), required=True),
        Column(RECORDED_ON, Day()),
        refers("placement", "placements"),
        Column("reason", Choice(HourReason)),
        text("detail"),
    ),
)

PLANNED_HOURS = TableSpec(
    PlannedHours,
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
    ),
    checks=(in_order("starts_on", "ends_on", NOT_BEFORE),),
)

WORKED_HOURS = TableSpec(
    WorkedHours,
    key=("contract", "lot", "month"),
    columns=(
        CONTRACT,
        LOT,
        Column("month", Month(), required=True),
        Column("hours", AMOUNT, required=True),
    ),
)

NOTICES = TableSpec(
    Notice,
    key=("contract", "notice"),
    columns=(
        CONTRACT,
        Column("notice", Code(), "reference", required=True),
        Column("kind", Choice(NoticeKind), required=True),
        Column("on_date", Day()),
        Column("expires_on", Day()),
        Column("days", Whole()),
    ),
    checks=(in_order("on_date", "expires_on", NOT_BEFORE),),
)

SPECS = (
    CONTRACTS,
    COMMITMENTS,
    PARTICIPANTS,
    ELIGIBILITIES,
    INTEGRATION_HOURS,
    PLANNED_HOURS,
    WORKED_HOURS,
    NOTICES,
)
