"""Evaluations as their pages show them: a row for each question, with what each voice said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from school.accounts.models import SignedLink
from school.core.questions import Answer, Question
from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.rules import EvaluationVoice, answer_from_plain
from school.placements.operations_links import answerer_of
from school.web.question_words import answer_words, wording


@dataclass(frozen=True)
class AnswerShown:
    """What one voice answered to a question, in words, and whether the mark is low."""

    words: str
    why: str | None
    is_low: bool


@dataclass(frozen=True)
class EvaluationRow:
    """A question with the answers of each voice."""

    wording: str
    answers: dict[EvaluationVoice, AnswerShown] = field(default_factory=dict)


def rows_of(evaluations: Iterable[Evaluation | None]) -> list[EvaluationRow]:
    """Put evaluations side by side: a row for each question that somebody answered."""
    rows: dict[Question, EvaluationRow] = {}
    for evaluation in evaluations:
        for answer in _answers(evaluation):
            key = answer.question
            row = rows.setdefault(key, EvaluationRow(wording(key)))
            if evaluation is not None:
                row.answers[evaluation.voice] = _shown(answer)
    return list(rows.values())


def _answers(evaluation: Evaluation | None) -> list[Answer]:
    return [answer_from_plain(one) for one in evaluation.answers] if evaluation else []


def _shown(answer: Answer) -> AnswerShown:
    return AnswerShown(answer_words(answer), answer.why, answer.is_low)


@dataclass(frozen=True)
class Given:
    """What a tutor said by link, as it is shown to them afterwards."""

    evaluation: Evaluation
    rows: Sequence[EvaluationRow]


def said_by(evaluations: Sequence[Evaluation], link: SignedLink) -> Given | None:
    """Find what the person of a link said last; nobody else's words."""
    for one in evaluations:
        if one.voice is EvaluationVoice.TUTOR and one.author == answerer_of(link):
            return Given(one, rows_of([one]))
    return None
