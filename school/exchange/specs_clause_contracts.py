"""Tables of what contracts with a clause say beside their own columns: criteria, documents."""

from school.clauses.contracts.models import (
    ContractCriterion,
    ContractDocument,
    ContractDocumentPart,
)
from school.clauses.contracts.operations import MOST_BYTES
from school.exchange.file_parts import parts_of
from school.exchange.kinds import Code, Whole
from school.exchange.moments import Moment
from school.exchange.specs import Column, TableSpec, code, text
from school.exchange.specs_clauses import CONTRACT, MOST_MONTHS

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

SPECS = (CONTRACT_CRITERIA, CONTRACT_DOCUMENTS, CONTRACT_DOCUMENT_PARTS)
