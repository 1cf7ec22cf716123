"""Evaluations: who is asked what, low marks, and whose turn it is after one.

A school's questions are kept in versions.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from school.core import questions
from school.core.errors import InvalidInput, mark
from school.core.questions import Answer, Question, QuestionKind, check_choices
from school.placements.ends.rules import EndOutcome
from school.placements.rules import PlacementStatus


class EvaluationVoice(StrEnum):
    """Who evaluates a placement."""

    TUTOR = "tutor"
    APPRENTICE = "apprentice"


class JobAnswer(StrEnum):
    """What a tutor says to the last question: is there a job?"""

    YES = "yes"
    LATER = "later"
    NO = "no"


class EvaluationState(StrEnum):
    """Where an evaluation stands: nothing to do, or a low mark that somebody must take up."""

    PLAIN = "plain"
    OPEN = "open"
    HANDLED = "handled"


class EvaluationTurn(StrEnum):
    """Whose turn a low mark is: the trainers', and after a week the director's."""

    TRAINER = "trainer"
    DIRECTOR = "director"


EVALUATED_STATES = frozenset(
    {PlacementStatus.LIVE, PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF}
)
"""Placements of which there is something to say."""

ASKED_AT_END = frozenset({EndOutcome.COMPLETED, EndOutcome.PARTLY})
"""Ends at which the tutor is asked how it went and whether there is a job. (FEATURES, « End »)

After a break-off the school asks by hand: the question of a job would hurt both.
"""

TRAINER_WITHIN = timedelta(days=7)
"""A low mark is the trainers' for a week, then the director's. [own]"""


def question_from_plain(plain: Mapping[str, Any]) -> Question:
    """Read a question; raises `ValueError`, `KeyError` or `TypeError` for something else."""
    return questions.question_from_plain(plain, EvaluationVoice)


def answer_from_plain(plain: Mapping[str, Any]) -> Answer:
    """Read an answer; raises `ValueError`, `KeyError` or `TypeError` for something else."""
    return questions.answer_from_plain(plain, EvaluationVoice)


def state_after(answers: Sequence[Answer]) -> EvaluationState:
    """Give the state that an evaluation begins in."""
    low = any(one.is_low for one in answers)
    return EvaluationState.OPEN if low else EvaluationState.PLAIN


def may_handle(state: EvaluationState) -> bool:
    """Tell whether a low mark is still to be taken up."""
    return state is EvaluationState.OPEN


def turn_of(state: EvaluationState, given_on: date, today: date) -> EvaluationTurn | None:
    """Tell whose turn an evaluation is; nobody's unless a low mark waits."""
    if state is not EvaluationState.OPEN:
        return None
    late = today > given_on + TRAINER_WITHIN
    return EvaluationTurn.DIRECTOR if late else EvaluationTurn.TRAINER


def asked_of(questions: Sequence[Question], voice: EvaluationVoice) -> list[Question]:
    """List the questions that a voice is asked."""
    return [one for one in questions if voice in one.voices]


def check_question(question: Question) -> None:
    """Refuse a question without anybody to answer, or with too few choices, blank or alike."""
    if not question.voices:
        raise InvalidInput(mark("À qui la question est-elle posée ?"), "voices")
    check_choices(question)


_BOTH = (EvaluationVoice.TUTOR, EvaluationVoice.APPRENTICE)
_TUTOR = (EvaluationVoice.TUTOR,)
_APPRENTICE = (EvaluationVoice.APPRENTICE,)

DEFAULT_QUESTIONS = (
    Question(
        "work",
        QuestionKind.LIKERT,
        "La qualité du travail fait",
        "The quality of the work done",
        _TUTOR,
    ),
    Question(
        "safety",
        QuestionKind.LIKERT,
        "Le respect des règles de sécurité",
        "Following the safety rules",
        _BOTH,
    ),
    Question(
        "presence",
        QuestionKind.LIKERT,
        "La présence et la ponctualité",
        "Attendance and punctuality",
        _TUTOR,
    ),
    Question(
        "learnt",
        QuestionKind.AGREEMENT,
        "J’ai appris ce dont j’ai besoin pour le métier",
        "I learnt what I need for the trade",
        _APPRENTICE,
    ),
    Question(
        "welcome",
        QuestionKind.LIKERT,
        "L’accueil et l’accompagnement dans l’entreprise",
        "The welcome and the guidance in the enterprise",
        _APPRENTICE,
    ),
    Question(
        "prepared",
        QuestionKind.AGREEMENT,
        "La formation prépare bien à ce poste",
        "The training prepares well for this post",
        _BOTH,
    ),
    Question(
        "again",
        QuestionKind.YES_NO,
        "Referiez-vous ce placement ?",
        "Would you do this placement again?",
        _BOTH,
    ),
    Question(
        "missing",
        QuestionKind.TEXT,
        "Qu’a-t-il manqué ?",
        "What was missing?",
        _BOTH,
    ),
)
"""What is asked where a school has chosen nothing else. [own]"""
