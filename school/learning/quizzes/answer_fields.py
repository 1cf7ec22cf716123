"""The fields by which a question is answered on a page that needs no script.

Names begin with `PREFIX` and the code of the question; parts of a question are numbered as they
are shown, never as the bank has them, whose order may give answers away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, Field, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from school.curriculum.pack.parts import Bilingual
from school.curriculum.pack.questions import (
    HotspotQuestion,
    MatchingQuestion,
    MultipleQuestion,
    NumericQuestion,
    OrderingQuestion,
    ParameterisedQuestion,
    Question,
    SingleQuestion,
    TrueFalseQuestion,
)
from school.learning.answers import Answer, Chosen, Judged, Matched, Ordered, Written
from school.learning.drawing import Drawn, with_quantities
from school.learning.quizzes.rules import LONGEST_TEXT
from school.web.filters import number
from school.web.forms import LengthAtMost
from school.web.template_words import language

PREFIX = "q-"
TRUE, FALSE = "true", "false"


class Blank(Optional):
    """A question may be left blank; saying so at each would only invite to."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags: dict[str, bool] = {}


def said(words: Bilingual) -> str:
    """Give words of the bank in the reader's language."""
    return words.en if language() == "en" else words.fr


def question_words(question: Question, drawn: Drawn) -> str:
    """Say a question with the quantities that were drawn for it."""
    quantities = {name: number(value) for name, value in drawn.quantities.items()}
    return with_quantities(said(question.text), quantities)


@dataclass(frozen=True)
class ItemFields:
    """A question of an attempt and the names of its fields, one or one for each part."""

    question: Question
    drawn: Drawn
    number: int

    @property
    def name(self) -> str:
        """The name of the question's field, with which the names of its parts begin."""
        return f"{PREFIX}{self.question.code}"

    @property
    def parts(self) -> Sequence[str]:
        """What is shown of each part that has a field of its own, in the order of the page."""
        match self.question:
            case MultipleQuestion(options=options):
                return [said(options[at]) for at in self.drawn.order]
            case MatchingQuestion(pairs=pairs):
                return [said(pair.left) for pair in pairs]
            case OrderingQuestion(items=items):
                return [said(items[at]) for at in self.drawn.order]
        return ()

    def part(self, place: int) -> str:
        """Give the name of the field of a part."""
        return f"{self.name}-{place}"

    @property
    def names(self) -> Sequence[str]:
        """The names of all its fields, in the order of the page."""
        return [self.part(at) for at in range(len(self.parts))] or [self.name]

    def make(self) -> dict[str, Any]:
        """Make the fields of the question, by name."""
        if self.parts:
            return {self.part(at): self._part_field(words) for at, words in enumerate(self.parts)}
        return {self.name: self._field(question_words(self.question, self.drawn))}

    def _field(self, label: str) -> Any:
        match self.question:
            case SingleQuestion(options=options):
                return _choice(label, [said(options[at]) for at in self.drawn.order])
            case HotspotQuestion(areas=areas):
                zones = [zone_words(at) for at in range(len(areas))]
                return _choice(label, zones)
            case TrueFalseQuestion():
                words = [(TRUE, gettext("C’est vrai")), (FALSE, gettext("C’est faux"))]
                return RadioField(label, [Blank()], choices=[SelectChoice(*one) for one in words])
        is_number = isinstance(self.question, NumericQuestion | ParameterisedQuestion)
        keyboard = {"inputmode": "decimal"} if is_number else {}
        attributes = {"autocomplete": "off", **keyboard}
        return StringField(label, [LengthAtMost(LONGEST_TEXT)], render_kw=attributes)

    def _part_field(self, label: str) -> Any:
        match self.question:
            case MatchingQuestion(right_sides=sides):
                return _select(label, [said(sides[at]) for at in self.drawn.order])
            case OrderingQuestion(items=items):
                return _select(label, [str(at + 1) for at in range(len(items))])
        return BooleanField(label)

    def answer(self, fields: Mapping[str, Field]) -> Answer | None:
        """Read the answer from the fields of a form, by the places of the bank; nothing if blank.

        Call it on a form that is valid: what no page offers was refused there.
        """
        if self.parts:
            return self._parts_answer([fields[self.part(at)].data for at in range(len(self.parts))])
        typed = str(fields[self.name].data or "")
        if not typed.strip():
            return None
        match self.question:
            case SingleQuestion() | HotspotQuestion():
                return Chosen(frozenset([self.drawn.order[int(typed)]]))
            case TrueFalseQuestion():
                return Judged(typed == TRUE)
        return Written(typed.strip())

    def _parts_answer(self, data: list[Any]) -> Answer | None:
        order = self.drawn.order
        filled = [(at, value) for at, value in enumerate(data) if value not in (None, "", False)]
        if not filled:
            return None
        match self.question:
            case MatchingQuestion():
                return Matched(tuple((at, order[int(value)]) for at, value in filled))
            case OrderingQuestion():
                placed = sorted((int(value), order[at]) for at, value in filled)
                return Ordered(tuple(item for _, item in placed))
        return Chosen(frozenset(order[at] for at, _ in filled))

    def fault(self, fields: Mapping[str, Field]) -> str:
        """Say what no answer can be, such as two items in one place; nothing when all is well."""
        if isinstance(self.question, OrderingQuestion):
            typed = [fields[self.part(at)].data for at in range(len(self.parts))]
            places = [one for one in typed if one]
            if len(set(places)) < len(places):
                return gettext("Deux éléments ont la même place : donnez-en une à chacun.")
        return ""


def zone_words(place: int) -> str:
    """Name a zone of a figure by the number it bears there."""
    return gettext("Zone %(number)s", number=place + 1)


def _choice(label: str, words: Sequence[str]) -> Any:
    choices = [SelectChoice(str(at), one) for at, one in enumerate(words)]
    return RadioField(label, [Blank()], choices=choices)


def _select(label: str, words: Sequence[str]) -> Any:
    offered = [("", gettext("Choisissez")), *((str(at), one) for at, one in enumerate(words))]
    return SelectField(label, [Blank()], choices=[SelectChoice(*one) for one in offered])
