"""The form of one attempt, made from what its task measures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, Field, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import TextArea

from school.core.errors import DomainError
from school.curriculum.models import TaskMeasure
from school.curriculum.wording import UNIT_SIGNS, bound_words, label_of
from school.practicals.entry_rules import Entry
from school.practicals.labels import VERDICTS
from school.practicals.rules import Verdict, find_faults
from school.practicals.wording import fault_words
from school.web.forms import DateField, DecimalField, Form, LengthAtMost, Required, TextField

LONGEST_REASON = 500
LONGEST_NOTE = 2000
AS_MEASURED = ""
PREFIX = "measure-"
"""Opens the names of the fields of measures, so that no measure bears the name of another field."""


@dataclass(frozen=True)
class MeasureFields:
    """One measure with the fields of its values: one, or as many as it is repeated."""

    measure: TaskMeasure
    label: str
    unit: str
    bound: str
    fields: tuple[Field, ...]

    @property
    def is_filled(self) -> bool:
        """Tell whether a value was typed, rightly or not."""
        return any((field.raw_data and field.raw_data[0]) or field.data for field in self.fields)


class AssessmentForm(Form):
    """Safety, the measures of a task, the day, and what the trainer adds."""

    safe = BooleanField(lazy_gettext("Sécurité vérifiée"))
    stop_reason = TextField(
        lazy_gettext("Ce qui manque à la sécurité"), [Optional(), LengthAtMost(LONGEST_REASON)]
    )
    assessed_on = DateField(lazy_gettext("Jour de l’essai"), [Required()])
    decided = RadioField(lazy_gettext("Verdict gardé"), default=AS_MEASURED, validate_choice=False)
    reason = TextField(
        lazy_gettext("Pourquoi un autre verdict que celui des mesures"),
        [Optional(), LengthAtMost(LONGEST_REASON)],
    )
    note = TextField(
        lazy_gettext("Remarque"),
        [Optional(), LengthAtMost(LONGEST_NOTE)],
        widget=TextArea(),
        render_kw={"rows": 3},
    )
    trainee = SelectField(lazy_gettext("Personne évaluée"))

    limits: Sequence[TaskMeasure]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        computed = [] if not self.limits else [(AS_MEASURED, _as_measured())]
        verdicts = [(verdict.value, str(words).capitalize()) for verdict, words in VERDICTS.items()]
        self.decided.choices = [SelectChoice(*choice) for choice in (*computed, *verdicts)]
        self.thresholds = [measure.threshold for measure in self.limits]

    def offer_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Let another person of the cohort be chosen; with nobody given, it is not asked."""
        if people:
            self.trainee.choices = [SelectChoice(*one) for one in people]
        else:
            del self.trainee

    def measures(self) -> Iterator[MeasureFields]:
        """Give each measure of the task with its fields, in order."""
        for measure, threshold in zip(self.limits, self.thresholds, strict=True):
            yield MeasureFields(
                measure=measure,
                label=label_of(measure),
                unit=UNIT_SIGNS.get(measure.unit, measure.unit),
                bound=bound_words(measure),
                fields=tuple(self[PREFIX + name] for name in threshold.names),
            )

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse each value that cannot have been measured, on its own field."""
        valid = bool(super().validate(extra_validators))
        faults = find_faults(self.measured, self.thresholds)
        for fault in faults:
            field = self[PREFIX + fault.name]
            field.errors = [*field.errors, fault_words(fault)]
        return valid and not faults

    def refuse(self, error: DomainError) -> None:
        """Show a refusal on its field; the rules name a measure without the form's prefix."""
        if error.field in self.measured:
            error.field = f"{PREFIX}{error.field}"
        super().refuse(error)

    @property
    def measured(self) -> dict[str, Decimal | None]:
        """What was typed into the fields of the measures; a blank is nothing, never zero."""
        return {name: self[PREFIX + name].data for one in self.thresholds for name in one.names}

    def entry(self) -> Entry:
        """Give what was typed, as the rules take it."""
        return Entry(
            assessed_on=self.assessed_on.data,
            safety_ok=bool(self.safe.data),
            stop_reason=self.stop_reason.data,
            values=self.measured,
            decided=Verdict(self.decided.data) if self.decided.data in set(Verdict) else None,
            reason=self.reason.data,
            note=self.note.data,
            confirmed=bool(self.confirmed.data),
        )


def assessment_form(limits: Sequence[TaskMeasure]) -> type[AssessmentForm]:
    """Make the form of a task: one field for each value that is measured in it."""
    fields: dict[str, Any] = {"limits": limits}
    for measure in limits:
        names = measure.threshold.names
        for place, name in enumerate(names, 1):
            label = label_of(measure)
            if len(names) > 1:
                label = gettext("%(measure)s, n° %(number)s", measure=label, number=place)
            fields[PREFIX + name] = DecimalField(label, render_kw=_keys(measure))
    return type("TaskForm", (AssessmentForm,), fields)


def _keys(measure: TaskMeasure) -> Mapping[str, str]:
    # The number pads of some phones have no minus sign.
    low = measure.plausible_minimum
    pad = "text" if low is None or low < 0 else "decimal"
    return {"inputmode": pad, "autocomplete": "off"}


def _as_measured() -> str:
    return str(gettext("Comme les mesures le disent"))
