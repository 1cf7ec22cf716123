"""Tables of good practices and of the contracts that use them."""

from typing import Any

from school.clauses.practices.catalogue.models import GoodPractice, PracticeUse
from school.clauses.practices.catalogue.rules import PracticeState, search_key
from school.core.errors import mark
from school.exchange.kinds import Choice, Day
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
from school.exchange.specs_clauses import CONTRACT
from school.exchange.specs_people import NOT_BEFORE


def withdrawn_for_a_reason(values: Values) -> Problem | None:
    """Check that a practice which was withdrawn says why, and no other does."""
    withdrawn = values.get("state") is PracticeState.WITHDRAWN
    if withdrawn == (values.get("reason") is not None):
        return None
    return Problem("reason", mark("une raison pour une pratique retirée, et pour elle seule"))


def searched_by(values: Values) -> dict[str, Any]:
    """Give what a practice is searched by."""
    return {"search_key": search_key(*(values[name] for name in SEARCHED))}


SEARCHED = ("title", "done", "meant_for", "team")

GOOD_PRACTICES = TableSpec(
    GoodPractice,
    key=("practice",),
    columns=(
        code("practice"),
        refers("operator", "enterprises"),
        text("team", required=True),
        text("title", required=True),
        text("done", required=True),
        text("meant_for"),
        Column("state", Choice(PracticeState), required=True),
        Column("made_on", Day(), required=True),
        Column("since", Day(), required=True),
        text("reason"),
    ),
    checks=(Check(("state", "reason"), withdrawn_for_a_reason),),
    derive=searched_by,
)

PRACTICE_USES = TableSpec(
    PracticeUse,
    key=("use",),
    columns=(
        code("use"),
        refers("practice", "good_practices", required=True),
        CONTRACT,
        Column("used_since", Day(), required=True),
        Column("ended_on", Day()),
        text("note"),
        text("stated_by", required=True),
    ),
    checks=(in_order("used_since", "ended_on", NOT_BEFORE),),
)

SPECS = (GOOD_PRACTICES, PRACTICE_USES)
