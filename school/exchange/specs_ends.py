"""Tables of how placements ended and of what was said of them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from school.core.errors import mark
from school.exchange.kinds import Choice, Day, Number, Text, Unreadable, Whole
from school.exchange.specs import (
    Check,
    Column,
    Problem,
    TableSpec,
    Values,
    code,
    in_order,
    refers,
    text,
)
from school.exchange.specs_hiring import given_with_day
from school.exchange.specs_people import NOT_BEFORE
from school.placements.ends.models import PlacementEnd
from school.placements.ends.rules import (
    MOST_MISSED_HOURS,
    Decider,
    EndAction,
    EndOutcome,
    EndParty,
    EndState,
    NextStep,
)
from school.placements.evaluations.models import Evaluation, EvaluationQuestions
from school.placements.evaluations.rules import (
    EvaluationState,
    EvaluationVoice,
    JobAnswer,
    answer_from_plain,
    question_from_plain,
)
from school.placements.rules import EndReason

MOST_STEPS = 10_000
LONGEST_CELL = 32_000


@dataclass(frozen=True)
class QuestionList(Text):
    """The questions of a school, as JSON on one line."""

    limit: int = LONGEST_CELL

    def parse(self, text: str) -> Any:
        """Read the questions; they must be written as a school's choice writes them."""
        return _parsed(super().parse(text), lambda one: question_from_plain(one).as_plain())

    def show(self, value: Any) -> str:
        """Write the questions so that equal ones are written alike."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class AnswerList(QuestionList):
    """What was answered, each answer with its question, as JSON on one line."""

    def parse(self, text: str) -> Any:
        """Read the answers; they must be written as an evaluation writes them."""
        return _parsed(Text.parse(self, text), lambda one: answer_from_plain(one).as_plain())


def _parsed(text: str, read: Callable[[Any], dict[str, Any]]) -> list[dict[str, Any]]:
    try:
        return [read(one) for one in json.loads(text)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Unreadable(mark("des questions ou des réponses, en JSON")) from error


def _handled_problem(values: Values) -> Problem | None:
    handled = values.get("state") is EvaluationState.HANDLED
    if handled == (values.get("handled_on") is not None):
        return None
    return Problem("handled_on", mark("un jour pour une note reprise, et pour elle seule"))


def _no_job_problem(values: Values) -> Problem | None:
    if values.get("no_job_on") is None or values.get("job_answer") is JobAnswer.YES:
        return None
    return Problem("no_job_on", mark("un jour là seulement où un emploi a été annoncé"))


PLACEMENT_ENDS = TableSpec(
    PlacementEnd,
    key=("end",),
    columns=(
        code("end"),
        refers("placement", "placements", required=True),
        Column("number", Whole(minimum=1, maximum=MOST_STEPS), required=True),
        Column("action", Choice(EndAction), required=True),
        Column("party", Choice(EndParty), required=True),
        text("author", required=True),
        Column("noted_on", Day(), required=True),
        text("comment"),
        Column("state", Choice(EndState), required=True),
        Column("state_since", Day(), required=True),
        Column("outcome", Choice(EndOutcome), required=True),
        Column("last_day", Day(), required=True),
        Column("missed_hours", Number(minimum=Decimal(0), maximum=MOST_MISSED_HOURS)),
        Column("cause", Choice(EndReason)),
        text("detail"),
        Column("decided_by", Choice(Decider)),
        Column("next_step", Choice(NextStep), required=True),
        Column("next_since", Day(), required=True),
    ),
    append_only=True,
)

EVALUATION_QUESTIONS = TableSpec(
    EvaluationQuestions,
    key=("questions_version",),
    columns=(
        code("questions_version"),
        refers("school", "schools", required=True),
        Column("number", Whole(minimum=1, maximum=MOST_STEPS), required=True),
        Column("questions", QuestionList(), required=True),
        text("stated_by", required=True),
        Column("stated_on", Day(), required=True),
    ),
    append_only=True,
)

EVALUATIONS = TableSpec(
    Evaluation,
    key=("evaluation",),
    columns=(
        code("evaluation"),
        refers("placement", "placements", required=True),
        Column("voice", Choice(EvaluationVoice), required=True),
        text("author", required=True),
        Column("given_on", Day(), required=True),
        Column("answers", AnswerList(), required=True),
        Column("job_answer", Choice(JobAnswer)),
        Column("state", Choice(EvaluationState), required=True),
        Column("handled_on", Day()),
        text("handled_by"),
        text("handled_note"),
        Column("no_job_on", Day()),
        text("no_job_by"),
    ),
    checks=(
        Check(("state", "handled_on"), _handled_problem),
        given_with_day("handled_by", "handled_on"),
        in_order("given_on", "handled_on", NOT_BEFORE),
        given_with_day("no_job_by", "no_job_on"),
        in_order("given_on", "no_job_on", NOT_BEFORE),
        Check(("job_answer", "no_job_on"), _no_job_problem),
    ),
)

SPECS = (PLACEMENT_ENDS, EVALUATION_QUESTIONS, EVALUATIONS)
