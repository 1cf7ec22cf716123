"""Tables of immersion: duties done, absences and accidents in the enterprise."""

from decimal import Decimal

from school.core.errors import mark
from school.exchange.kinds import Choice, Day, Number, YesNo
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
from school.exchange.specs_hiring import given_with_day
from school.exchange.specs_people import NOT_BEFORE
from school.exchange.specs_timetable import week_begins_on_monday
from school.placements.immersion.models import Absence, Accident, LogbookDuty
from school.placements.immersion.rules import (
    AbsenceReason,
    AbsenceStatus,
    AccidentStatus,
    Care,
    DutyLevel,
)

HOURS_OF_AN_ABSENCE = Number(minimum=Decimal(0), maximum=Decimal(10_000))


def settled_on_a_day(values: Values) -> Problem | None:
    """Check that an absence has its day of settlement once it is settled, and only then."""
    waits = values.get("status") is AbsenceStatus.DECLARED
    if waits == (values.get("settled_on") is None):
        return None
    return Problem("settled_on", mark("un jour, sauf tant que l’absence est à régler"))


def declared_in_its_state(values: Values) -> Problem | None:
    """Check that an accident that was only reported has no declaration yet."""
    if values.get("status") is not AccidentStatus.REPORTED or not values.get("declared_on"):
        return None
    return Problem("declared_on", mark("rien tant que l’accident est seulement signalé"))


def closed_on_a_day(values: Values) -> Problem | None:
    """Check that an accident has its day of closing once it is closed, and only then."""
    closed = values.get("status") is AccidentStatus.CLOSED
    if closed == (values.get("closed_on") is not None):
        return None
    return Problem("closed_on", mark("un jour si et seulement si l’accident est clos"))


LOGBOOK_DUTIES = TableSpec(
    LogbookDuty,
    key=("duty", "week"),
    columns=(
        refers("duty", "placement_duties", required=True),
        Column("week", Day(), required=True),
        Column("level", Choice(DutyLevel), required=True),
        Column("validated_on", Day()),
    ),
    checks=(Check(("week",), week_begins_on_monday),),
)

ABSENCES = TableSpec(
    Absence,
    key=("absence",),
    columns=(
        code("absence"),
        refers("placement", "placements", required=True),
        Column("first_on", Day(), required=True),
        Column("last_on", Day(), required=True),
        Column("hours", HOURS_OF_AN_ABSENCE),
        Column("reason", Choice(AbsenceReason), required=True),
        text("detail"),
        Column("declared_on", Day(), required=True),
        text("declared_by", required=True),
        Column("status", Choice(AbsenceStatus), required=True),
        Column("settled_on", Day()),
        text("settled_by"),
        text("answer"),
    ),
    checks=(
        in_order("first_on", "last_on", NOT_BEFORE),
        Check(("status", "settled_on"), settled_on_a_day),
    ),
)

ACCIDENTS = TableSpec(
    Accident,
    key=("accident",),
    columns=(
        code("accident"),
        refers("placement", "placements", required=True),
        Column("happened_on", Day(), required=True),
        text("hour"),
        text("place", required=True),
        text("account", required=True),
        Column("care", Choice(Care), required=True),
        text("injury"),
        text("witness"),
        Column("stopped_work", YesNo(), required=True),
        Column("reported_on", Day(), required=True),
        text("reported_by", required=True),
        Column("status", Choice(AccidentStatus), required=True),
        Column("declared_on", Day()),
        text("declared_to"),
        Column("closed_on", Day()),
        text("measures"),
    ),
    checks=(
        given_with_day("declared_to", "declared_on"),
        Check(("status", "declared_on"), declared_in_its_state),
        given_with_day("measures", "closed_on"),
        Check(("status", "closed_on"), closed_on_a_day),
    ),
)

SPECS = (LOGBOOK_DUTIES, ABSENCES, ACCIDENTS)
