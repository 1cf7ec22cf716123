"""Thresholds of practical tasks in the reader's words."""

from decimal import Decimal

from flask_babel import gettext

from school.curriculum.models import TaskMeasure
from school.curriculum.rules import Answer
from school.web.filters import NO_BREAK_SPACE, localised, number

UNIT_SIGNS = {"deg": "°"}
"""Units that are written otherwise than they are stored."""


def quantity(value: Decimal | None, unit: str) -> str:
    """Write a value with its unit: « 0,05 dB », « 1,2 ° », « 24 »."""
    sign = UNIT_SIGNS.get(unit, unit)
    return f"{number(value)}{NO_BREAK_SPACE}{sign}" if sign else number(value)


def label_of(measure: TaskMeasure) -> str:
    """Name a measure in the reader's language."""
    return localised(measure, "label")


def row_of(measure: TaskMeasure) -> str:
    """Name a row of the table in which a measure is a column; nothing when it stands alone."""
    return localised(measure, "row") if measure.row_fr else ""


def short_of(measure: TaskMeasure) -> str:
    """Name a measure in few words, for the head of a column."""
    return localised(measure, "short") if measure.short_fr else label_of(measure)


def value_words(value: Decimal | None, measure: TaskMeasure) -> str:
    """Write a measured value with its unit, or as yes or no."""
    if value is not None and measure.answer is Answer.YES_NO:
        return str(gettext("oui") if value else gettext("non"))
    return quantity(value, measure.unit)


def bound_words(measure: TaskMeasure) -> str:
    """Say within which limits a measure passes, both ends included."""
    if measure.answer is Answer.YES_NO and measure.minimum:
        return str(gettext("oui exigé"))
    words = _limits(measure) or str(gettext("sans seuil"))
    if measure.mean_maximum is None:
        return words
    mean = quantity(measure.mean_maximum, measure.unit)
    return str(gettext("%(each)s, moyenne au plus %(mean)s", each=words, mean=mean))


def plausible_words(measure: TaskMeasure) -> str:
    """Say which values are taken for a slip of the pen when they lie outside."""
    if measure.answer is Answer.YES_NO:
        return str(gettext("oui ou non"))
    return _between(measure.plausible_minimum, measure.plausible_maximum, measure.unit) or "—"


def _limits(measure: TaskMeasure) -> str:
    if measure.related is None:
        return _between(measure.minimum, measure.maximum, measure.unit)
    low, related = _between(measure.minimum, None, measure.unit), localised(measure, "related")
    return gettext("\u00a0; ").join([low, related]) if low else related


def _between(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    if low is not None and high is not None:
        return str(gettext("de %(low)s à %(high)s", low=number(low), high=quantity(high, unit)))
    if low is not None:
        return str(gettext("au moins %(value)s", value=quantity(low, unit)))
    if high is not None:
        return str(gettext("au plus %(value)s", value=quantity(high, unit)))
    return ""
