"""Forms of evaluations: what is answered, and those by which questions are chosen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext
from wtforms import RadioField
from wtforms.fields import SelectChoice

from school.core.questions import Question
from school.placements.evaluations.labels import JOB_ANSWERS, VOICES
from school.placements.evaluations.operations import Given
from school.placements.evaluations.rules import EvaluationVoice, JobAnswer
from school.web import question_forms
from school.web.forms import BoxesField, Form, Required
from school.web.question_forms import AnswersForm, needed_words


def given_in(form: AnswersForm) -> Given:
    """Give what was answered, as the operations take it."""
    job = form["job_answer"].data if "job_answer" in form else None
    return Given(form.answers, JobAnswer(job) if job else None)


def answers_form(
    base: type[AnswersForm], questions: Sequence[Question], *, asks_job: bool
) -> type[Any]:
    """Make the form that asks these questions, and a tutor whether there is a job."""
    return question_forms.answers_form(base, questions, **_job_question() if asks_job else {})


def _job_question() -> dict[str, Any]:
    return {
        "job_answer": RadioField(
            lazy_gettext("Proposez-vous un emploi ?"),
            [Required()],
            choices=[SelectChoice(one.value, JOB_ANSWERS[one]) for one in JobAnswer],
        )
    }


class HandleForm(Form):
    """What was done about a low mark."""

    note = needed_words(lazy_gettext("Ce qui a été fait"), rows=3)


class QuestionForm(question_forms.QuestionForm):
    """A question that a school asks, and of whom."""

    voices = BoxesField(
        lazy_gettext("Qui répond ?"),
        choices=[SelectChoice(one.value, VOICES[one]) for one in EvaluationVoice],
    )

    @property
    def stated(self) -> Question:
        """The question as the operations take it."""
        voices = tuple(EvaluationVoice(one) for one in self.voices.data or ())
        return replace(super().stated, voices=voices)
