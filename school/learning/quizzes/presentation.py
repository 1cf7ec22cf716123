"""The questions of an attempt as a page shows them, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import Field

from school.curriculum.lesson_models import Figure
from school.curriculum.pack.questions import HotspotQuestion, Question
from school.learning.drawing import Drawn
from school.learning.queries import figures_named
from school.learning.quizzes.answer_fields import ItemFields, question_words
from school.learning.quizzes.forms import AttemptForm
from school.learning.quizzes.labels import KINDS
from school.learning.quizzes.zones import drawn_zones


@dataclass(frozen=True)
class ItemView:
    """A question with its fields, what it says, how it is answered, and its figure if any."""

    item: ItemFields
    words: str
    hint: str
    fields: Sequence[Field]
    figure: Markup | None

    @property
    def kind(self) -> str:
        """The kind of the question."""
        return self.item.question.kind

    @property
    def unit(self) -> str | None:
        """The unit of a number."""
        return getattr(self.item.question, "unit", None) or None


def item_views(session: Session, form: AttemptForm, version_id: int) -> list[ItemView]:
    """Show the questions of an attempt, with the figures of a version in one statement."""
    figures = question_figures(session, version_id, [one.question for one in form.items])
    return [
        ItemView(
            item=one,
            words=question_words(one.question, one.drawn),
            hint=str(KINDS[one.question.kind]),
            fields=[form[name] for name in one.names],
            figure=figure_of(one.question, one.drawn, figures, one.number),
        )
        for one in form.items
    ]


def question_figures(
    session: Session, version_id: int, questions: Sequence[Question]
) -> dict[str, Figure]:
    """Find the figures that questions point at, by code."""
    codes = sorted({one.figure for one in questions if isinstance(one, HotspotQuestion)})
    found = figures_named(session, version_id, codes) if codes else []
    return {figure.reference: figure for figure in found}


def figure_of(
    question: Question, drawn: Drawn, figures: Mapping[str, Figure], number: int
) -> Markup | None:
    """Draw the figure of a question, numbered on its page; nothing when it has none."""
    if not isinstance(question, HotspotQuestion) or question.figure not in figures:
        return None
    return drawn_zones(question, figures[question.figure], drawn.order, f"zones-{number}")
