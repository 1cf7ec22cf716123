"""Tables of who works for a contract, what proves it, and which months were declared."""

from school.clauses.hours.models import ContractPlacement, MonthDeclaration
from school.clauses.people.models import (
    ContractParticipant,
    EligibilityPaper,
    EligibilityPaperPart,
)
from school.clauses.rules import HourForm
from school.exchange.file_parts import parts_of
from school.exchange.kinds import Choice, Code, Day, Month, Whole, YesNo
from school.exchange.specs import Column, TableSpec, code, in_order, refers, text
from school.exchange.specs_agreements import MOST_BYTES
from school.exchange.specs_clauses import BUCKET, CONTRACT, LOT
from school.exchange.specs_people import NOT_BEFORE

PARTICIPANT = refers("participant", "participants", required=True)

CONTRACT_PARTICIPANTS = TableSpec(
    ContractParticipant,
    key=("contract", "participant"),
    columns=(CONTRACT, PARTICIPANT, Column("since", Day(), required=True)),
)

ELIGIBILITY_PAPERS = TableSpec(
    EligibilityPaper,
    key=("paper",),
    columns=(
        code("paper"),
        PARTICIPANT,
        Column("criterion", Code(), required=True),
        Column("size", Whole(maximum=MOST_BYTES), required=True),
        text("digest", required=True),
        Column("added_on", Day(), required=True),
        text("added_by", required=True),
    ),
)

ELIGIBILITY_PAPER_PARTS = parts_of("paper", "eligibility_papers", EligibilityPaperPart)

CONTRACT_PLACEMENTS = TableSpec(
    ContractPlacement,
    key=("placement",),
    columns=(
        refers("placement", "placements", required=True),
        CONTRACT,
        PARTICIPANT,
        LOT,
        BUCKET,
        Column("form", Choice(HourForm), required=True),
        Column("from_on", Day()),
        Column("until_on", Day()),
    ),
    checks=(in_order("from_on", "until_on", NOT_BEFORE),),
)

MONTH_DECLARATIONS = TableSpec(
    MonthDeclaration,
    key=("contract", "lot", "month"),
    columns=(
        CONTRACT,
        LOT,
        Column("month", Month(), required=True),
        Column("has_hours", YesNo(), required=True),
        Column("declared_on", Day(), required=True),
        text("declared_by", required=True),
    ),
)

SPECS = (
    CONTRACT_PARTICIPANTS,
    ELIGIBILITY_PAPERS,
    ELIGIBILITY_PAPER_PARTS,
    CONTRACT_PLACEMENTS,
    MONTH_DECLARATIONS,
)
