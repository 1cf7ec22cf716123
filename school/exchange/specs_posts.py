"""Tables of posts with their duties, and of proposals with every step they took."""

from decimal import Decimal

from school.core.errors import mark
from school.exchange.kinds import Choice, Code, Day, Number, Whole, YesNo
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
from school.placements.posts.models import Post, PostDuty, PostDutyCompetency
from school.placements.posts.rules import MOST_PLACES
from school.placements.proposals.models import PlacementProposal, ProposalDelay, ProposalStep
from school.placements.proposals.rules import (
    LONGEST_DELAY_DAYS,
    ProposalReason,
    ProposalState,
)

MOST_STEPS = 1_000
HOURS_OF_A_WEEK = Decimal(168)
WITH_REASON = frozenset({ProposalState.REFUSED, ProposalState.CANCELLED, ProposalState.OBSOLETE})


def postponed_to_a_day(values: Values) -> Problem | None:
    """Check that a day is given where, and only where, the answer was put off."""
    put_off = values.get("state") is ProposalState.POSTPONED
    if put_off == (values.get("postponed_until") is not None):
        return None
    return Problem("postponed_until", mark("un jour si et seulement si l’état est postponed"))


def closed_with_reason(values: Values) -> Problem | None:
    """Check that a reason is given where, and only where, somebody closed the proposal."""
    if (values.get("state") in WITH_REASON) == (values.get("reason") is not None):
        return None
    return Problem(
        "reason", mark("une raison si et seulement si l’état est refused, cancelled ou obsolete")
    )


def placed_when_accepted(values: Values) -> Problem | None:
    """Check that only what was accepted came to a placement."""
    if values.get("placement") is None or values.get("state") is ProposalState.ACCEPTED:
        return None
    return Problem("placement", mark("rien : la proposition n’est pas acceptée"))


POSTS = TableSpec(
    Post,
    key=("post",),
    columns=(
        code("post"),
        refers("school", "schools", required=True),
        refers("enterprise", "enterprises", required=True),
        refers("site", "enterprise_sites"),
        refers("tutor", "tutors"),
        refers("path", "paths", required=True),
        refers("module", "modules"),
        text("title", required=True),
        text("department"),
        text("place"),
        Column("starts_on", Day(), required=True),
        Column("ends_on", Day(), required=True),
        Column("weekly_hours", Number(above=Decimal(0), maximum=HOURS_OF_A_WEEK)),
        Column("places", Whole(1, MOST_PLACES), required=True),
        Column("opened_on", Day(), required=True),
        Column("closed_on", Day()),
    ),
    checks=(
        in_order("starts_on", "ends_on", NOT_BEFORE),
        in_order("opened_on", "closed_on", NOT_BEFORE),
    ),
)

POST_DUTIES = TableSpec(
    PostDuty,
    key=("duty",),
    columns=(
        code("duty"),
        refers("post", "posts", required=True),
        Column("position", Whole(maximum=MOST_STEPS), required=True),
        text("wording", required=True),
    ),
)

POST_DUTY_COMPETENCIES = TableSpec(
    PostDutyCompetency,
    key=("duty", "module", "competency"),
    columns=(
        refers("duty", "post_duties", required=True),
        Column("module", Code(), required=True),
        Column("competency", Code(), required=True),
    ),
)

PROPOSALS = TableSpec(
    PlacementProposal,
    key=("proposal",),
    columns=(
        code("proposal"),
        refers("post", "posts", required=True),
        refers("trainee", "trainees", required=True),
        refers("cohort", "cohorts", required=True),
        Column("number", Whole(1, MOST_STEPS), required=True),
        Column("state", Choice(ProposalState), required=True),
        Column("since", Day(), required=True),
        Column("proposed_on", Day(), required=True),
        text("proposed_by", required=True),
        Column("postponed_until", Day()),
        Column("reason", Choice(ProposalReason)),
        text("detail"),
        Column("shared_with_apprentice", YesNo(), default=False),
        Column("beside_another", YesNo(), default=False),
        refers("placement", "placements"),
    ),
    checks=(
        Check(("state", "postponed_until"), postponed_to_a_day),
        Check(("state", "reason"), closed_with_reason),
        Check(("state", "placement"), placed_when_accepted),
    ),
)

PROPOSAL_STEPS = TableSpec(
    ProposalStep,
    key=("step",),
    columns=(
        code("step"),
        refers("proposal", "placement_proposals", required=True),
        Column("number", Whole(1, MOST_STEPS), required=True),
        Column("state", Choice(ProposalState), required=True),
        Column("taken_on", Day(), required=True),
        Column("recorded_at", Moment(), required=True),
        text("actor", required=True),
        Column("reason", Choice(ProposalReason)),
        text("detail"),
    ),
)

PROPOSAL_DELAYS = TableSpec(
    ProposalDelay,
    key=("delay",),
    columns=(
        code("delay"),
        refers("school", "schools", required=True),
        Column("days", Whole(1, LONGEST_DELAY_DAYS), required=True),
        text("decided_by", required=True),
        Column("decided_at", Moment(), required=True),
    ),
)

SPECS = (POSTS, POST_DUTIES, POST_DUTY_COMPETENCIES, PROPOSALS, PROPOSAL_STEPS, PROPOSAL_DELAYS)
