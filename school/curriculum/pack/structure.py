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
from school.curriculum.related_rules import Related, RelatedPart, Take
from school.curriculum.rules import Answer, Threshold


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


class GatePack(Part):
    """A question of safety, to be answered with yes before a task may begin."""

    code: MeasureCode
    question: Bilingual


class RelatedPartPack(Part):
    """A limit that another measure gives: so many times it, or a fixed one while it is low."""

    measure: MeasureCode
    times: Quantity | None = None
    limit: Quantity | None = None
    below: Quantity | None = None
    up_to: Quantity | None = None

    @model_validator(mode="after")
    def _shape(self) -> "RelatedPartPack":
        if (self.times is None) == (self.limit is None):
            raise ValueError("a related limit has either times or limit")
        ends = [one for one in (self.below, self.up_to) if one is not None]
        if len(ends) != (0 if self.limit is None else 1):
            raise ValueError("a fixed limit has below or up_to, and times has neither")
        return self


class RelatedPack(Part):
    """The limits that other measures give a maximum, which of all holds, and that in words."""

    take: Take
    words: Bilingual
    parts: tuple[RelatedPartPack, ...] = Field(min_length=1, max_length=10)

    @property
    def rule(self) -> Related:
        """The limits as the rules take them."""
        parts = tuple(RelatedPart(**one.model_dump()) for one in self.parts)
        return Related(self.take, parts)


class MeasurePack(Part):
    """What is measured: unit, threshold (both ends included), what is plausible, the source.

    `row` names a row of the table in which the measure is a column, headed by its `short` name;
    `average_of` are the two measures whose average it is. A maximum that follows from other
    measures is `related`.
    """

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
    answer: Answer = Answer.NUMBER
    row: Bilingual | None = None
    short: Bilingual | None = None
    average_of: tuple[MeasureCode, ...] = ()
    related: RelatedPack | None = None

    @model_validator(mode="after")
    def _shape(self) -> "MeasurePack":
        zero_or_one = self.plausible_minimum == 0 and self.plausible_maximum == 1
        if self.answer is Answer.YES_NO and (not zero_or_one or self.unit):
            raise ValueError("yes or no is plausible from 0 to 1 and has no unit")
        if (self.row is None) != (self.short is None):
            raise ValueError("row and short go together")
        if self.row is not None and self.repeats == 1:
            raise ValueError("row needs a measure taken several times")
        if len(self.average_of) not in (0, 2):
            raise ValueError("average_of names two measures")
        if self.related is not None and self.answer is Answer.YES_NO:
            raise ValueError("yes or no has no related maximum")
        if self.related and self.related.take is Take.LARGER and self.maximum is None:
            raise ValueError("the larger of several limits needs a maximum")
        return self

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

    @property
    def threshold(self) -> Threshold:
        """The limits of the measure, as the rules judge by them."""
        return Threshold(
            code=self.code,
            unit=self.unit,
            minimum=self.minimum,
            maximum=self.maximum,
            mean_maximum=self.mean_maximum,
            plausible_minimum=self.plausible_minimum,
            plausible_maximum=self.plausible_maximum,
            repeats=self.repeats,
            required=self.required,
            average_of=self.average_of,
            related=None if self.related is None else self.related.rule,
        )


class TaskPack(Part):
    """A practical task: what to do, what must be safe first, what is measured."""

    code: Code
    title: Bilingual
    instructions: Bilingual
    safety: Bilingual
    attempts: int = Field(default=3, ge=1, le=10)
    minutes: int | None = Field(default=None, ge=1, le=600)
    gates: tuple[GatePack, ...] = ()
    measures: tuple[MeasurePack, ...] = ()

    @model_validator(mode="after")
    def _averages(self) -> "TaskPack":
        known = {one.code: one for one in self.measures if not one.average_of}
        for measure in self.measures:
            for code in measure.average_of:
                if code not in known or known[code].repeats != measure.repeats:
                    raise ValueError(f"{measure.code} is no average of {code}")
        return self

    @model_validator(mode="after")
    def _related(self) -> "TaskPack":
        known = {
            one.code
            for one in self.measures
            if one.repeats == 1 and one.answer is Answer.NUMBER and not one.average_of
        }
        for measure in self.measures:
            for part in measure.related.parts if measure.related else ():
                if part.measure not in known - {measure.code}:
                    raise ValueError(f"{measure.code} cannot follow from {part.measure}")
        return self


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
