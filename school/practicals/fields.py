"""The fields of an attempt: a number, yes or no, in a row or alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext
from wtforms import Field, RadioField, SelectField
from wtforms.fields import SelectChoice

from school.curriculum.models import TaskMeasure
from school.curriculum.rules import Answer
from school.curriculum.wording import UNIT_SIGNS, label_of, row_of, short_of
from school.practicals.figures.allowed import AllowedTime
from school.practicals.sheet_rules import Gate
from school.practicals.wording import limits_words
from school.web.filters import localised
from school.web.forms import DecimalField

PREFIX = "measure-"
"""Opens the names of the fields of measures, so that no measure bears the name of another field."""

YES, NO, BLANK = "1", "0", ""


@dataclass(frozen=True)
class MeasureFields:
    """One measure with the fields of its values: one, or as many as it is repeated.

    The average of others has none: it is computed.
    """

    measure: TaskMeasure
    label: str
    unit: str
    bound: str
    fields: tuple[Field, ...]

    @property
    def is_filled(self) -> bool:
        """Tell whether a value was typed, rightly or not."""
        return any(
            (field.raw_data and field.raw_data[0]) or field.data is not None
            for field in self.fields
        )

    @property
    def short(self) -> str:
        """The name of the measure at the head of its column."""
        return short_of(self.measure)

    @property
    def answers_yes_or_no(self) -> bool:
        """Tell whether the measure is answered with yes or no."""
        return self.measure.answer is Answer.YES_NO


@dataclass(frozen=True)
class MeasureTable:
    """Measures that are columns of one table, and the name of a row of it."""

    row: str
    columns: tuple[MeasureFields, ...]

    @property
    def size(self) -> int:
        """How many rows the table has."""
        return self.columns[0].measure.repeats


class YesNoField(RadioField):
    """Yes, no, or nothing yet; yes is one and no is nought, as measures are kept."""

    data: Any

    def __init__(self, label: str, *, optional: bool = False, **options: Any) -> None:
        unseen = [SelectChoice(BLANK, gettext("Non vu"))] if optional else []
        options["choices"] = [*_answers(), *unseen]
        super().__init__(label, coerce=_as_number, validate_choice=False, **options)


class YesNoCell(SelectField):
    """Yes, no or nothing yet, in a cell of a table."""

    data: Any

    def __init__(self, label: str, **options: Any) -> None:
        options["choices"] = [SelectChoice(BLANK, "—"), *_answers()]
        super().__init__(label, coerce=_as_number, validate_choice=False, **options)


def _answers() -> list[SelectChoice]:
    return [SelectChoice(YES, gettext("Oui")), SelectChoice(NO, gettext("Non"))]


def _as_number(value: object) -> Decimal | None:
    return {YES: Decimal(1), NO: Decimal(0)}.get(str(value))


def measure_fields(measure: TaskMeasure) -> Iterator[tuple[str, Any]]:
    """Give the fields of a measure's values, each under its name in the form."""
    if measure.average_of:
        return
    names = measure.threshold.names
    for place, name in enumerate(names, 1):
        label = label_of(measure)
        if len(names) > 1:
            label = gettext("%(measure)s, n° %(number)s", measure=label, number=place)
        yield PREFIX + name, _field_of(measure, label)


def _field_of(measure: TaskMeasure, label: str) -> Any:
    if measure.answer is Answer.YES_NO and measure.repeats > 1:
        return YesNoCell(label)
    if measure.answer is Answer.YES_NO:
        return YesNoField(label, optional=not measure.required)
    # The number pads of some phones have no minus sign.
    low = measure.plausible_minimum
    pad = "text" if low is None or low < 0 else "decimal"
    return DecimalField(label, render_kw={"inputmode": pad, "autocomplete": "off"})


def gate_field(gate: Gate) -> RadioField:
    """Make the field that answers a question of safety."""
    return YesNoField(localised(gate, "question"))


def blocks_of(
    form: Mapping[str, Any], measures: Sequence[TaskMeasure], allowed: AllowedTime | None
) -> Iterator[MeasureFields | MeasureTable]:
    """Give the measures of a task in order, those of one table together."""
    table: list[MeasureFields] = []
    for measure in measures:
        found = _with_fields(form, measure, allowed)
        if table and row_of(table[0].measure) != row_of(measure):
            yield MeasureTable(row_of(table[0].measure), tuple(table))
            table = []
        if row_of(measure):
            table.append(found)
        else:
            yield found
    if table:
        yield MeasureTable(row_of(table[0].measure), tuple(table))


def _with_fields(
    form: Mapping[str, Any], measure: TaskMeasure, allowed: AllowedTime | None
) -> MeasureFields:
    names = () if measure.average_of else measure.threshold.names
    return MeasureFields(
        measure=measure,
        label=label_of(measure),
        unit=UNIT_SIGNS.get(measure.unit, measure.unit),
        bound=limits_words(measure, allowed),
        fields=tuple(form[PREFIX + name] for name in names),
    )
