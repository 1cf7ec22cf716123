"""Forms of questions: one field for each, and the one by which a question is chosen."""

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from school.core.questions import (
    CHOSEN_KINDS,
    LONGEST_ANSWER,
    LONGEST_WORDING,
    Answer,
    Question,
    QuestionKind,
    why,
)
from school.core.references import new_reference
from school.web.answerer import AnswererForm
from school.web.forms import BoxesField, Form, LengthAtMost, LinesField, Required, TextField
from school.web.question_words import KINDS, choices_of, wording

KEY_PREFIX = "Q"


class AnswersForm(Form):
    """What every form of answers shares; the fields are added for the questions asked."""

    questions: ClassVar[Sequence[Question]] = ()

    @property
    def answers(self) -> list[Answer]:
        """What was answered, a question after the other."""
        return [self._answer(one) for one in self.questions]

    def _answer(self, question: Question) -> Answer:
        data = self[question.key].data
        if question.kind is QuestionKind.TEXT:
            return Answer(question, words=data)
        values = tuple(data or ()) if question.kind is QuestionKind.MULTIPLE else (data,)
        found = Answer(question, tuple(value for value in values if value))
        reason = self[why(question)].data if question.low_marks else None
        return Answer(question, found.values, why=reason if found.is_low else None)


class LinkAnswersForm(AnswersForm):
    """Answers by link; the secret in the address authorises."""

    class Meta:
        csrf = False


class NamedAnswersForm(AnswererForm, AnswersForm):
    """Answers by link, and whose they are."""


def answers_form(
    base: type[AnswersForm], questions: Sequence[Question], **others: Any
) -> type[Any]:
    """Make the form that asks these questions, and `others` after them."""
    fields: dict[str, Any] = {}
    for one in questions:
        fields[one.key] = _field(one)
        if one.low_marks:
            fields[why(one)] = needed_words(lazy_gettext("Qu’est-ce qui n’a pas été ?"), rows=2)
    return type(base.__name__, (base,), {**fields, **others, "questions": tuple(questions)})


def _field(question: Question) -> Any:
    if question.kind is QuestionKind.TEXT:
        return _words(wording(question), rows=3)
    offered = [SelectChoice(value, label) for value, label in choices_of(question)]
    if question.kind is QuestionKind.MULTIPLE:
        return BoxesField(
            wording(question),
            choices=offered,
        )
    return RadioField(wording(question), [Optional()], choices=offered)


def _words(label: Any, rows: int) -> LinesField:
    return _text_box(label, [Optional(), LengthAtMost(LONGEST_ANSWER)], rows)


def needed_words(label: Any, rows: int) -> LinesField:
    """Make a box of words that the operation asks for by name, when it needs them."""
    return _text_box(label, [LengthAtMost(LONGEST_ANSWER)], rows)


def _text_box(label: Any, validators: Sequence[Any], rows: int) -> LinesField:
    return LinesField(label, validators, render_kw={"rows": rows})


class QuestionForm(Form):
    """A question in both languages."""

    fr = TextField(
        lazy_gettext("Question en français"), [Required(), LengthAtMost(LONGEST_WORDING)]
    )
    en = TextField(
        lazy_gettext("Question en anglais"),
        [Optional(), LengthAtMost(LONGEST_WORDING)],
        description=lazy_gettext("Vide : la question reste en français."),
    )
    kind = SelectField(
        lazy_gettext("Comment y répond-on ?"),
        choices=[SelectChoice(one.value, KINDS[one]) for one in KINDS],
    )
    choices_text = TextField(
        lazy_gettext("Réponses à choisir"),
        [Optional(), LengthAtMost(2000)],
        description=lazy_gettext(
            "Pour une liste : séparez les réponses par un point-virgule, « français / anglais »."
        ),
    )

    @property
    def stated(self) -> Question:
        """The question that was typed, which nobody in particular is asked."""
        chosen = QuestionKind(self.kind.data)
        listed = (self.choices_text.data or "").split(";") if chosen in CHOSEN_KINDS else ()
        return Question(
            new_reference(KEY_PREFIX),
            chosen,
            self.fr.data,
            self.en.data or self.fr.data,
            choices=tuple(_choice(one) for one in listed if one.strip()),
        )


def _choice(text: str) -> tuple[str, str]:
    french, _, english = (part.strip() for part in text.partition("/"))
    return french or english, english or french
