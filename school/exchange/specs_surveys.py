"""Tables of the questionnaire of teams; the questions chosen once never change."""

from school.clauses.practices.surveys.models import SurveyQuestions, TeamSurvey
from school.core.errors import mark
from school.exchange.kinds import Day, Email, Whole
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
from school.exchange.specs_ends import AnswerList, QuestionList
from school.exchange.specs_people import NOT_BEFORE

MOST_VERSIONS = 10_000


def answered_dated(values: Values) -> Problem | None:
    """Check that answers bear their day, and that a day has its answers."""
    if (values.get("answered_on") is None) == (values.get("answers") is None):
        return None
    return Problem("answered_on", mark("un jour pour des réponses, et pour elles seules"))


SURVEY_QUESTIONS = TableSpec(
    SurveyQuestions,
    key=("questions_version",),
    columns=(
        code("questions_version"),
        Column("number", Whole(minimum=1, maximum=MOST_VERSIONS), required=True),
        Column("questions", QuestionList(), required=True),
        text("stated_by", required=True),
        Column("stated_on", Day(), required=True),
    ),
    append_only=True,
)

TEAM_SURVEYS = TableSpec(
    TeamSurvey,
    key=("survey",),
    columns=(
        code("survey"),
        refers("contract", "contracts", required=True),
        text("team", required=True),
        text("recipient_name", required=True),
        Column("recipient_email", Email()),
        text("asked_by", required=True),
        Column("asked_on", Day(), required=True),
        Column("answered_on", Day()),
        Column("answers", AnswerList()),
    ),
    checks=(
        in_order("asked_on", "answered_on", NOT_BEFORE),
        Check(("answered_on", "answers"), answered_dated),
    ),
)

SPECS = (SURVEY_QUESTIONS, TEAM_SURVEYS)
