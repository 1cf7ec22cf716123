"""Tables of what people have read."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from school.core.database import Base, reference_type


class LessonProgress(Base):
    """A lesson that an apprentice has read, by its reference, whatever version came later.

    `curriculum_version` is the version that was read, as its curriculum numbers it;
    `client_uuid` is the number of the form or of the telephone's entry that said so.
    """

    __tablename__ = "lesson_progress"
    __table_args__ = (UniqueConstraint("trainee_id", "lesson_reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"))
    lesson_reference: Mapped[str] = mapped_column(reference_type())
    curriculum_version: Mapped[str | None]
    read_on: Mapped[date]
    client_uuid: Mapped[str | None] = mapped_column(unique=True)
