"""Practical assessments: what can be measured, and the verdict that follows from it.

The thresholds are data of the curriculum (`school.curriculum.rules.Threshold`); this module
holds the rule alone (DOMAIN §2): a blank is not zero, an impossible value is refused, and each
verdict says by which measure it was reached.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from school.core.errors import InvalidInput, mark
from school.curriculum.related_rules import STEP, Basis
from school.curriculum.rules import Threshold

Values = Mapping[str, Decimal | None]
"""The measured value of each name; None or no entry at all: not measured."""

LIMIT = Decimal(10) ** 12
"""Quantities are stored below this, with six places (`school.core.database`)."""

LOSS_UNIT = "dB"
SURPRISING = 30
"""Times its limit, beyond which a loss is asked about."""


class Verdict(StrEnum):
    """What an assessment found (EXCHANGE, table assessments)."""

    ACQUIRED = "acquired"
    IN_PROGRESS = "in_progress"
    NOT_ACQUIRED = "not_acquired"


class FaultKind(StrEnum):
    """Why a value cannot have been measured."""

    UNKNOWN_MEASURE = "unknown_measure"
    NOT_A_NUMBER = "not_a_number"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"


FAULT_MESSAGES = {
    FaultKind.UNKNOWN_MEASURE: mark("Cette mesure n’appartient pas à la tâche."),
    FaultKind.NOT_A_NUMBER: mark("Cette valeur n’est pas un nombre."),
    FaultKind.TOO_LOW: mark("Valeur impossible : %(bound)s %(unit)s au moins."),
    FaultKind.TOO_HIGH: mark("Valeur impossible : %(bound)s %(unit)s au plus."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that cannot be, under the name it was given, with the limit it breaks."""

    name: str
    kind: FaultKind
    bound: Decimal | None = None
    unit: str = ""

    @property
    def message(self) -> str:
        """The key of translation that says it; its placeholders are `bound` and `unit`."""
        return FAULT_MESSAGES[self.kind]


class ImpossibleMeasures(InvalidInput):
    """Some values cannot have been measured; `faults` holds each of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        first = faults[0]
        super().__init__(first.message, first.name, {"bound": first.bound, "unit": first.unit})
        self.faults = tuple(faults)


class ReasonKind(StrEnum):
    """What a verdict rests on when it is not simply « acquired »."""

    SAFETY = "safety"
    NOTHING_MEASURED = "nothing_measured"
    MISSING = "missing"
    BELOW_MINIMUM = "below_minimum"
    ABOVE_MAXIMUM = "above_maximum"
    MEAN_ABOVE_MAXIMUM = "mean_above_maximum"


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of a verdict: the measure's code, the value's name, the value and its limit.

    `bases` are the other measures that the limit follows from.
    """

    kind: ReasonKind
    code: str | None = None
    name: str | None = None
    value: Decimal | None = None
    bound: Decimal | None = None
    bases: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and all its grounds, in the order of the task's measures."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


def is_time(threshold: Threshold) -> bool:
    """Tell whether a measure is the time that an attempt took, in minutes."""
    return threshold.unit == "min" and threshold.repeats == 1


def find_faults(values: Values, thresholds: Sequence[Threshold]) -> tuple[Fault, ...]:
    """Find every value that cannot have been measured, in the order of the task's measures.

    Unknown names come last, by code point. Limits are those of `plausible_minimum` and
    `plausible_maximum`, included, and of what the database can hold.
    """
    known = {name: threshold for threshold in thresholds for name in threshold.names}
    given = [
        fault
        for name, threshold in known.items()
        if (value := values.get(name)) is not None
        for fault in _faults_of(name, value, threshold)
    ]
    unknown = sorted(name for name, value in values.items() if value is not None)
    return (
        *given,
        *(Fault(name, FaultKind.UNKNOWN_MEASURE) for name in unknown if name not in known),
    )


def surprising_from(threshold: Threshold) -> Decimal | None:
    """Give the loss above which whoever types it is asked to look again; nothing where none is.

    A splice of more than 3 dB is a slip of the pen, or a broken one (DOMAIN §4): it is asked about
    and not refused. That is thirty times the 0.10 dB that a splice may lose, and so for the others.
    """
    if threshold.unit != LOSS_UNIT or threshold.maximum is None or threshold.maximum <= 0:
        return None
    return threshold.maximum * SURPRISING


def find_surprises(values: Values, thresholds: Sequence[Threshold]) -> tuple[str, ...]:
    """Name the values that are to be looked at again before they are signed, in order."""
    return tuple(
        name
        for threshold in thresholds
        for name in threshold.names
        if (limit := surprising_from(threshold)) is not None
        and (value := values.get(name)) is not None
        and value > limit
    )


