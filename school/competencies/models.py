"""Tables of the competency record: what a voice said once, and what it rests on.

Rows are added and never changed: a correction is another row, noted later.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.cohorts.models import Trainee
from school.competencies.rules import Cited, Entry, EvidenceKind, Level, Voice
from school.core.clock import now
from school.core.database import Base, enum_type, reference_type


class CompetencyRecord(Base):
    """A level that one voice gave one person for one competency, on one day.

    The competency is named by its module and its code there, so that what was said follows the
    person from one version of the curriculum to the next; `curriculum_version` is the one in
    which it was said. `client_uuid` is the number of the form that said it: a form says several.
    """

    __tablename__ = "competency_records"
    __table_args__ = (
        UniqueConstraint("client_uuid", "trainee_id", "module", "competency"),
        Index("ix_competency_records_person", "trainee_id", "module", "competency"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"))
    module: Mapped[str] = mapped_column(reference_type())
    competency: Mapped[str] = mapped_column(reference_type())
    curriculum_version: Mapped[str | None]
    voice: Mapped[Voice] = mapped_column(enum_type(Voice, "voice"))
    level: Mapped[Level] = mapped_column(enum_type(Level, "level"))
    noted_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    author: Mapped[str]
    comment: Mapped[str | None]
    client_uuid: Mapped[str | None]

    trainee: Mapped[Trainee] = relationship()
    evidence: Mapped[list["CompetencyEvidence"]] = relationship(back_populates="record")

    @property
    def entry(self) -> Entry:
        """The row as the rules read it."""
        return Entry(
            reference=self.reference,
            voice=self.voice,
            level=self.level,
            noted_on=self.noted_on,
            recorded_at=self.recorded_at,
            author=self.author,
            comment=self.comment,
            evidence=tuple(sorted(one.cited for one in self.evidence)),
        )


class CompetencyEvidence(Base):
    """A piece of evidence that a record cites: a practical, a visit, a logbook week or a quiz.

    It is named by its reference, as several kinds of rows may be; a week by its placement and
    its Monday. `happened_on` is the day it happened, as it was known when it was cited.
    """

    __tablename__ = "competency_evidence"
    __table_args__ = (UniqueConstraint("record_id", "kind", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("competency_records.id"))
    kind: Mapped[EvidenceKind] = mapped_column(enum_type(EvidenceKind, "kind"))
    reference: Mapped[str] = mapped_column(reference_type())
    happened_on: Mapped[date]

    record: Mapped[CompetencyRecord] = relationship(back_populates="evidence")

    @property
    def cited(self) -> Cited:
        """The row as the rules read it."""
        return Cited(self.kind, self.reference, self.happened_on)
