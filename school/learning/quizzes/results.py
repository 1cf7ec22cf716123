"""The result of an attempt: its mark, and question by question what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy.orm import Session

from school.curriculum.pack.questions import MultipleQuestion, Question, SingleQuestion
from school.learning.answers import Answer, Chosen
from school.learning.drawing import Drawn
from school.learning.marking import Verdict
from school.learning.quizzes.answer_fields import question_words, said
from school.learning.quizzes.answer_words import given_words, right_words
from school.learning.quizzes.codec import read_answer, read_draw
from school.learning.quizzes.labels import VERDICT_KINDS, VERDICTS
from school.learning.quizzes.models import QuizAnswer, QuizAttempt
from school.learning.quizzes.presentation import figure_of, question_figures
from school.learning.quizzes.queries import AttemptFound
from school.learning.quizzes.rule_queries import quiz_rules
from school.learning.quizzes.rules import Purpose, QuizRules, attempts_left, shows_answers


@dataclass(frozen=True)
class AnswerView:
    """A question with its answer: verdict, what was answered and what may be told of it.

    `right` is empty while the right answer may not be shown.
    """

    number: int
    words: str
    verdict: str
    verdict_kind: str
    given: Sequence[str]
    right: Sequence[str]
    remarks: Sequence[str]
    figure: Markup | None


@dataclass(frozen=True)
class ResultView:
    """What the page of a result shows."""

    attempt: QuizAttempt
    rules: QuizRules
    left: int
    answers_shown: bool
    answers: Sequence[AnswerView]

    @property
    def counts(self) -> bool:
        """Tell whether the attempt is one that counts for the module."""
        return self.attempt.purpose is Purpose.MODULE

    @property
    def passed(self) -> bool:
        """Tell whether the mark reaches what the module asks."""
        return self.attempt.mark >= self.rules.quiz_mark

    @property
    def right(self) -> int:
        """How many answers are entirely right."""
        return sum(one.verdict_kind == "pass" for one in self.answers)


def result_view(
    session: Session, found: AttemptFound, today: date, *, all_told: bool
) -> ResultView:
    """Show an attempt; `all_told` shows the right answers whatever is left, as to a trainer."""
    attempt = found.attempt
    rules = quiz_rules(session, attempt.cohort.curriculum_version_id, attempt.module_id)
    left = attempts_left(rules.attempts, found.taken)
    ends_on = attempt.cohort.ends_on
    over = ends_on is not None and ends_on < today
    told = all_told or shows_answers(attempt.purpose, left, over=over)
    figures = {}
    if found.version_id is not None:
        figures = question_figures(session, found.version_id, list(found.questions.values()))
    views = []
    for number, one in enumerate(found.answers, start=1):
        question = found.questions.get(one.question)
        drawn = read_draw(one.question, one.drawn)
        figure = figure_of(question, drawn, figures, number) if question else None
        views.append(_view(number, one, question, drawn, figure, told=told))
    return ResultView(attempt, rules, left, told, views)


def _view(
    number: int,
    kept: QuizAnswer,
    question: Question | None,
    drawn: Drawn,
    figure: Markup | None,
    *,
    told: bool,
) -> AnswerView:
    answer = read_answer(kept.answer)
    return AnswerView(
        number=number,
        words=question_words(question, drawn) if question else kept.question,
        verdict=str(VERDICTS[kept.verdict]),
        verdict_kind=VERDICT_KINDS[kept.verdict],
        given=given_words(question, drawn, answer) if question else (),
        right=right_words(question, drawn) if question and told else (),
        remarks=_remarks(question, answer, kept.verdict, told=told) if question else (),
        figure=figure,
    )


def _remarks(
    question: Question, answer: Answer | None, verdict: Verdict, *, told: bool
) -> list[str]:
    """Give what is told of the options chosen, and of the question where it gives nothing away."""
    remarks: list[str] = []
    if isinstance(question, SingleQuestion | MultipleQuestion) and isinstance(answer, Chosen):
        chosen = [
            question.options[at] for at in sorted(answer.options) if at < len(question.options)
        ]
        remarks = [said(one.feedback) for one in chosen if one.feedback is not None]
    if told or verdict is Verdict.RIGHT:
        remarks.append(said(question.feedback))
    return remarks