def judge(values: Values, thresholds: Sequence[Threshold], *, safety_ok: bool) -> Judgement:
    """Give the verdict of one attempt from its measures (DOMAIN §2).

    A failed safety gate stops everything: not acquired. A value or the mean of a complete
    series beyond its threshold: not acquired. A required value that is missing, or nothing
    measured at all: in progress. Otherwise acquired. A maximum that is related to other measures
    is the one that follows from theirs. Values count with six places, as they are
    kept, and averages follow from theirs. Raises `ImpossibleMeasures` when a value is implausible
    or belongs to no measure.
    """
    if not safety_ok:
        return Judgement(Verdict.NOT_ACQUIRED, (Reason(ReasonKind.SAFETY),))
    if faults := find_faults(values, thresholds):
        raise ImpossibleMeasures(faults)
    values = with_averages(values, thresholds)
    measured = [_series(values, threshold) for threshold in thresholds]
    if not any(measured):
        return Judgement(Verdict.IN_PROGRESS, (Reason(ReasonKind.NOTHING_MEASURED),))
    reasons = tuple(
        reason
        for threshold, series in zip(thresholds, measured, strict=True)
        for reason in _reasons(threshold.at(values), series, threshold.bases(values))
    )
    return Judgement(_verdict(reasons), reasons)


def with_averages(values: Values, thresholds: Sequence[Threshold]) -> dict[str, Decimal | None]:
    """Add the averages that the thresholds ask for, each with six places, half to even.

    An average has both of its values or is left as it was given: nothing, or what an import says.
    """
    found = dict(values)
    for threshold in thresholds:
        for place, name in enumerate(threshold.names):
            pair = [values.get(threshold.name_in(code, place)) for code in threshold.average_of]
            both = [_kept(value) for value in pair if value is not None]
            if len(both) == 2:
                found[name] = _kept(sum(both, Decimal(0)) / 2)
    return found


def mean(values: Iterable[Decimal]) -> Decimal | None:
    """Give the mean of the values in their unit, None of none; rounding is for whoever shows it."""
    numbers = list(values)
    return sum(numbers, Decimal(0)) / len(numbers) if numbers else None


def _verdict(reasons: Sequence[Reason]) -> Verdict:
    if not reasons:
        return Verdict.ACQUIRED
    if all(reason.kind is ReasonKind.MISSING for reason in reasons):
        return Verdict.IN_PROGRESS
    return Verdict.NOT_ACQUIRED


def _faults_of(name: str, value: Decimal, threshold: Threshold) -> Iterator[Fault]:
    low, high = threshold.plausible_minimum, threshold.plausible_maximum
    if not value.is_finite():
        yield Fault(name, FaultKind.NOT_A_NUMBER)
    elif value < (lowest := -LIMIT + 1 if low is None else low):
        yield Fault(name, FaultKind.TOO_LOW, lowest, threshold.unit)
    elif value > (highest := LIMIT - 1 if high is None else high):
        yield Fault(name, FaultKind.TOO_HIGH, highest, threshold.unit)


def _series(values: Values, threshold: Threshold) -> dict[str, Decimal]:
    """Give the values that were measured, by name, as they will be kept."""
    return {
        name: _kept(value) for name in threshold.names if (value := values.get(name)) is not None
    }


def _kept(value: Decimal) -> Decimal:
    return value.quantize(STEP, rounding=ROUND_HALF_EVEN)


def _reasons(
    threshold: Threshold, series: Mapping[str, Decimal], bases: tuple[Basis, ...]
) -> Iterator[Reason]:
    code, low, high = threshold.code, threshold.minimum, threshold.maximum
    for name in threshold.names:
        value = series.get(name)
        if value is None:
            if threshold.required:
                yield Reason(ReasonKind.MISSING, code, name)
        elif low is not None and value < low:
            yield Reason(ReasonKind.BELOW_MINIMUM, code, name, value, low)
        elif high is not None and value > high:
            yield Reason(ReasonKind.ABOVE_MAXIMUM, code, name, value, high, bases)
    limit = threshold.mean_maximum
    if limit is None or len(series) < threshold.repeats:
        return
    # Compared as sums: a division could round a mean down to its limit.
    if sum(series.values(), Decimal(0)) > limit * threshold.repeats:
        yield Reason(ReasonKind.MEAN_ABOVE_MAXIMUM, code, None, mean(series.values()), limit)
