"""Forms of evaluations: one field for each question, and those by which questions are chosen."""

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from school.core.references import new_reference
from school.placements.evaluations.labels import JOB_ANSWERS, KINDS, VOICES, choices_of, wording
from school.placements.evaluations.operations import Given
from school.placements.evaluations.rules import (
    LONGEST_ANSWER,
    LONGEST_WORDING,
    Answer,
    EvaluationVoice,
    JobAnswer,
    Question,
    QuestionKind,
    why,
)
from school.web.forms import BoxesField, Form, LengthAtMost, LinesField, Required, TextField

KEY_PREFIX = "Q"


class AnswersForm(Form):
    """What every form of answers shares; the fields are added for the questions asked."""

    questions: ClassVar[Sequence[Question]] = ()

    def given(self) -> Given:
        """Give what was answered, as the operations take it."""
        job = self["job_answer"].data if "job_answer" in self else None
        return Given([self._answer(one) for one in self.questions], JobAnswer(job) if job else None)

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


def answers_form(
    base: type[AnswersForm], questions: Sequence[Question], *, asks_job: bool
) -> type[Any]:
    """Make the form that asks these questions, and a tutor whether there is a job."""
    fields: dict[str, Any] = {}
    for one in questions:
        fields[one.key] = _field(one)
        if one.low_marks:
            fields[why(one)] = _needed_words(lazy_gettext("Qu’est-ce qui n’a pas été ?"), rows=2)
    if asks_job:
        fields["job_answer"] = RadioField(
            lazy_gettext("Proposez-vous un emploi ?"),
            [Required()],
            choices=[SelectChoice(one.value, JOB_ANSWERS[one]) for one in JobAnswer],
        )
    return type(base.__name__, (base,), {**fields, "questions": tuple(questions)})


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


def _needed_words(label: Any, rows: int) -> LinesField:
    # The operation knows when words are needed, and asks for them by name.
    return _text_box(label, [LengthAtMost(LONGEST_ANSWER)], rows)


def _text_box(label: Any, validators: Sequence[Any], rows: int) -> LinesField:
    return LinesField(label, validators, render_kw={"rows": rows})


class HandleForm(Form):
    """What was done about a low mark."""

    note = _needed_words(lazy_gettext("Ce qui a été fait"), rows=3)


class QuestionForm(Form):
    """A question that a school asks, in both languages."""

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
    voices = BoxesField(
        lazy_gettext("Qui répond ?"),
        choices=[SelectChoice(one.value, VOICES[one]) for one in EvaluationVoice],
    )
    choices_text = TextField(
        lazy_gettext("Réponses à choisir"),
        [Optional(), LengthAtMost(2000)],
        description=lazy_gettext(
            "Pour une liste : séparez les réponses par un point-virgule, « français / anglais »."
        ),
    )

    def question(self) -> Question:
        """Give the question as the operations take it."""
        return Question(
            new_reference(KEY_PREFIX),
            QuestionKind(self.kind.data),
            self.fr.data,
            self.en.data or self.fr.data,
            tuple(EvaluationVoice(one) for one in self.voices.data or ()),
            tuple(_choice(one) for one in (self.choices_text.data or "").split(";") if one.strip())
            if self.kind.data in _CHOSEN
            else (),
        )


_CHOSEN = {QuestionKind.SINGLE.value, QuestionKind.MULTIPLE.value}


def _choice(text: str) -> tuple[str, str]:
    french, _, english = (part.strip() for part in text.partition("/"))
    return french or english, english or french
