"""Tables of quizzes: when they were open, who answered what; their rows never change."""

from dataclasses import dataclass
from decimal import Decimal

from school.core.errors import mark
from school.exchange.kinds import Choice, Code, Number, Text, Unreadable, Whole, YesNo
from school.exchange.moments import Moment
from school.exchange.specs import Check, Column, Problem, TableSpec, Values, code, refers, text
from school.learning.marking import Verdict
from school.learning.quizzes.codec import UnreadableText, read_answer, read_draw
from school.learning.quizzes.models import QuizAnswer, QuizAttempt, QuizWindow
from school.learning.quizzes.rules import Purpose

MOST_ATTEMPTS = 100_000


@dataclass(frozen=True)
class AnswerText(Text):
    """An answer as it is kept."""

    def parse(self, text: str) -> str:
        """Keep the text of an answer; refuse any other."""
        try:
            read_answer(text)
        except UnreadableText as error:
            raise Unreadable(mark('une réponse comme {"chosen":[0]}')) from error
        return super().parse(text)


@dataclass(frozen=True)
class DrawText(Text):
    """What was drawn for a question, as it is kept."""

    def parse(self, text: str) -> str:
        """Keep the text of a draw; refuse any other."""
        try:
            read_draw("", text)
        except UnreadableText as error:
            expected = mark('un tirage comme {"order":[1,0],"quantities":{}}')
            raise Unreadable(expected) from error
        return super().parse(text)


def _window_order(values: Values) -> Problem | None:
    opens_at, closes_at = values.get("opens_at"), values.get("closes_at")
    if opens_at is None or closes_at is None or closes_at >= opens_at:
        return None
    return Problem("closes_at", mark("un instant qui ne précède pas l’ouverture"))


QUIZ_WINDOWS = TableSpec(
    QuizWindow,
    key=("window",),
    columns=(
        code("window"),
        refers("cohort", "cohorts", required=True),
        refers("module", "modules", required=True),
        Column("opens_at", Moment()),
        Column("closes_at", Moment()),
        Column("decided_at", Moment(), required=True),
        text("decided_by"),
    ),
    checks=(Check(("opens_at", "closes_at"), _window_order),),
    append_only=True,
)

QUIZ_ATTEMPTS = TableSpec(
    QuizAttempt,
    key=("attempt",),
    columns=(
        code("attempt"),
        refers("trainee", "trainees", required=True),
        refers("cohort", "cohorts", required=True),
        refers("module", "modules", required=True),
        Column("purpose", Choice(Purpose), required=True),
        Column("quiz", Code(), required=True),
        Column("number", Whole(minimum=1, maximum=MOST_ATTEMPTS), required=True),
        text("curriculum_version", required=True),
        Column("mark", Number(minimum=Decimal(0), maximum=Decimal(100)), required=True),
        Column("answered_at", Moment(), required=True),
        Column("received_at", Moment(), required=True),
        Column("received_late", YesNo(), required=True),
    ),
    append_only=True,
)

QUIZ_ANSWERS = TableSpec(
    QuizAnswer,
    key=("attempt", "question"),
    columns=(
        refers("attempt", "quiz_attempts", required=True),
        Column("question", Code(), required=True),
        Column("position", Whole(), required=True),
        Column("drawn", DrawText(), required=True),
        Column("answer", AnswerText()),
        Column("share", Number(minimum=Decimal(0), maximum=Decimal(1)), required=True),
        Column("verdict", Choice(Verdict), required=True),
    ),
    append_only=True,
)

SPECS = (QUIZ_WINDOWS, QUIZ_ATTEMPTS, QUIZ_ANSWERS)
