"""Tables of what a contract says beside the columns of EXCHANGE: criteria, documents."""

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from school.core.clock import now
from school.core.database import Base, reference_type


class ContractCriterion(Base):
    """Who counts under a contract, and for how many months; without end where it is empty."""

    __tablename__ = "contract_criteria"
    __table_args__ = (
        UniqueConstraint("contract_id", "criterion"),
        CheckConstraint("months IS NULL OR months > 0", name="months_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    criterion: Mapped[str] = mapped_column(reference_type())
    months: Mapped[int | None]


class ContractDocument(Base):
    """A paper of a contract, as a PDF: the contract itself, an amendment, a letter."""

    __tablename__ = "contract_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"), index=True)
    title: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str]
    added_at: Mapped[datetime.datetime] = mapped_column(default=now)
    added_by: Mapped[str]


class ContractDocumentPart(Base):
    """A piece of a document's bytes, short enough for a cell of a spreadsheet, in their order."""

    __tablename__ = "contract_document_parts"
    __table_args__ = (UniqueConstraint("document_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("contract_documents.id"))
    reference: Mapped[str] = mapped_column(reference_type())
    content: Mapped[bytes] = mapped_column(LargeBinary)
