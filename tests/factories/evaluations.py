"""Small builders of evaluations."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.rules import (
    DEFAULT_QUESTIONS,
    Answer,
    EvaluationState,
    EvaluationVoice,
)
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
