"""The bank of a module as trainers read it: each question with its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from school.curriculum.pack.questions import (
    HotspotQuestion,
    ParameterisedQuestion,
    Question,
    with_blanks,
)
from school.learning.drawing import Drawn, with_quantities
from school.learning.item_statistics import FEWEST, ItemStatistics
from school.learning.quizzes.answer_fields import said
from school.learning.quizzes.answer_words import right_words
from school.learning.quizzes.labels import KINDS
from school.learning.quizzes.presentation import figure_of, question_figures
from school.web.filters import number


@dataclass(frozen=True)
class BankView:
    """A question as its bank has it: what it says, how it is answered, what is right and why."""

    code: str
    lesson: str
    words: str
    hint: str
    right: Sequence[str]
    feedback: str
    figure: Markup | None


@dataclass(frozen=True)
class ItemRow:
    """How a question did; a dash stands for what too few attempts cannot tell."""

    code: str
    words: str
    statistics: ItemStatistics | None

    @property
    def number(self) -> int:
        """How many people had the question in their first attempt."""
        return self.statistics.number if self.statistics else 0

    @property
    def difficulty(self) -> float | None:
        """The mean share of the point, from 0 to 1; nothing when nobody had the question."""
        return float(self.statistics.difficulty) if self.statistics else None

    @property
    def discrimination(self) -> float | None:
        """The correlation with the rest of the attempt, where there is one."""
        return self.statistics.discrimination if self.statistics else None

    @property
    def is_small(self) -> bool:
        """Tell whether so few had it that its figures say little."""
        return self.number < FEWEST


def bank_views(session: Session, version_id: int, bank: Sequence[Question]) -> list[BankView]:
    """Show the questions of a bank, with the figures of their version."""
    figures = question_figures(session, version_id, bank)
    views = []
    for place, question in enumerate(bank, start=1):
        drawn = _as_banked(question)
        views.append(
            BankView(
                code=question.code,
                lesson=question.lesson,
                words=_banked_words(question),
                hint=str(KINDS[question.kind]),
                right=_right(question, drawn),
                feedback=said(question.feedback),
                figure=figure_of(question, drawn, figures, place),
            )
        )
    return views


def item_rows(bank: Sequence[Question], known: Mapping[str, ItemStatistics]) -> list[ItemRow]:
    """Show how each question of a bank did, in the order of the bank."""
    return [ItemRow(one.code, with_blanks(said(one.text)), known.get(one.code)) for one in bank]


def _banked_words(question: Question) -> str:
    """Say a question with the range of each quantity that an attempt draws."""
    if not isinstance(question, ParameterisedQuestion):
        return said(question.text)
    ranges = {
        name: gettext(
            "[%(name)s : de %(least)s à %(most)s]",
            name=name,
            least=number(one.minimum),
            most=number(one.maximum),
        )
        for name, one in question.parameters.items()
    }
    return with_quantities(said(question.text), ranges)


def _as_banked(question: Question) -> Drawn:
    order = tuple(range(len(question.areas))) if isinstance(question, HotspotQuestion) else ()
    return Drawn(question.code, {}, order)


def _right(question: Question, drawn: Drawn) -> list[str]:
    if isinstance(question, ParameterisedQuestion):
        return [
            gettext(
                "%(formula)s, à %(tolerance)s %(unit)s près",
                formula=question.formula,
                tolerance=question.tolerance,
                unit=question.unit,
            )
        ]
    return right_words(question, drawn)
