"""What teams answered, as pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext

from school.clauses.practices.surveys.models import TeamSurvey
from school.clauses.practices.surveys.rules import SurveyTurn, is_late, mean_mark, turn_of
from school.core.questions import Answer, answer_from_plain
from school.web.filters import day
from school.web.standing import Standing


@dataclass(frozen=True)
class SurveyRow:
    """A questionnaire with the mean of its marks and how many there are."""

    survey: TeamSurvey
    mean: Decimal | None
    marks: int


def row_of(survey: TeamSurvey) -> SurveyRow:
    """Give a questionnaire as a list shows it."""
    found = mean_mark(answers_of(survey))
    mean, marks = found or (None, 0)
    return SurveyRow(survey, mean, marks)


def answers_of(survey: TeamSurvey) -> Sequence[Answer]:
    """List what a team answered."""
    return [answer_from_plain(one) for one in survey.answers or ()]


def standing(survey: TeamSurvey, today: date) -> Standing:
    """Say where a questionnaire stands, whose turn it is and since when."""
    if turn_of(answered=survey.answered_on is not None) is SurveyTurn.NOBODY:
        return Standing(gettext("Répondu"), "done", day(survey.answered_on))
    turn = gettext(
        "Au tour de %(name)s depuis le %(day)s",
        name=survey.recipient_name,
        day=day(survey.asked_on),
    )
    late = is_late(survey.asked_on, today)
    return Standing(gettext("Demandé"), "late" if late else "theirs", turn)
