"""Tables of permanent contact: rules of schools, plans of placements, what was agreed."""

from school.core.errors import mark
from school.exchange.kinds import Choice, Day, Whole, YesNo
from school.exchange.specs import Check, Column, Problem, TableSpec, Values, code, refers, text
from school.visits.contact.models import AgreedAction, ContactPlan, ContactRules
from school.visits.contact.rules import LONGEST_RHYTHM
from school.visits.rules import ActionOwner

DAYS = Whole(minimum=1, maximum=LONGEST_RHYTHM)
DELAY = Whole(minimum=0, maximum=LONGEST_RHYTHM)


def done_by_somebody(values: Values) -> Problem | None:
    """Check that an action that is done says by whom, and that an open one does not."""
    if (values.get("done_on") is None) == (values.get("done_by") is None):
        return None
    return Problem("done_by", mark("un nom avec le jour où c’est fait, rien sinon"))


CONTACT_RULES = TableSpec(
    ContactRules,
    key=("school",),
    columns=(
        refers("school", "schools", required=True),
        Column("first_within_days", DAYS, required=True),
        Column("every_days", DAYS, required=True),
        Column("midterm_visit", YesNo(), required=True),
        Column("final_visit", YesNo(), required=True),
        Column("director_after_days", DELAY, required=True),
    ),
)

CONTACT_PLANS = TableSpec(
    ContactPlan,
    key=("placement",),
    columns=(
        refers("placement", "placements", required=True),
        refers("keeper", "staff"),
        Column("first_within_days", DAYS),
        Column("every_days", DAYS),
        Column("midterm_visit", YesNo()),
        Column("final_visit", YesNo()),
    ),
)

AGREED_ACTIONS = TableSpec(
    AgreedAction,
    key=("action",),
    columns=(
        code("action"),
        refers("visit", "visits", required=True),
        Column("position", Whole(minimum=1, maximum=99), required=True),
        text("wording", required=True),
        Column("owner", Choice(ActionOwner), required=True),
        Column("due_on", Day()),
        Column("done_on", Day()),
        text("done_by"),
        Column("told_on", Day()),
    ),
    checks=(Check(("done_on", "done_by"), done_by_somebody),),
)

SPECS = (CONTACT_RULES, CONTACT_PLANS, AGREED_ACTIONS)
