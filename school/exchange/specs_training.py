"""Tables of practical work and of what happens in the enterprise (EXCHANGE, "Tables")."""

from decimal import Decimal

from school.core.errors import mark
from school.exchange.kinds import CODE_LIMIT, Choice, Code, Day, Number, Reference
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
from school.learning.models import LessonProgress
from school.placements.models import LogbookDay, Placement
from school.placements.rules import PlacementStatus
from school.practicals.models import Assessment, Measure
from school.practicals.rules import Verdict
from school.visits.models import Visit
from school.visits.rules import MissedReason, VisitKind

HOURS_OF_A_DAY = Number(minimum=Decimal(0), maximum=Decimal(24))
HOURS_OF_A_WEEK = Decimal(168)


def missed_for_a_reason(values: Values) -> Problem | None:
    """Check that a visit that was missed says why, and that another does not."""
    if (values.get("missed_on") is None) == (values.get("missed_reason") is None):
        return None
    return Problem("missed_reason", mark("une raison avec le jour manqué, rien sinon"))


def made_or_missed(values: Values) -> Problem | None:
    """Check that a visit was not both made and missed."""
    if values.get("done_on") is None or values.get("missed_on") is None:
        return None
    return Problem("missed_on", mark("rien, puisque la visite a été faite"))


ASSESSMENTS = TableSpec(
    Assessment,
    key=("assessment",),
    columns=(
        code("assessment"),
        refers("trainee", "trainees", required=True),
        refers("cohort", "cohorts", required=True),
        refers("task", "practical_tasks", required=True),
        refers("trainer", "staff"),
        Column("assessed_on", Day(), required=True),
        Column("verdict", Choice(Verdict), required=True),
        text("note"),
        Column(RECORDED_ON, Day()),
    ),
)

MEASURES = TableSpec(
    Measure,
    key=("assessment", "measure"),
    columns=(
        Column(
            "assessment",
            Reference(limit=CODE_LIMIT, table="assessments"),
            "assessment_reference",
            required=True,
        ),
        Column("measure", Code(), "reference", required=True),
        Column("value", Number()),
        text("unit"),
    ),
)

PLACEMENTS = TableSpec(
    Placement,
    key=("placement",),
    columns=(
        code("placement"),
        refers("trainee", "trainees", required=True),
        refers("cohort", "cohorts", required=True),
        refers("enterprise", "enterprises", required=True),
        refers("tutor", "tutors"),
        text("position"),
        Column("starts_on", Day()),
        Column("ends_on", Day()),
        Column("weekly_hours", Number(above=Decimal(0), maximum=HOURS_OF_A_WEEK)),
        Column("status", Choice(PlacementStatus), required=True),
        Column("proposed_on", Day()),
        Column("confirmed_on", Day()),
        Column("ended_on", Day()),
        text("end_reason"),
    ),
    checks=(in_order("starts_on", "ends_on", NOT_BEFORE),),
)

LOGBOOK = TableSpec(
    LogbookDay,
    key=("placement", "date"),
    columns=(
        refers("placement", "placements", required=True),
        Column("date", Day(), required=True),
        Column("hours", HOURS_OF_A_DAY, required=True),
        text("activities"),
        Column("validated_on", Day()),
    ),
)

VISITS = TableSpec(
    Visit,
    key=("visit",),
    columns=(
        code("visit"),
        refers("placement", "placements", required=True),
        refers("trainer", "staff"),
        Column("kind", Choice(VisitKind), required=True),
        Column("planned_on", Day()),
        Column("done_on", Day()),
        text("summary"),
        text("apprentice_said"),
        text("tutor_said"),
        text("trainer_said"),
        Column("missed_on", Day()),
        Column("missed_reason", Choice(MissedReason)),
        text("missed_detail"),
    ),
    checks=(
        Check(("missed_on", "missed_reason"), missed_for_a_reason),
        Check(("done_on", "missed_on"), made_or_missed),
    ),
)

LESSON_PROGRESS = TableSpec(
    LessonProgress,
    key=("trainee", "lesson"),
    columns=(
        refers("trainee", "trainees", required=True),
        Column("lesson", Code(), "lesson_reference", required=True),
        text("curriculum_version"),
        Column("read_on", Day(), required=True),
    ),
)

SPECS = (ASSESSMENTS, MEASURES, PLACEMENTS, LOGBOOK, VISITS, LESSON_PROGRESS)
