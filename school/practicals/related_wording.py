"""Maxima that follow from other measures, as the numbers of one attempt make them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from school.curriculum.models import TaskMeasure
from school.curriculum.related_rules import Basis, Related, RelatedPart, Take
from school.curriculum.wording import UNIT_SIGNS, label_of, quantity
from school.web.filters import NO_BREAK_SPACE, number

VALUE = "{value}"
"""Stands for the value of the other measure in what a page's script fills."""


def maximum_words(
    measure: TaskMeasure,
    measures: Sequence[TaskMeasure],
    bases: Sequence[Basis],
    bound: Decimal | None,
) -> str:
    """Write a maximum with what it follows from: « 5 m ou 0,5 % de 1 240 m = 6,2 m »."""
    held = quantity(bound, measure.unit)
    if not bases or measure.related is None:
        return held
    units = {one.reference: one.unit for one in measures}
    parts = [
        _part_words(one.part, measure, measures).replace(
            VALUE, quantity(one.value, units[one.part.measure])
        )
        for one in bases
    ]
    return f"{_joined(measure, parts)} = {held}"


def live_related(measure: TaskMeasure, measures: Sequence[TaskMeasure]) -> dict[str, Any] | None:
    """Give a related maximum as the script of a page takes it, each part with its words."""
    if measure.related is None:
        return None
    rule = Related.from_plain(measure.related)
    plain = rule.as_plain()
    parts = [
        {**said, "words": _part_words(part, measure, measures)}
        for part, said in zip(rule.parts, plain["parts"], strict=True)
    ]
    own = None if measure.maximum is None else quantity(measure.maximum, measure.unit)
    return {**plain, "parts": parts, "own": own, "joint": _joint(rule.take)}


def _joined(measure: TaskMeasure, parts: Iterable[str]) -> str:
    rule = Related.from_plain(measure.related or {})
    own = [] if measure.maximum is None else [quantity(measure.maximum, measure.unit)]
    return f" {_joint(rule.take)} ".join([*own, *parts])


def _joint(take: Take) -> str:
    return gettext("ou") if take is Take.LARGER else gettext("et")


def _part_words(part: RelatedPart, measure: TaskMeasure, measures: Sequence[TaskMeasure]) -> str:
    """Write one limit with a place for the value of the measure that it follows from."""
    other = next(one for one in measures if one.reference == part.measure)
    if part.times is None:
        return gettext(
            "%(limit)s pour %(value)s", limit=quantity(part.limit, measure.unit), value=VALUE
        )
    if other.unit != measure.unit:
        signs = [UNIT_SIGNS.get(unit, unit) for unit in (measure.unit, other.unit)]
        return f"{number(part.times)}{NO_BREAK_SPACE}{'/'.join(signs)} × {VALUE}"
    if part.times == 1:
        return f"{VALUE} ({label_of(other)})"
    if abs(part.times) < 1:
        share = number((part.times * 100).normalize())
        return gettext("%(share)s %% de %(value)s", share=share, value=VALUE)
    return f"{number(part.times)} × {VALUE}"
