"""Tables of timetables: weeks, days off, rooms and sessions (EXCHANGE, "Tables")."""

from decimal import Decimal

from school.cohorts.attendance_rules import LONGEST_HALF_DAY
from school.cohorts.rules import HalfDay
from school.cohorts.timetable.models import CalendarDay, ClassSession, CohortWeek, Room
from school.cohorts.timetable.rules import DayKind, Place
from school.core.errors import mark
from school.core.text import fold
from school.exchange.kinds import Choice, Day, Number
from school.exchange.specs import (
    Check,
    Column,
    Problem,
    TableSpec,
    Values,
    code,
    refers,
    text,
)
from school.exchange.specs_people import NAME_LIMIT


def week_begins_on_monday(values: Values) -> Problem | None:
    """Check that a week is named by its Monday."""
    week = values.get("week")
    if week is None or week.weekday() == 0:
        return None
    return Problem("week", mark("le lundi de la semaine"))


def off_has_no_module(values: Values) -> Problem | None:
    """Check that a week of work has its module, and a week off none."""
    is_off, module = values.get("place") is Place.OFF, values.get("module")
    if is_off and module is not None:
        return Problem("module", mark("rien : une semaine sans cours n’a pas de module"))
    if not is_off and values.get("place") is not None and module is None:
        return Problem("module", mark("le module de la semaine"))
    return None


def cancelled_with_reason(values: Values) -> Problem | None:
    """Check that a cancelled session says why, and another does not."""
    if (values.get("cancelled_on") is None) == (values.get("cancel_reason") is None):
        return None
    return Problem("cancel_reason", mark("la date et la raison d’une annulation, ensemble"))


COHORT_WEEKS = TableSpec(
    CohortWeek,
    key=("cohort", "week"),
    columns=(
        refers("cohort", "cohorts", required=True),
        Column("week", Day(), "starts_on", required=True),
        Column("place", Choice(Place), required=True),
        refers("module", "modules"),
    ),
    checks=(
        Check(("week",), week_begins_on_monday),
        Check(("place", "module"), off_has_no_module),
    ),
)

CALENDAR_DAYS = TableSpec(
    CalendarDay,
    key=("school", "date"),
    columns=(
        refers("school", "schools", required=True),
        Column("date", Day(), required=True),
        Column("kind", Choice(DayKind), default=DayKind.OFF),
        text("label", required=True),
    ),
)

ROOMS = TableSpec(
    Room,
    key=("room",),
    columns=(
        code("room"),
        refers("school", "schools", required=True),
        text("name", required=True, limit=NAME_LIMIT),
    ),
    derive=lambda values: {"sort_name": fold(values["name"])},
)

CLASS_SESSIONS = TableSpec(
    ClassSession,
    key=("session",),
    columns=(
        code("session"),
        refers("cohort", "cohorts", required=True),
        refers("module", "modules"),
        Column("date", Day(), required=True),
        Column("half_day", Choice(HalfDay), required=True),
        refers("trainer", "staff"),
        refers("room", "rooms"),
        text("subject"),
        Column("hours", Number(above=Decimal(0), maximum=LONGEST_HALF_DAY), required=True),
        Column("cancelled_on", Day()),
        text("cancel_reason"),
    ),
    checks=(Check(("cancelled_on", "cancel_reason"), cancelled_with_reason),),
)

SPECS = (COHORT_WEEKS, CALENDAR_DAYS, ROOMS, CLASS_SESSIONS)
