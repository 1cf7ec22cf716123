"""Tables of the curriculum: paths, modules, practical tasks and their measures."""

from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.core.database import Base, ExactDecimal, enum_type, reference_type
from school.curriculum.related_rules import Related
from school.curriculum.rules import Answer, Threshold


class Path(Base):
    """A training path: a sequence of modules that leads to a trade."""

    __tablename__ = "paths"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    version: Mapped[str]
    title_fr: Mapped[str]
    title_en: Mapped[str]

    modules: Mapped[list["PathModule"]] = relationship(order_by="PathModule.position")


class Module(Base):
    """A two-month module, alternating weeks in the centre and in an enterprise."""

    __tablename__ = "modules"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    title_fr: Mapped[str]
    title_en: Mapped[str]
    weeks: Mapped[int]
    centre_hours: Mapped[int]
    enterprise_hours: Mapped[int]

    tasks: Mapped[list["ModuleTask"]] = relationship(order_by="ModuleTask.position")


class PathModule(Base):
    """A module at its place in a path."""

    __tablename__ = "path_modules"
    __table_args__ = (UniqueConstraint("path_id", "module_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    path_id: Mapped[int] = mapped_column(ForeignKey("paths.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"), index=True)
    position: Mapped[int]

    module: Mapped[Module] = relationship()


class PracticalTask(Base):
    """A practical task that trainers assess, such as a fusion splice."""

    __tablename__ = "practical_tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    title_fr: Mapped[str]
    title_en: Mapped[str]
    instructions_fr: Mapped[str]
    instructions_en: Mapped[str]
    safety_fr: Mapped[str]
    safety_en: Mapped[str]
    attempts: Mapped[int]
    minutes: Mapped[int | None]


class ModuleTask(Base):
    """A practical task at its place in a module."""

    __tablename__ = "module_tasks"
    __table_args__ = (UniqueConstraint("module_id", "task_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("practical_tasks.id"), index=True)
    position: Mapped[int]

    task: Mapped[PracticalTask] = relationship()


class TaskGate(Base):
    """What a version asks, as yes or no, before a task may begin; one « no » stops it."""

    __tablename__ = "task_gates"
    __table_args__ = (UniqueConstraint("version_id", "task_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("curriculum_versions.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("practical_tasks.id"), index=True)
    reference: Mapped[str] = mapped_column(reference_type())
    position: Mapped[int]
    question_fr: Mapped[str]
    question_en: Mapped[str]


class TaskMeasure(Base):
    """What a version has measured in a task: unit, threshold, where the threshold comes from.

    Measures that follow one another with one `row` name and as many repeats are columns of one
    table, each under its `short` name. A maximum that follows from other measures is said by
    `related`, in words by `related_fr` and `related_en`. The rows of a version never change:
    whoever was judged by it stays so.
    """

    __tablename__ = "task_measures"
    __table_args__ = (UniqueConstraint("version_id", "task_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("curriculum_versions.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("practical_tasks.id"), index=True)
    reference: Mapped[str] = mapped_column(reference_type())
    position: Mapped[int]
    label_fr: Mapped[str]
    label_en: Mapped[str]
    unit: Mapped[str]
    minimum: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    maximum: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    mean_maximum: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    plausible_minimum: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    plausible_maximum: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    repeats: Mapped[int] = mapped_column(default=1)
    required: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str]
    set_by_school: Mapped[bool] = mapped_column(default=True)
    answer: Mapped[Answer] = mapped_column(enum_type(Answer, "answer"), default=Answer.NUMBER)
    row_fr: Mapped[str | None]
    row_en: Mapped[str | None]
    short_fr: Mapped[str | None]
    short_en: Mapped[str | None]
    average_of: Mapped[list[str]] = mapped_column(JSON, default=list)
    related: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    related_fr: Mapped[str | None]
    related_en: Mapped[str | None]

    @property
    def threshold(self) -> Threshold:
        """The limits of this measure, as the rules judge by them."""
        return Threshold(
            code=self.reference,
            unit=self.unit,
            minimum=self.minimum,
            maximum=self.maximum,
            mean_maximum=self.mean_maximum,
            plausible_minimum=self.plausible_minimum,
            plausible_maximum=self.plausible_maximum,
            repeats=self.repeats,
            required=self.required,
            average_of=tuple(self.average_of),
            related=None if self.related is None else Related.from_plain(self.related),
        )
