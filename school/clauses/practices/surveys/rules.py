"""The questionnaire of production teams: what is asked, whose turn it is, the mean of marks."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from school.core.questions import SCALES, Answer, Question, QuestionKind


class SurveyTurn(StrEnum):
    """Whose turn a questionnaire is: the team's until it has answered, then nobody's."""

    TEAM = "team"
    NOBODY = "nobody"


def turn_of(*, answered: bool) -> SurveyTurn:
    """Tell whose turn a questionnaire is, since it was asked."""
    return SurveyTurn.NOBODY if answered else SurveyTurn.TEAM


PATIENCE = timedelta(days=14)
"""A team that has not answered for longer is shown as late. [own]"""


def is_late(asked_on: date, today: date) -> bool:
    """Tell whether a team that has not answered was asked too long ago."""
    return today - asked_on > PATIENCE


def mean_mark(answers: Sequence[Answer]) -> tuple[Decimal, int] | None:
    """Give the mean of the marks from 1 to 5 and how many there are; nothing without any."""
    marks = [
        Decimal(value) for one in answers if one.question.kind in SCALES for value in one.values
    ]
    return (sum(marks, Decimal(0)) / len(marks), len(marks)) if marks else None


DEFAULT_QUESTIONS = (
    Question(
        "welcome",
        QuestionKind.AGREEMENT,
        "Chaque nouvelle personne est attendue : un ancien, des outils, une tâche",
        "Each newcomer is expected: an experienced colleague, tools, a task",
    ),
    Question(
        "planned",
        QuestionKind.AGREEMENT,
        "Les heures d’insertion sont prévues avant le chantier, et non après",
        "Integration hours are planned before the works, and not after",
    ),
    Question(
        "declared",
        QuestionKind.AGREEMENT,
        "Les heures du mois sont notées avant le 5 du mois suivant",
        "The hours of a month are written down before the 5th of the next",
    ),
    Question(
        "learning",
        QuestionKind.AGREEMENT,
        "Les personnes accueillies apprennent un geste du métier chaque semaine",
        "Those we welcome learn a skill of the trade every week",
    ),
    Question(
        "after",
        QuestionKind.AGREEMENT,
        "Nous parlons de l’après avec chaque personne avant la fin de son contrat",
        "We talk about what comes next with each person before their contract ends",
    ),
    Question(
        "better",
        QuestionKind.TEXT,
        "Que faudrait-il changer d’abord ?",
        "What should change first?",
    ),
)
"""What is asked where the ministry has chosen nothing else. [own]"""
