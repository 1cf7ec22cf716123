"""Tables of how placements ended; their rows never change."""

from decimal import Decimal

from school.exchange.kinds import Choice, Day, Number, Whole
from school.exchange.specs import Column, TableSpec, code, refers, text
from school.placements.ends.models import PlacementEnd
from school.placements.ends.rules import (
    MOST_MISSED_HOURS,
    Decider,
    EndAction,
    EndOutcome,
    EndParty,
    EndState,
    NextStep,
)
from school.placements.rules import EndReason

MOST_STEPS = 10_000

PLACEMENT_ENDS = TableSpec(
    PlacementEnd,
    key=("end",),
    columns=(
        code("end"),
        refers("placement", "placements", required=True),
        Column("number", Whole(minimum=1, maximum=MOST_STEPS), required=True),
        Column("action", Choice(EndAction), required=True),
        Column("party", Choice(EndParty), required=True),
        text("author", required=True),
        Column("noted_on", Day(), required=True),
        text("comment"),
        Column("state", Choice(EndState), required=True),
        Column("state_since", Day(), required=True),
        Column("outcome", Choice(EndOutcome), required=True),
        Column("last_day", Day(), required=True),
        Column("missed_hours", Number(minimum=Decimal(0), maximum=MOST_MISSED_HOURS)),
        Column("cause", Choice(EndReason)),
        text("detail"),
        Column("decided_by", Choice(Decider)),
        Column("next_step", Choice(NextStep), required=True),
        Column("next_since", Day(), required=True),
    ),
    append_only=True,
)

SPECS = (PLACEMENT_ENDS,)
