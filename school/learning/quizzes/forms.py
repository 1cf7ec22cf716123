"""The form of an attempt, made from what was drawn, and that of a window."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField
from wtforms.fields import DateTimeLocalField

from school.learning.answers import Answer
from school.learning.quizzes.answer_fields import PREFIX, ItemFields
from school.learning.quizzes.draw import DrawnAttempt
from school.learning.quizzes.models import QuizWindow
from school.learning.quizzes.rules import from_utc
from school.web.forms import Form

LONGEST_NUMBER = 6
EARLIEST_YEAR, LATEST_YEAR = 2000, 2199
MOMENTS = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]


class AttemptForm(Form):
    """All the questions of an attempt on one page; hidden fields say which attempt it is.

    `purpose`, `quiz` and `number` name the attempt; `edition` and `draw` are those of the page
    that was shown, and `shown` says when it was; `answered_at` is set by the page's script when
    it is sent.
    """

    purpose = HiddenField()
    quiz = HiddenField()
    number = HiddenField()
    edition = HiddenField()
    draw = HiddenField()
    shown = HiddenField()
    answered_at = HiddenField()

    items: tuple[ItemFields, ...] = ()

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """Read what was sent, and remember the answers to questions that were not asked.

        An answer that does not say which attempt it is for is not taken for the next one, nor one
        that does not say when its page was shown for one that was shown now.
        """
        super().process(formdata, *args, **kwargs)
        sent = self.meta.wrap_formdata(self, formdata)
        self.unknown: list[str] = []
        if sent is None:
            return
        for field in (self.number, self.edition, self.draw, self.shown):
            if field.name not in sent:
                field.data = ""
        self.unknown = [one for one in sent if one.startswith(PREFIX) and one not in self._fields]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Refuse what no page of this attempt offers."""
        valid = super().validate(*args, **kwargs)
        if self.unknown:
            self.general_errors.append(
                gettext("Certaines réponses vont à d’autres questions : ouvrez le quiz de nouveau.")
            )
        for item in self.items:
            if words := item.fault(self._fields):
                field = self._fields[item.part(0)]
                field.errors = [*field.errors, words]
                valid = False
        return valid and not self.unknown

    def answers(self) -> dict[str, Answer | None]:
        """Give the answers by question code, in the places of the bank."""
        return {one.question.code: one.answer(self._fields) for one in self.items}

    @property
    def attempt_number(self) -> int:
        """The number of the attempt that was sent; 0 when it is none."""
        return sent_number(self.number.data)


def sent_number(text: str | None) -> int:
    """Read the number of an attempt; 0 when it is none."""
    typed = text or ""
    ok = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER
    return int(typed) if ok else 0


def attempt_form(drawn: DrawnAttempt, hidden: Mapping[str, str], **options: Any) -> AttemptForm:
    """Make the form of an attempt; `hidden` fills the fields that name it.

    `options` go to the form as they are: a program that replays an attempt gives `formdata`.
    """
    items = tuple(
        ItemFields(question, one, number)
        for number, (question, one) in enumerate(drawn.items, start=1)
    )
    fields = {name: field for item in items for name, field in item.make().items()}
    kind = type("DrawnAttemptForm", (AttemptForm,), {**fields, "items": items})
    form: AttemptForm = kind(data=dict(hidden), **options)
    return form


class MomentField(DateTimeLocalField):
    """A day and a time on the school's clock; blank is nothing.

    It is written with a T between both: with a space, older browsers show an empty box.
    """

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"format": MOMENTS, **kwargs})

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the moment, with a message a person understands."""
        self.data = None
        typed = " ".join(valuelist).strip()
        if not typed:
            return
        try:
            super().process_formdata([typed])
        except ValueError as error:
            words = gettext("Écrivez le jour et l’heure comme 2026-03-05T08:00.")
            raise ValueError(words) from error
        if self.data is not None and not EARLIEST_YEAR <= self.data.year <= LATEST_YEAR:
            raise ValueError(gettext("Cette date est trop éloignée d’aujourd’hui."))


class WindowForm(Form):
    """From when to when the quiz is open, on the clock of the school; blank is the cohort's own."""

    opens_at = MomentField(lazy_gettext("Ouvre le"))
    closes_at = MomentField(lazy_gettext("Ferme le"))


def window_form(window: QuizWindow | None, zone: str) -> WindowForm:
    """Open the form on the window decided last, on the clock of a time zone."""
    limits = (window.opens_at, window.closes_at) if window else (None, None)
    opens_at, closes_at = (from_utc(one, zone) if one else None for one in limits)
    return WindowForm(data={"opens_at": opens_at, "closes_at": closes_at})
