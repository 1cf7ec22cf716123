"""Tables of what partner enterprises are and say (EXCHANGE, "Tables")."""

from decimal import Decimal

from school.core.errors import mark
from school.enterprises.models import EnterpriseRepresentative, EnterpriseSite
from school.enterprises.partner_models import (
    EnterpriseInterest,
    EnterpriseMerge,
    EnterprisePlaces,
    EnterpriseTechnique,
    InterestQuestion,
)
from school.enterprises.partner_rules import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_PLACES,
    MOST_PROPOSALS,
    InterestReason,
    InterestStatus,
    TechniqueKind,
)
from school.exchange.kinds import Choice, Day, Email, Number, Whole, YesNo
from school.exchange.moments import Moment
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
from school.exchange.specs_people import NOT_BEFORE

YEAR = Whole(minimum=FIRST_YEAR, maximum=LAST_YEAR)


def place_is_whole(values: Values) -> Problem | None:
    """Check that a place on earth has both its numbers."""
    if (values.get("latitude") is None) == (values.get("longitude") is None):
        return None
    missing = "latitude" if values.get("longitude") is None else "longitude"
    return Problem(missing, mark("la latitude et la longitude, ensemble"))


def names_two(values: Values) -> Problem | None:
    """Check that an enterprise is not the double of itself."""
    if values.get("double") is None or values.get("double") != values.get("enterprise"):
        return None
    return Problem("enterprise", mark("une autre entreprise que son double"))


SITES = TableSpec(
    EnterpriseSite,
    key=("site",),
    columns=(
        code("site"),
        refers("enterprise", "enterprises", required=True),
        text("name", required=True),
        text("address"),
        text("town"),
        text("department"),
        Column("latitude", Number(minimum=Decimal(-90), maximum=Decimal(90))),
        Column("longitude", Number(minimum=Decimal(-180), maximum=Decimal(180))),
        Column("closed_on", Day()),
    ),
    checks=(Check(("latitude", "longitude"), place_is_whole),),
)

REPRESENTATIVES = TableSpec(
    EnterpriseRepresentative,
    key=("representative",),
    columns=(
        code("representative"),
        refers("enterprise", "enterprises", required=True),
        text("name", required=True),
        text("job"),
        text("phone"),
        Column("email", Email()),
        Column("may_sign", YesNo(), default=False),
        Column("starts_on", Day()),
        Column("ends_on", Day()),
    ),
    checks=(in_order("starts_on", "ends_on", NOT_BEFORE),),
)

QUESTIONS = TableSpec(
    InterestQuestion,
    key=("question",),
    columns=(
        code("question"),
        refers("school", "schools", required=True),
        refers("enterprise", "enterprises", required=True),
        Column("year", YEAR, required=True),
        Column("asked_on", Day(), required=True),
        text("asked_by", required=True),
        refers("interest", "enterprise_interests"),
    ),
)

INTERESTS = TableSpec(
    EnterpriseInterest,
    key=("interest",),
    columns=(
        code("interest"),
        refers("enterprise", "enterprises", required=True),
        Column("year", YEAR, required=True),
        Column("status", Choice(InterestStatus), required=True),
        Column("reason", Choice(InterestReason)),
        text("detail"),
        Column("max_proposals_per_month", Whole(maximum=MOST_PROPOSALS)),
        Column("next_available_on", Day()),
        Column("answered_on", Day(), required=True),
        text("answered_by", required=True),
        Column("recorded_at", Moment(), required=True),
    ),
)

PLACES = TableSpec(
    EnterprisePlaces,
    key=("places_ref",),
    columns=(
        code("places_ref"),
        refers("enterprise", "enterprises", required=True),
        refers("site", "enterprise_sites"),
        Column("starts_on", Day(), required=True),
        Column("ends_on", Day(), required=True),
        Column("places", Whole(maximum=MOST_PLACES), required=True),
        Column("stated_on", Day(), required=True),
        text("stated_by", required=True),
        Column("withdrawn_on", Day()),
    ),
    checks=(
        in_order("starts_on", "ends_on", NOT_BEFORE),
        in_order("stated_on", "withdrawn_on", NOT_BEFORE),
    ),
)

TECHNIQUES = TableSpec(
    EnterpriseTechnique,
    key=("technique",),
    columns=(
        code("technique"),
        refers("enterprise", "enterprises", required=True),
        Column("kind", Choice(TechniqueKind), required=True),
        text("name", required=True),
        Column("stated_on", Day(), required=True),
        text("stated_by", required=True),
        Column("withdrawn_on", Day()),
    ),
    checks=(in_order("stated_on", "withdrawn_on", NOT_BEFORE),),
)

MERGES = TableSpec(
    EnterpriseMerge,
    key=("double",),
    columns=(
        refers("double", "enterprises", required=True),
        refers("enterprise", "enterprises", required=True),
        Column("merged_on", Day(), required=True),
        text("merged_by", required=True),
    ),
    checks=(Check(("double", "enterprise"), names_two),),
)

SPECS = (SITES, REPRESENTATIVES, INTERESTS, QUESTIONS, PLACES, TECHNIQUES, MERGES)
