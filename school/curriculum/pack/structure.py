"""Paths, modules, competencies, practical tasks and their measures, as a curriculum has them."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from school.curriculum.pack.parts import (
    Bilingual,
    Code,
    MeasureCode,
    Part,
    Quantity,
    Version,
    Words,
)


class Competency(Part):
    """Something a person can do once they have learned it."""

    code: Code
    title: Bilingual


Share = Annotated[Decimal, Field(ge=0, le=1, decimal_places=3)]


class QuizPack(Part):
    """The quiz that ends a module: how many questions are drawn, how often it may be taken."""

    questions: int = Field(default=20, ge=1, le=100)
    attempts: int = Field(default=3, ge=1, le=20)
    minutes: int | None = Field(default=None, ge=1, le=600)


class CompletionPack(Part):
    """What completes a module: shares of its hours, a quiz mark in per cent, safety gates.

    All its practical tasks are to be acquired as well; `safety` names those of them without which
    nothing else counts. What the school set itself is said to be so.
    """

    centre_share: Share = Decimal("0.80")
    enterprise_share: Share = Decimal("0.80")
    quiz_mark: int = Field(default=60, ge=0, le=100)
    safety: tuple[Code, ...] = ()
    source: Words = "Valeur fixée par l’école"


class ModulePack(Part):
    """A two-month module: hours in the centre and in the enterprise, outcomes, tasks."""

    code: Code
    title: Bilingual
    weeks: int = Field(ge=1, le=52)
    centre_hours: int = Field(ge=0, le=2000)
    enterprise_hours: int = Field(ge=0, le=2000)
    prerequisites: tuple[Code, ...] = ()
    outcomes: Bilingual
    competencies: tuple[Competency, ...] = Field(min_length=1)
    tasks: tuple[Code, ...] = Field(min_length=1)
    quiz: QuizPack = QuizPack()
    completion: CompletionPack = CompletionPack()


class MeasurePack(Part):
    """What is measured: unit, threshold (both ends included), what is plausible, the source."""

    code: MeasureCode
    label: Bilingual
    unit: Annotated[str, StringConstraints(max_length=20)]
    minimum: Quantity | None = None
    maximum: Quantity | None = None
    mean_maximum: Quantity | None = None
    plausible_minimum: Quantity | None = None
    plausible_maximum: Quantity | None = None
    repeats: int = Field(default=1, ge=1, le=48)
    required: bool = True
    source: Words
    set_by_school: bool = True

    @model_validator(mode="after")
    def _order(self) -> "MeasurePack":
        low, high = self.plausible_minimum, self.plausible_maximum
        if low is not None and high is not None and low > high:
            raise ValueError("plausible_minimum is above plausible_maximum")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError("minimum is above maximum")
        for name in ("minimum", "maximum", "mean_maximum"):
            limit: Decimal | None = getattr(self, name)
            if limit is None:
                continue
            if (low is not None and limit < low) or (high is not None and limit > high):
                raise ValueError(f"{name} lies outside of the plausible values")
        if self.mean_maximum is not None and self.repeats == 1:
            raise ValueError("mean_maximum needs a measure taken several times")
        return self


class TaskPack(Part):
    """A practical task: what to do, what must be safe first, what is measured."""

    code: Code
    title: Bilingual
    instructions: Bilingual
    safety: Bilingual
    attempts: int = Field(default=3, ge=1, le=10)
    minutes: int | None = Field(default=None, ge=1, le=600)
    measures: tuple[MeasurePack, ...] = ()


class PathPack(Part):
    """A path: its modules in order."""

    code: Code
    title: Bilingual
    modules: tuple[Code, ...] = Field(min_length=1)


class PackHead(Part):
    """What a pack says of itself, in `curriculum.yaml`."""

    code: Code
    version: Version


class TaskGroup(Part):
    """One file of practical tasks."""

    tasks: tuple[TaskPack, ...]
