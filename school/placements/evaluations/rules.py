"""Evaluations: questions of six kinds, answers, low marks, and whose turn it is after one.

The kinds are those of FEATURES, "States and fields". A school's questions are kept in versions; an
answer repeats the words of its question, so that it reads the same for ever.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from school.core.errors import InvalidInput, mark
from school.placements.rules import PlacementStatus


class EvaluationVoice(StrEnum):
    """Who evaluates a placement."""

    TUTOR = "tutor"
    APPRENTICE = "apprentice"


class QuestionKind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    SINGLE = "single"
    MULTIPLE = "multiple"
    TEXT = "text"
    LIKERT = "likert"
    AGREEMENT = "agreement"


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

TRAINER_WITHIN = timedelta(days=7)
"""A low mark is the trainers' for a week, then the director's. [own]"""

SCALE = ("1", "2", "3", "4", "5")
SCALES = frozenset({QuestionKind.LIKERT, QuestionKind.AGREEMENT})
YES, NO = "yes", "no"
LOW_MARKS: Mapping[QuestionKind, tuple[str, ...]] = {
    QuestionKind.LIKERT: ("1", "2"),
    QuestionKind.AGREEMENT: ("1", "2"),
    QuestionKind.YES_NO: (NO,),
}
"""Answers that open a follow-up question; the other kinds have no marks. [own]"""

CHOSEN_KINDS = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE})
MOST_QUESTIONS = 15
"""More make no single screen, and weigh more than a tutor's page may. [DESIGN, own]"""

MOST_CHOICES = 12
LONGEST_WORDING = 200
LONGEST_ANSWER = 1000


@dataclass(frozen=True)
class Question:
    """A question in both languages: its kind, who is asked, and what may be chosen."""

    key: str
    kind: QuestionKind
    fr: str
    en: str
    voices: tuple[EvaluationVoice, ...]
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """The answers that may be chosen; none for free words."""
        if self.kind is QuestionKind.YES_NO:
            return (YES, NO)
        if self.kind in SCALES:
            return SCALE
        return tuple(str(number) for number in range(len(self.choices)))

    @property
    def low_marks(self) -> tuple[str, ...]:
        """The answers that open the follow-up question."""
        return LOW_MARKS.get(self.kind, ())

    def as_plain(self) -> dict[str, Any]:
        """Write the question as JSON keeps it."""
        return {
            "key": self.key,
            "kind": self.kind.value,
            "fr": self.fr,
            "en": self.en,
            "voices": [voice.value for voice in self.voices],
            "choices": [list(choice) for choice in self.choices],
        }


def question_from_plain(plain: Mapping[str, Any]) -> Question:
    """Read a question; raises `ValueError`, `KeyError` or `TypeError` for something else."""
    return Question(
        str(plain["key"]),
        QuestionKind(plain["kind"]),
        str(plain["fr"]),
        str(plain["en"]),
        tuple(EvaluationVoice(voice) for voice in plain["voices"]),
        tuple((str(fr), str(en)) for fr, en in plain["choices"]),
    )


@dataclass(frozen=True)
class Answer:
    """What was answered to a question: the values chosen, the words, and why a mark is low."""

    question: Question
    values: tuple[str, ...] = ()
    words: str | None = None
    why: str | None = None

    @property
    def is_low(self) -> bool:
        """Tell whether the answer is a low mark."""
        return any(value in self.question.low_marks for value in self.values)

    @property
    def is_given(self) -> bool:
        """Tell whether anything was answered."""
        return bool(self.values or self.words)

    def as_plain(self) -> dict[str, Any]:
        """Write the answer with its question, as JSON keeps it."""
        return {
            "question": self.question.as_plain(),
            "values": list(self.values),
            "words": self.words,
            "why": self.why,
        }


def answer_from_plain(plain: Mapping[str, Any]) -> Answer:
    """Read an answer; raises `ValueError`, `KeyError` or `TypeError` for something else."""
    values = tuple(str(value) for value in plain["values"])
    return Answer(question_from_plain(plain["question"]), values, plain["words"], plain["why"])


def check_answers(answers: Sequence[Answer]) -> None:
    """Refuse an evaluation without an answer, and a low mark of which nothing is said.

    Words alone may be left out: every other question asks for its answer.
    """
    for one in answers:
        if not one.is_given and one.question.kind not in {QuestionKind.TEXT, QuestionKind.MULTIPLE}:
            raise InvalidInput(mark("Choisissez une réponse."), one.question.key)
        if any(value not in one.question.values for value in one.values):
            raise InvalidInput(mark("Choisissez une des réponses proposées."), one.question.key)
        if one.is_low and not one.why:
            raise InvalidInput(
                mark("Dites en quelques mots ce qui n’a pas été."), why(one.question)
            )
    if not any(one.is_given for one in answers):
        raise InvalidInput(mark("Répondez au moins à une question."))


def why(question: Question) -> str:
    """Name the field of the follow-up question."""
    return f"{question.key}-why"


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
    worded = [fr for fr, _ in question.choices if fr]
    whole = len(worded) == len(set(worded)) == len(question.choices)
    if question.kind in CHOSEN_KINDS and not (whole and 2 <= len(worded) <= MOST_CHOICES):
        raise InvalidInput(
            mark("Donnez de 2 à %(limit)s réponses, séparées par un point-virgule."),
            "choices_text",
            {"limit": MOST_CHOICES},
        )


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
