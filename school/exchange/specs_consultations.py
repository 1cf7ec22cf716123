"""Tables of consultations of enterprises; what was answered and decided never changes."""

from school.core.errors import mark
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationAnswer,
    ConsultationChoice,
    ConsultationDecision,
    ConsultationInvitation,
    ConsultationItem,
)
from school.enterprises.consultations.rules import (
    MOST_CHOICES,
    MOST_PLACES,
    ConsultationState,
    ItemKind,
    Verdict,
    Weighting,
)
from school.exchange.kinds import Choice, Day, Whole
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

LAST_YEAR = 2200
MOST_ROWS = 10_000

CONSULTATION = refers("consultation", "consultations", required=True)
NUMBER = Column("number", Whole(minimum=1, maximum=MOST_ROWS), required=True)
PEOPLE = Whole(minimum=0, maximum=MOST_PLACES)


def days_of_the_state(values: Values) -> Problem | None:
    """Check that a consultation has the days of the states it went through, and no others."""
    state = values.get("state")
    wanted = {
        "opened_on": state is not ConsultationState.DRAFT,
        "closed_on": state in {ConsultationState.CLOSED, ConsultationState.RETURNED},
        "returned_on": state is ConsultationState.RETURNED,
    }
    for column, there in wanted.items():
        if (values.get(column) is not None) != there:
            return Problem(column, mark("un jour dans les états atteints, et rien avant"))
    return None


def module_or_label(values: Values) -> Problem | None:
    """Check that a module is named by its code alone and a technology by its label."""
    labelled = values.get("label") is not None
    if values.get("kind") is ItemKind.TECHNOLOGY:
        return None if labelled else Problem("label", mark("le nom de la technologie"))
    if labelled or values.get("module") is None:
        return Problem("module", mark("le code d’un module, sans autre nom"))
    return None


def version_of_a_change(values: Values) -> Problem | None:
    """Check that only a decision to change something names a version."""
    changes = values.get("verdict") in {Verdict.STRENGTHEN, Verdict.REDUCE}
    if values.get("curriculum_version") is None or changes:
        return None
    return Problem("curriculum_version", mark("rien : cette décision ne change rien"))


CONSULTATIONS = TableSpec(
    Consultation,
    key=("consultation",),
    columns=(
        code("consultation"),
        refers("school", "schools", required=True),
        refers("cohort", "cohorts"),
        Column("year", Whole(minimum=1900, maximum=LAST_YEAR), required=True),
        text("title", required=True),
        Column("weighting", Choice(Weighting), required=True),
        Column("state", Choice(ConsultationState), required=True),
        Column("made_on", Day(), required=True),
        Column("closes_on", Day(), required=True),
        Column("opened_on", Day()),
        Column("closed_on", Day()),
        Column("returned_on", Day()),
    ),
    checks=(
        Check(("state", "opened_on", "closed_on", "returned_on"), days_of_the_state),
        in_order("opened_on", "closed_on", NOT_BEFORE),
    ),
)

CONSULTATION_ITEMS = TableSpec(
    ConsultationItem,
    key=("item",),
    columns=(
        code("item"),
        CONSULTATION,
        Column("position", Whole(minimum=1, maximum=MOST_ROWS), required=True),
        Column("kind", Choice(ItemKind), required=True),
        refers("module", "modules"),
        text("label"),
    ),
    checks=(Check(("kind", "module", "label"), module_or_label),),
)

CONSULTATION_INVITATIONS = TableSpec(
    ConsultationInvitation,
    key=("consultation", "enterprise"),
    columns=(
        CONSULTATION,
        refers("enterprise", "enterprises", required=True),
        Column("invited_on", Day(), required=True),
    ),
)

CONSULTATION_ANSWERS = TableSpec(
    ConsultationAnswer,
    key=("answer",),
    columns=(
        code("answer"),
        CONSULTATION,
        refers("enterprise", "enterprises", required=True),
        NUMBER,
        Column("answered_at", Moment(), required=True),
        text("answered_by", required=True),
        Column("places", PEOPLE),
        Column("hires", PEOPLE),
        text("hiring_for"),
        text("lacking"),
    ),
    append_only=True,
)

CONSULTATION_CHOICES = TableSpec(
    ConsultationChoice,
    key=("answer", "item"),
    columns=(
        refers("answer", "consultation_answers", required=True),
        refers("item", "consultation_items", required=True),
        Column("place", Whole(minimum=1, maximum=MOST_CHOICES), required=True),
    ),
)

CONSULTATION_DECISIONS = TableSpec(
    ConsultationDecision,
    key=("decision",),
    columns=(
        code("decision"),
        refers("item", "consultation_items", required=True),
        NUMBER,
        Column("verdict", Choice(Verdict), required=True),
        text("reason", required=True),
        Column("decided_on", Day(), required=True),
        refers("curriculum_version", "curriculum_versions", attribute="version_id"),
        text("recorded_by", required=True),
        Column("recorded_at", Moment(), required=True),
    ),
    checks=(Check(("verdict", "curriculum_version"), version_of_a_change),),
    append_only=True,
)

SPECS = (
    CONSULTATIONS,
    CONSULTATION_ITEMS,
    CONSULTATION_INVITATIONS,
    CONSULTATION_ANSWERS,
    CONSULTATION_CHOICES,
    CONSULTATION_DECISIONS,
)
