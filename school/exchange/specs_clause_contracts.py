"""Tables of what contracts say beside their own columns: criteria, documents, reports."""

from school.clauses.contracts.models import (
    ContractCriterion,
    ContractDocument,
    ContractDocumentPart,
)
from school.clauses.contracts.operations import MOST_BYTES
from school.clauses.reports.models import ClauseReport
from school.exchange.file_parts import parts_of
from school.exchange.kinds import Code, Day, Whole
from school.exchange.moments import Moment
from school.exchange.specs import Column, TableSpec, code, in_order, refers, text
from school.exchange.specs_clauses import CONTRACT, MOST_MONTHS
from school.exchange.specs_people import NOT_BEFORE

CONTRACT_CRITERIA = TableSpec(
    ContractCriterion,
    key=("contract", "criterion"),
    columns=(
        CONTRACT,
        Column("criterion", Code(), required=True),
        Column("months", Whole(minimum=1, maximum=MOST_MONTHS)),
    ),
)

CONTRACT_DOCUMENTS = TableSpec(
    ContractDocument,
    key=("document",),
    columns=(
        code("document"),
        CONTRACT,
        text("title", required=True),
        Column("size", Whole(maximum=MOST_BYTES), required=True),
        text("digest", required=True),
        Column("added_at", Moment(), required=True),
        text("added_by", required=True),
    ),
)

CONTRACT_DOCUMENT_PARTS = parts_of("document", "contract_documents", ContractDocumentPart)

CLAUSE_REPORTS = TableSpec(
    ClauseReport,
    key=("report",),
    columns=(
        code("report"),
        CONTRACT,
        Column("period_ends_on", Day(), required=True),
        Column("filed_on", Day(), required=True),
        Column("written_on", Day(), required=True),
        text("written_by", required=True),
        refers("document", "contract_documents"),
    ),
    checks=(in_order("filed_on", "written_on", NOT_BEFORE),),
)

SPECS = (CONTRACT_CRITERIA, CONTRACT_DOCUMENTS, CONTRACT_DOCUMENT_PARTS, CLAUSE_REPORTS)
