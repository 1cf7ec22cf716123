"""Questions of six kinds and their answers, as evaluations and questionnaires ask them.

The kinds are those of FEATURES, "States and fields". An answer repeats the words of its question,
so that it reads the same for ever.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from school.core.errors import InvalidInput, mark


class QuestionKind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    SINGLE = "single"
    MULTIPLE = "multiple"
    TEXT = "text"
    LIKERT = "likert"
    AGREEMENT = "agreement"


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
    """A question in both languages: its kind, who is asked, and what may be chosen.

    `voices` are those who answer it, where several are asked; none where everybody is.
    """

    key: str
    kind: QuestionKind
    fr: str
    en: str
    voices: tuple[StrEnum, ...] = ()
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


def question_from_plain(plain: Mapping[str, Any], voices: type[StrEnum] | None = None) -> Question:
    """Read a question; raises `ValueError`, `KeyError` or `TypeError` for something else.

    `voices` are those who may be asked; without them a question names nobody.
    """
    named = plain["voices"]
    if named and voices is None:
        raise ValueError("voices")
    return Question(
        str(plain["key"]),
        QuestionKind(plain["kind"]),
        str(plain["fr"]),
        str(plain["en"]),
        tuple(voices(voice) for voice in named) if voices else (),
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


def answer_from_plain(plain: Mapping[str, Any], voices: type[StrEnum] | None = None) -> Answer:
    """Read an answer; raises `ValueError`, `KeyError` or `TypeError` for something else."""
    values = tuple(str(value) for value in plain["values"])
    question = question_from_plain(plain["question"], voices)
    return Answer(question, values, plain["words"], plain["why"])


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


def check_choices(question: Question) -> None:
    """Refuse a question with too few choices, blank or alike."""
    worded = [fr for fr, _ in question.choices if fr]
    whole = len(worded) == len(set(worded)) == len(question.choices)
    if question.kind in CHOSEN_KINDS and not (whole and 2 <= len(worded) <= MOST_CHOICES):
        raise InvalidInput(
            mark("Donnez de 2 à %(limit)s réponses, séparées par un point-virgule."),
            "choices_text",
            {"limit": MOST_CHOICES},
        )
