"""Tables of who works under which contract, and of the papers that prove an eligibility."""

import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.clauses.models import Contract, Participant
from school.core.database import Base, reference_type


class ContractParticipant(Base):
    """Somebody who works, or will, under a contract: its sheets name them."""

    __tablename__ = "contract_participants"
    __table_args__ = (UniqueConstraint("contract_id", "participant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    since: Mapped[datetime.date]

    contract: Mapped[Contract] = relationship()
    participant: Mapped[Participant] = relationship()


class EligibilityPaper(Base):
    """The picture of a paper that proves a criterion: few see it, and it is not kept for ever."""

    __tablename__ = "eligibility_papers"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    criterion: Mapped[str] = mapped_column(reference_type())
    size: Mapped[int]
    digest: Mapped[str]
    added_on: Mapped[datetime.date]
    added_by: Mapped[str]

    participant: Mapped[Participant] = relationship()


class EligibilityPaperPart(Base):
    """A piece of a paper's bytes, short enough for a cell of a spreadsheet, in their order."""

    __tablename__ = "eligibility_paper_parts"
    __table_args__ = (UniqueConstraint("paper_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("eligibility_papers.id"))
    reference: Mapped[str] = mapped_column(reference_type())
    content: Mapped[bytes] = mapped_column(LargeBinary)
