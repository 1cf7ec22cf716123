"""Tables of the questionnaire of teams: questions in versions, and what each team answered."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.clauses.models import Contract
from school.core.database import Base, reference_type


class SurveyQuestions(Base):
    """The questions as they were chosen once; the newest version is asked of every team."""

    __tablename__ = "survey_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    number: Mapped[int] = mapped_column(unique=True)
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    stated_by: Mapped[str]
    stated_on: Mapped[date]


class TeamSurvey(Base):
    """A team is asked once; its answers, with the questions they answer, never change."""

    __tablename__ = "team_surveys"
    __table_args__ = (
        CheckConstraint("(answered_on IS NULL) = (answers IS NULL)", name="answered_dated"),
        CheckConstraint("answered_on >= asked_on", name="answered_after_asked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"), index=True)
    team: Mapped[str]
    recipient_name: Mapped[str]
    recipient_email: Mapped[str | None]
    asked_by: Mapped[str]
    asked_on: Mapped[date]
    answered_on: Mapped[date | None]
    answers: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))

    contract: Mapped[Contract] = relationship()
