"""Tables of what people can do, as three voices say it; their rows never change."""

from school.competencies.models import CompetencyEvidence, CompetencyRecord
from school.competencies.operations import LONGEST_COMMENT
from school.competencies.rules import EvidenceKind, Level, Voice
from school.exchange.kinds import Choice, Code, Day
from school.exchange.moments import Moment
from school.exchange.specs import Column, TableSpec, code, refers, text

COMPETENCY_RECORDS = TableSpec(
    CompetencyRecord,
    key=("record",),
    columns=(
        code("record"),
        refers("trainee", "trainees", required=True),
        Column("module", Code(), required=True),
        Column("competency", Code(), required=True),
        text("curriculum_version"),
        Column("voice", Choice(Voice), required=True),
        Column("level", Choice(Level), required=True),
        Column("noted_on", Day(), required=True),
        Column("recorded_at", Moment(), required=True),
        text("author", required=True),
        text("comment", limit=LONGEST_COMMENT),
    ),
    append_only=True,
)

COMPETENCY_EVIDENCE = TableSpec(
    CompetencyEvidence,
    key=("record", "kind", "evidence"),
    columns=(
        refers("record", "competency_records", required=True),
        Column("kind", Choice(EvidenceKind), required=True),
        Column("evidence", Code(), "reference", required=True),
        Column("happened_on", Day(), required=True),
    ),
    append_only=True,
)

SPECS = (COMPETENCY_RECORDS, COMPETENCY_EVIDENCE)
