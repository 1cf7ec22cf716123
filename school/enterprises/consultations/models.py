"""Tables of consultations: what is asked of whom, what is answered, what is decided and why."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.models import School
from school.core.clock import now
from school.core.database import Base, Versioned, enum_type, reference_type
from school.curriculum.lesson_models import CurriculumVersion
from school.curriculum.models import Module
from school.enterprises.consultations.rules import (
    ConsultationState,
    ItemKind,
    Verdict,
    Weighting,
)
from school.enterprises.models import Enterprise

ANSWER_NUMBER = "uq_consultation_answers_number"


class Consultation(Versioned, Base):
    """A question put to the partner enterprises of a school, for a year or for a cohort."""

    __tablename__ = "consultations"
    __table_args__ = (
        CheckConstraint("(state = 'draft') = (opened_on IS NULL)", name="open_has_a_day"),
        CheckConstraint(
            "(state IN ('draft', 'open')) = (closed_on IS NULL)", name="closed_has_a_day"
        ),
        CheckConstraint("closed_on >= opened_on", name="closed_after_opened"),
        CheckConstraint("(state = 'returned') = (returned_on IS NOT NULL)", name="returned_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohorts.id"), index=True)
    year: Mapped[int]
    title: Mapped[str]
    weighting: Mapped[Weighting] = mapped_column(enum_type(Weighting, "weighting"))
    state: Mapped[ConsultationState] = mapped_column(
        enum_type(ConsultationState, "state"), default=ConsultationState.DRAFT
    )
    made_on: Mapped[date]
    closes_on: Mapped[date]
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    returned_on: Mapped[date | None]

    school: Mapped[School] = relationship()
    items: Mapped[list["ConsultationItem"]] = relationship(
        order_by="ConsultationItem.position", back_populates="consultation"
    )


class ConsultationItem(Base):
    """A module, or a technology by its name; the module of a technology is where it is taught."""

    __tablename__ = "consultation_items"
    __table_args__ = (
        UniqueConstraint("consultation_id", "position"),
        CheckConstraint(
            "(kind = 'module' AND module_id IS NOT NULL AND label IS NULL) "
            "OR (kind = 'technology' AND label IS NOT NULL)",
            name="module_or_label",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    position: Mapped[int]
    kind: Mapped[ItemKind] = mapped_column(enum_type(ItemKind, "kind"))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id"), index=True)
    label: Mapped[str | None]

    consultation: Mapped[Consultation] = relationship(back_populates="items")
    module: Mapped[Module | None] = relationship()


class ConsultationInvitation(Base):
    """An enterprise is asked; its links are about this row and open nobody else's answer."""

    __tablename__ = "consultation_invitations"
    __table_args__ = (UniqueConstraint("consultation_id", "enterprise_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    invited_on: Mapped[date]

    consultation: Mapped[Consultation] = relationship()
    enterprise: Mapped[Enterprise] = relationship()


class ConsultationAnswer(Base):
    """What an enterprise answered; a correction bears the next number, and the last one counts."""

    __tablename__ = "consultation_answers"
    __table_args__ = (
        UniqueConstraint("consultation_id", "enterprise_id", "number", name=ANSWER_NUMBER),
        CheckConstraint("places BETWEEN 0 AND 500", name="places_of_an_enterprise"),
        CheckConstraint("hires BETWEEN 0 AND 500", name="hires_of_an_enterprise"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    number: Mapped[int]
    answered_at: Mapped[datetime] = mapped_column(default=now)
    answered_by: Mapped[str]
    places: Mapped[int | None]
    hires: Mapped[int | None]
    hiring_for: Mapped[str | None]
    lacking: Mapped[str | None]

    enterprise: Mapped[Enterprise] = relationship()
    choices: Mapped[list["ConsultationChoice"]] = relationship(
        order_by="ConsultationChoice.place", back_populates="answer"
    )


class ConsultationChoice(Base):
    """An item at the place, from 1, that an answer gives it among those of its kind."""

    __tablename__ = "consultation_choices"
    __table_args__ = (
        UniqueConstraint("answer_id", "item_id"),
        CheckConstraint("place BETWEEN 1 AND 5", name="place_of_five"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("consultation_answers.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("consultation_items.id"), index=True)
    place: Mapped[int]

    answer: Mapped[ConsultationAnswer] = relationship(back_populates="choices")
    item: Mapped[ConsultationItem] = relationship()


class ConsultationDecision(Base):
    """What the committee decided of an item and why; a later row takes its place.

    The version of the curriculum is the one that carries the decision out, once it is loaded.
    """

    __tablename__ = "consultation_decisions"
    __table_args__ = (
        UniqueConstraint("item_id", "number"),
        CheckConstraint(
            "version_id IS NULL OR verdict IN ('strengthen', 'reduce')",
            name="version_of_a_change",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("consultation_items.id"))
    number: Mapped[int]
    verdict: Mapped[Verdict] = mapped_column(enum_type(Verdict, "verdict"))
    reason: Mapped[str]
    decided_on: Mapped[date]
    version_id: Mapped[int | None] = mapped_column(ForeignKey("curriculum_versions.id"), index=True)
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(default=now)

    item: Mapped[ConsultationItem] = relationship()
    curriculum_version: Mapped[CurriculumVersion | None] = relationship()
