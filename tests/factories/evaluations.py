"""Small builders of evaluations."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.core.questions import Answer
from school.placements.evaluations.models import Evaluation, EvaluationQuestions
from school.placements.evaluations.rules import DEFAULT_QUESTIONS, EvaluationState, EvaluationVoice
from school.placements.models import Placement
from tests.factories.records import add, number


def make_evaluation(session: Session, placement: Placement, **values: Any) -> Evaluation:
    """Make an evaluation by a tutor with one low mark that waits."""
    answer = Answer(DEFAULT_QUESTIONS[0], ("2",), why="Des soudures à refaire")
    defaults = {
        "reference": f"EV-{number()}",
        "voice": EvaluationVoice.TUTOR,
        "author": "Codjo Ahouansou",
        "given_on": date(2026, 3, 4),
        "answers": [answer.as_plain()],
        "state": EvaluationState.OPEN,
    }
    return add(session, Evaluation(placement=placement, **{**defaults, **values}))


def make_questions(session: Session, school: School, **values: Any) -> EvaluationQuestions:
    """Make a version of a school's questions: those that every school begins with."""
    defaults = {
        "reference": f"EQ-{number()}",
        "number": 1,
        "questions": [one.as_plain() for one in DEFAULT_QUESTIONS],
        "stated_by": "Florence Agossou",
        "stated_on": date(2026, 3, 2),
    }
    return add(session, EvaluationQuestions(school=school, **{**defaults, **values}))
