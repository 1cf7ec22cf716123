"""Tables of what a version of a curriculum teaches: lessons, words, figures, competencies.

Their rows are written once, with their version, and never changed: a cohort that began with a
version keeps reading what it began with.
"""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from school.core.database import Base, reference_type


class CurriculumVersion(Base):
    """A curriculum as it was loaded once; `digest` is the SHA-256 of all that it says.

    `content` is that, as JSON, to be compared with other versions; None when a program loaded it
    that did not keep it yet.
    """

    __tablename__ = "curriculum_versions"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(reference_type())
    version: Mapped[str] = mapped_column(reference_type())
    digest: Mapped[str]
    loaded_on: Mapped[date]
    content: Mapped[str | None] = mapped_column(Text, deferred=True)


class Lesson(Base):
    """A lesson of a module at its place, with its body in both languages as Markdown."""

    __tablename__ = "lessons"
    __table_args__ = (UniqueConstraint("version_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("curriculum_versions.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"), index=True)
    reference: Mapped[str] = mapped_column(reference_type())
    position: Mapped[int]
    title_fr: Mapped[str]
    title_en: Mapped[str]
    minutes: Mapped[int]
    objectives_fr: Mapped[list[str]] = mapped_column(JSON)
    objectives_en: Mapped[list[str]] = mapped_column(JSON)
    competencies: Mapped[list[str]] = mapped_column(JSON)
    videos: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    downloads: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    body_fr: Mapped[str]
    body_en: Mapped[str]


class LessonFile(Base):
    """A file that lessons of a module offer to be kept, as the version has it."""

    __tablename__ = "lesson_files"
    __table_args__ = (UniqueConstraint("version_id", "module_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("curriculum_versions.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"), index=True)
    name: Mapped[str] = mapped_column(reference_type())
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Term(Base):
    """A word of the trade in both languages, and what it means."""

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("version_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("curriculum_versions.id"))
    reference: Mapped[str] = mapped_column(reference_type())
    title_fr: Mapped[str]
    title_en: Mapped[str]
    definition_fr: Mapped[str]
    definition_en: Mapped[str]


class Figure(Base):
    """A drawing, the words written in it, and what it shows for whoever cannot see it."""

    __tablename__ = "figures"
    __table_args__ = (UniqueConstraint("version_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("curriculum_versions.id"))
    reference: Mapped[str] = mapped_column(reference_type())
    title_fr: Mapped[str]
    title_en: Mapped[str]
    description_fr: Mapped[str]
    description_en: Mapped[str]
    labels_fr: Mapped[dict[str, str]] = mapped_column(JSON)
    labels_en: Mapped[dict[str, str]] = mapped_column(JSON)
    drawing: Mapped[str]


class Competency(Base):
    """Something that a module brings a person to do; every module of a version has some."""

    __tablename__ = "competencies"
    __table_args__ = (UniqueConstraint("version_id", "module_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("curriculum_versions.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"), index=True)
    reference: Mapped[str] = mapped_column(reference_type())
    position: Mapped[int]
    title_fr: Mapped[str]
    title_en: Mapped[str]
