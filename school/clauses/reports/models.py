"""The table of the reports that operators filed."""

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.clauses.contracts.models import ContractDocument
from school.core.database import Base, reference_type


class ClauseReport(Base):
    """The report of one period of a contract, filed on a day; it stays.

    An operator files the paper itself, on the day of `written_on`; a report that came another
    way has no paper here, and the authority says on which day it came.
    """

    __tablename__ = "clause_reports"
    __table_args__ = (
        UniqueConstraint("contract_id", "period_ends_on"),
        CheckConstraint("filed_on <= written_on", name="filed_in_the_past"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    period_ends_on: Mapped[datetime.date]
    filed_on: Mapped[datetime.date]
    written_on: Mapped[datetime.date]
    written_by: Mapped[str]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("contract_documents.id"), index=True)

    document: Mapped[ContractDocument | None] = relationship()
