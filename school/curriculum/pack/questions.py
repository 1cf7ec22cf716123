"""Questions of a bank, one part for each kind; the right answer stands in the part itself."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from school.curriculum.formulas import LONGEST, Formula, FormulaError
from school.curriculum.pack.parts import Bilingual, Code, Part, Quantity, Words

Unit = Annotated[str, StringConstraints(max_length=20)]
ParameterName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,29}$")]
Tolerance = Annotated[Decimal, Field(ge=0, lt=10**6, decimal_places=6)]

MOST_DRAWN = 10_000
"""A parameter has at most so many values: they are drawn by their number."""
MOST_DISTRACTORS = 8

PLACE = re.compile(r"\{([a-z][a-z_]*)\}")
"""Where the words of a question await a quantity that is drawn: its name in braces."""


def with_blanks(words: str) -> str:
    """Leave a blank wherever the words of a question await a quantity."""
    return PLACE.sub("…", words)


class Option(Bilingual):
    """A possible answer, whether it is right, and what to tell who chose it."""

    right: bool = False
    feedback: Bilingual | None = None


class QuestionPart(Part):
    """What questions of every kind have: the lesson and competencies they bear on, the words."""

    code: Code
    lesson: Code
    competencies: tuple[Code, ...] = Field(min_length=1)
    text: Bilingual
    feedback: Bilingual


class SingleQuestion(QuestionPart):
    """One option is right."""

    kind: Literal["single"]
    options: tuple[Option, ...] = Field(min_length=2, max_length=8)

    @model_validator(mode="after")
    def _one_right(self) -> "SingleQuestion":
        if sum(option.right for option in self.options) != 1:
            raise ValueError("one option must be right, and one only")
        return self


class MultipleQuestion(QuestionPart):
    """Several options are right, and at least one is not."""

    kind: Literal["multiple"]
    options: tuple[Option, ...] = Field(min_length=3, max_length=10)

    @model_validator(mode="after")
    def _some_right(self) -> "MultipleQuestion":
        right = sum(option.right for option in self.options)
        if right < 2 or right == len(self.options):
            raise ValueError("two options at least must be right, and one at least wrong")
        return self


class TrueFalseQuestion(QuestionPart):
    """A sentence that is true or false."""

    kind: Literal["true_false"]
    right: bool


class NumericQuestion(QuestionPart):
    """A number, right within a tolerance, in a unit."""

    kind: Literal["numeric"]
    answer: Quantity
    tolerance: Tolerance
    unit: Unit


class Parameter(Part):
    """A quantity that is drawn: from a minimum to a maximum, step by step."""

    minimum: Quantity
    maximum: Quantity
    step: Annotated[Decimal, Field(gt=0, lt=10**6, decimal_places=6)]

    @model_validator(mode="after")
    def _range(self) -> "Parameter":
        steps = (self.maximum - self.minimum) / self.step
        if steps < 1 or steps >= MOST_DRAWN or steps != int(steps):
            raise ValueError("from minimum to maximum there must be whole steps, one at least")
        return self


class ParameterisedQuestion(QuestionPart):
    """A number that a formula gives from quantities drawn anew for each attempt."""

    kind: Literal["parameterised"]
    parameters: dict[ParameterName, Parameter] = Field(min_length=1, max_length=8)
    formula: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
    tolerance: Tolerance
    unit: Unit

    @model_validator(mode="after")
    def _computable(self) -> "ParameterisedQuestion":
        for words in (self.text.fr, self.text.en):
            for name in self.parameters:
                if "{" + name + "}" not in words:
                    raise ValueError(f"the text does not say the parameter {name}")
        try:
            formula = Formula.parse(self.formula, set(self.parameters))
            for ends in product(*((one.minimum, one.maximum) for one in self.parameters.values())):
                formula.value(dict(zip(self.parameters, ends, strict=True)))
        except FormulaError as error:
            raise ValueError(f"formula: {error}") from error
        return self


class Pair(Part):
    """Two things that belong together."""

    left: Bilingual
    right: Bilingual


class MatchingQuestion(QuestionPart):
    """Things to put together with what belongs to them; several may belong to the same.

    `distractors` are right sides that are offered as well and belong to nothing.
    """

    kind: Literal["matching"]
    pairs: tuple[Pair, ...] = Field(min_length=3, max_length=12)
    distractors: tuple[Bilingual, ...] = Field(default=(), max_length=MOST_DISTRACTORS)

    @property
    def right_sides(self) -> tuple[Bilingual, ...]:
        """The right sides that are offered, each once: those of the pairs, then the others."""
        return tuple(dict.fromkeys((*(pair.right for pair in self.pairs), *self.distractors)))

    @model_validator(mode="after")
    def _different(self) -> "MatchingQuestion":
        if not _all_differ([pair.left for pair in self.pairs]):
            raise ValueError("two pairs have the same left side")
        if not _all_differ(self.right_sides):
            raise ValueError("two right sides are the same in one language alone")
        if len({pair.right for pair in self.pairs}) == 1:
            raise ValueError("all pairs have the same right side")
        if len(self.right_sides) < len({pair.right for pair in self.pairs}) + len(self.distractors):
            raise ValueError("a distractor stands there twice, or is the right side of a pair")
        return self


def _all_differ(sides: Sequence[Bilingual]) -> bool:
    """Tell whether no two sides have the same words in French, nor in English."""
    return len({one.fr for one in sides}) == len({one.en for one in sides}) == len(sides)


class OrderingQuestion(QuestionPart):
    """Things to put in order; they are given in the right one."""

    kind: Literal["ordering"]
    items: tuple[Bilingual, ...] = Field(min_length=3, max_length=10)


class Spellings(Part):
    """The answers that are taken as right, in each language."""

    fr: tuple[Words, ...] = Field(min_length=1)
    en: tuple[Words, ...] = Field(min_length=1)


class ShortAnswerQuestion(QuestionPart):
    """A word or two; case, accents and spaces do not count."""

    kind: Literal["short_answer"]
    answers: Spellings


class Area(Part):
    """A rectangle of a figure, in the units of its viewBox."""

    x: Annotated[int, Field(ge=0, le=4000)]
    y: Annotated[int, Field(ge=0, le=4000)]
    width: Annotated[int, Field(ge=8, le=4000)]
    height: Annotated[int, Field(ge=8, le=4000)]
    right: bool = False
    label: Bilingual


class HotspotQuestion(QuestionPart):
    """A place to point at in a figure; every area can be chosen, one at least is right."""

    kind: Literal["hotspot"]
    figure: Code
    areas: tuple[Area, ...] = Field(min_length=2, max_length=12)

    @model_validator(mode="after")
    def _some_right(self) -> "HotspotQuestion":
        right = sum(area.right for area in self.areas)
        if not 0 < right < len(self.areas):
            raise ValueError("one area at least must be right, and one at least wrong")
        return self


Question = Annotated[
    SingleQuestion
    | MultipleQuestion
    | TrueFalseQuestion
    | NumericQuestion
    | ParameterisedQuestion
    | MatchingQuestion
    | OrderingQuestion
    | ShortAnswerQuestion
    | HotspotQuestion,
    Field(discriminator="kind"),
]


class QuestionBank(Part):
    """The questions of a module, in one file that bears its code."""

    questions: tuple[Question, ...] = Field(min_length=1)
