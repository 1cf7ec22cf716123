"""Tables of schools, staff, enterprises, cohorts and people (EXCHANGE, "Tables")."""

from decimal import Decimal

from school.accounts.models import School, Staff, StaffAssignment
from school.accounts.rules import Language, StaffRole
from school.cohorts.models import Attendance, Cohort, Enrolment, Trainee, sort_name
from school.cohorts.rules import AttendanceState, HalfDay, Sex
from school.core.clock import DEFAULT_TIME_ZONE
from school.core.errors import mark
from school.enterprises.models import Enterprise, Partnership, Tutor
from school.exchange.kinds import (
    Choice,
    Country,
    Day,
    Email,
    Number,
    TimeZone,
    Whole,
    YesNo,
)
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

DEFAULT_COUNTRY = "BJ"

NAME_LIMIT = 200
SORT_NAME_LIMIT = 2_000
"""Bytes: what an index entry of PostgreSQL holds with room to spare."""

NOT_BEFORE = mark("une date qui n’est pas avant %(column)s (%(day)s)")


def ministry_has_no_school(values: Values) -> Problem | None:
    """Check that the ministry belongs to no school and everybody else to one."""
    is_ministry = values.get("role") is StaffRole.MINISTRY
    if is_ministry and values.get("school") is not None:
        return Problem("school", mark("rien : le ministère n’a pas d’école"))
    if not is_ministry and values.get("school") is None:
        return Problem("school", mark("le code d’une école ; seul le ministère n’en a pas"))
    return None


def name_can_be_sorted(values: Values) -> Problem | None:
    """Check that the folded name fits the index by which people are found."""
    folded = sort_name(values.get("family_name"), values.get("given_names"))
    if len(folded.encode()) <= SORT_NAME_LIMIT:
        return None
    return Problem("family_name", mark("un nom plus court"))


def after_enrolment(last: str) -> Check:
    """Make the check that an enrolment does not end before it began."""
    return in_order("enrolled_on", last, NOT_BEFORE)


SCHOOLS = TableSpec(
    School,
    key=("school",),
    columns=(
        code("school"),
        text("name", required=True),
        Column("country", Country(), default=DEFAULT_COUNTRY),
        text("department"),
        Column("timezone", TimeZone(), default=DEFAULT_TIME_ZONE),
        Column("keeps_photo_places", YesNo(), default=False),
        Column("closed_on", Day()),
    ),
)

STAFF = TableSpec(
    Staff,
    key=("email",),
    columns=(
        Column("email", Email(), required=True),
        text("name", required=True),
        Column("role", Choice(StaffRole), required=True),
        refers("school", "schools"),
        text("phone"),
        Column("language", Choice(Language), default=Language.FRENCH),
    ),
    checks=(Check(("role", "school"), ministry_has_no_school),),
    folded_key=True,
)

STAFF_ASSIGNMENTS = TableSpec(
    StaffAssignment,
    key=("email", "role", "school"),
    columns=(
        refers("email", "staff", required=True, attribute="staff_id"),
        Column("role", Choice(StaffRole), required=True),
        refers("school", "schools"),
    ),
    checks=(Check(("role", "school"), ministry_has_no_school),),
)

ENTERPRISES = TableSpec(
    Enterprise,
    key=("enterprise",),
    columns=(
        code("enterprise"),
        text("name", required=True),
        text("tax_id"),
        text("sector"),
        text("department"),
        text("phone"),
        Column("email", Email()),
        Column("partner_since", Day()),
    ),
)

PARTNERSHIPS = TableSpec(
    Partnership,
    key=("school", "enterprise"),
    columns=(
        refers("school", "schools", required=True),
        refers("enterprise", "enterprises", required=True),
    ),
)

TUTORS = TableSpec(
    Tutor,
    key=("tutor",),
    columns=(
        code("tutor"),
        refers("enterprise", "enterprises", required=True),
        text("name", required=True),
        text("job"),
        text("phone"),
        Column("email", Email()),
    ),
)

COHORTS = TableSpec(
    Cohort,
    key=("cohort",),
    columns=(
        code("cohort"),
        refers("school", "schools", required=True),
        refers("path", "paths", required=True),
        text("name", required=True),
        Column("starts_on", Day(), required=True),
        Column("ends_on", Day()),
        Column("capacity", Whole(minimum=1)),
        refers("curriculum_version", "curriculum_versions"),
    ),
    checks=(in_order("starts_on", "ends_on", NOT_BEFORE),),
)

TRAINEES = TableSpec(
    Trainee,
    key=("trainee",),
    columns=(
        code("trainee"),
        text("family_name", required=True, limit=NAME_LIMIT),
        text("given_names", limit=NAME_LIMIT),
        Column("sex", Choice(Sex)),
        Column("born_on", Day()),
        text("department"),
        text("education_level"),
        text("phone"),
        Column("email", Email()),
        Column("disability", YesNo()),
    ),
    checks=(Check(("family_name", "given_names"), name_can_be_sorted),),
    derive=lambda values: {"sort_name": sort_name(values["family_name"], values["given_names"])},
)

ENROLMENTS = TableSpec(
    Enrolment,
    key=("trainee", "cohort"),
    columns=(
        refers("trainee", "trainees", required=True),
        refers("cohort", "cohorts", required=True),
        Column("applied_on", Day()),
        Column("enrolled_on", Day()),
        Column("withdrawn_on", Day()),
        text("withdrawal_reason"),
        Column("completed_on", Day()),
        Column("certified_on", Day()),
    ),
    checks=tuple(
        after_enrolment(column) for column in ("withdrawn_on", "completed_on", "certified_on")
    ),
)

ATTENDANCE = TableSpec(
    Attendance,
    key=("trainee", "cohort", "date", "half_day"),
    columns=(
        refers("trainee", "trainees", required=True),
        refers("cohort", "cohorts", required=True),
        Column("date", Day(), required=True),
        Column("half_day", Choice(HalfDay), required=True),
        Column("state", Choice(AttendanceState), required=True),
        Column("hours", Number(minimum=Decimal(0), maximum=Decimal(24))),
    ),
)

SPECS = (
    SCHOOLS,
    STAFF,
    STAFF_ASSIGNMENTS,
    ENTERPRISES,
    PARTNERSHIPS,
    TUTORS,
    COHORTS,
    TRAINEES,
    ENROLMENTS,
    ATTENDANCE,
)
