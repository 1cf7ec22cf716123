"""What the page of an assessment shows: each measure judged, and who changed what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext, ngettext

from school.core.audit import AuditEntry
from school.curriculum.models import TaskMeasure
from school.curriculum.rules import Answer
from school.curriculum.wording import UNIT_SIGNS, bound_words, label_of, value_words
from school.practicals.figures.allowed import AllowedTime
from school.practicals.labels import VERDICTS
from school.practicals.models import Assessment, Measure
from school.practicals.related_wording import maximum_words
from school.practicals.rules import (
    Judgement,
    Reason,
    ReasonKind,
    Verdict,
    find_faults,
    judge,
    mean,
    with_averages,
)
from school.practicals.wording import limits_words, reason_words, rounded_mean
from school.web.filters import NO_BREAK_SPACE, day, number

FOUND_FAULTY = frozenset(
    {ReasonKind.BELOW_MINIMUM, ReasonKind.ABOVE_MAXIMUM, ReasonKind.MEAN_ABOVE_MAXIMUM}
)


@dataclass(frozen=True)
class Reading:
    """One measured value, numbered in its series, and whether it keeps its limits."""

    number: int
    value: str
    passes: bool


@dataclass(frozen=True)
class JudgedMeasure:
    """One measure of the task as its row on the page; the readings of a series stand under it."""

    label: str
    value: str
    unit: str
    bound: str
    kind: str
    word: str
    source: str
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True)
class Change:
    """One line of the history of an assessment."""

    day: date
    title: str
    text: str
    kind: str = ""


@dataclass(frozen=True)
class Judged:
    """The measures of an assessment, the verdict they give and its grounds in words."""

    measures: tuple[JudgedMeasure, ...]
    computed: Verdict | None
    reasons: tuple[str, ...]
    is_judged: bool

    @property
    def holds(self) -> bool:
        """Tell whether every limit was looked at and is held, as the verdict says."""
        return self.is_judged and not self.reasons and self.computed is None


@dataclass(frozen=True)
class _Marks:
    """What is known of the measures when their rows are written; stopped, they are only noted."""

    reasons: tuple[Reason, ...]
    impossible: frozenset[str]
    compares: bool
    allowed: AllowedTime | None

    def of(self, code: str) -> tuple[list[Reason], set[str]]:
        """Give the reasons that name a measure, and the values of it that are beyond a limit."""
        own = [reason for reason in self.reasons if reason.code == code]
        beyond = {reason.name for reason in own if reason.kind in FOUND_FAULTY}
        return own, {name for name in beyond if name is not None}


def judged(
    kept: Verdict,
    limits: Sequence[TaskMeasure],
    measured: Sequence[Measure],
    *,
    stopped: bool,
    allowed: AllowedTime | None = None,
) -> Judged:
    """Judge again what was measured, by the limits of a version.

    Nothing is judged when nothing was measured, or when a value could not be entered: an
    import may hold either. Where safety stopped the attempt, what was measured is only noted.
    `allowed` is the time to be said beside the time that was taken.
    """
    thresholds = [one.threshold for one in limits]
    known = {name for threshold in thresholds for name in threshold.names}
    values = {one.reference: one.value for one in measured if one.reference in known}
    judgement = Judgement(kept)
    faults = find_faults(values, thresholds)
    judgeable = stopped or any(value is not None for value in values.values())
    is_judged = judgeable and not faults
    if is_judged:
        judgement = judge(values, thresholds, safety_ok=not stopped)
        values = with_averages(values, thresholds)
    impossible = frozenset(fault.name for fault in faults)
    marks = _Marks(judgement.reasons, impossible, is_judged and not stopped, allowed)
    rows = [_judged_measure(one, values, marks, limits) for one in limits]
    rows += [_foreign_measure(one) for one in measured if one.reference not in known]
    return Judged(
        tuple(rows) if values or len(rows) > len(thresholds) else (),
        judgement.verdict if judgement.verdict is not kept else None,
        tuple(reason_words(judgement.reasons, limits)),
        is_judged,
    )


def _judged_measure(
    measure: TaskMeasure,
    values: Mapping[str, Decimal | None],
    marks: _Marks,
    limits: Sequence[TaskMeasure],
) -> JudgedMeasure:
    names = measure.threshold.names
    found = {name: value for name in names if (value := values.get(name)) is not None}
    own, beyond = marks.of(measure.reference)
    impossible = marks.impossible & found.keys()
    if impossible:
        kind, word = "redo", str(gettext("impossible"))
    elif found and not marks.compares:
        kind, word = "wait", str(gettext("noté"))
    else:
        kind, word = _measure_verdict(measure, bool(found), bool(beyond), bool(own))
    series = len(names) > 1 and bool(found)
    return JudgedMeasure(
        label=label_of(measure),
        value=_shown(measure, list(found.values())),
        unit=UNIT_SIGNS.get(measure.unit, measure.unit),
        bound=_bound_of(measure, values, marks, limits)
        if not series
        else _series_words(measure, len(found)),
        kind=kind,
        word=word,
        source=measure.source,
        readings=tuple(
            Reading(place, _reading(measure, found[name]), name not in beyond | impossible)
            for place, name in enumerate(names, 1)
            if series and name in found
        ),
    )


def _bound_of(
    measure: TaskMeasure,
    values: Mapping[str, Decimal | None],
    marks: _Marks,
    limits: Sequence[TaskMeasure],
) -> str:
    """Say which limits hold; one that follows from measures that were taken is worked out."""
    threshold = measure.threshold
    bases = threshold.bases(values) if marks.compares else ()
    if not bases or measure.minimum is not None:
        return limits_words(measure, marks.allowed)
    words = maximum_words(measure, limits, bases, threshold.at(values).maximum)
    return str(gettext("au plus %(value)s", value=words))


def _shown(measure: TaskMeasure, found: Sequence[Decimal]) -> str:
    """Write a value, or the mean of a series; of answers, how many are yes."""
    if measure.answer is Answer.YES_NO and measure.repeats > 1 and found:
        return str(gettext("%(yes)s oui sur %(all)s", yes=number(sum(found)), all=len(found)))
    if measure.answer is Answer.YES_NO and found:
        return value_words(found[0], measure)
    return number(rounded_mean(mean(found), 3))


def _reading(measure: TaskMeasure, value: Decimal) -> str:
    return value_words(value, measure) if measure.answer is Answer.YES_NO else number(value)


def _series_words(measure: TaskMeasure, count: int) -> str:
    if measure.answer is Answer.YES_NO:
        return bound_words(measure)
    mean_of = ngettext("moyenne de %(num)s mesure", "moyenne de %(num)s mesures", count)
    return gettext("%(mean)s ; %(bound)s", mean=mean_of, bound=bound_words(measure))


def _measure_verdict(
    measure: TaskMeasure, found: bool, faulty: bool, missing: bool
) -> tuple[str, str]:
    if faulty:
        return "redo", str(gettext("hors limite"))
    if missing:
        return "limit", str(gettext("incomplet"))
    if not found:
        return "wait", str(gettext("non mesuré"))
    if not _has_limit(measure):
        return "wait", str(gettext("noté"))
    return "pass", str(gettext("tenu"))


def _has_limit(measure: TaskMeasure) -> bool:
    limits = (measure.minimum, measure.maximum, measure.mean_maximum, measure.related)
    return any(limit is not None for limit in limits)


def _foreign_measure(measure: Measure) -> JudgedMeasure:
    return JudgedMeasure(
        label=measure.reference,
        value=number(measure.value),
        unit=measure.unit or "",
        bound=str(gettext("mesure que la tâche ne connaît pas")),
        kind="wait",
        word=str(gettext("sans seuil")),
        source="",
    )


def history(rows: Sequence[Assessment], trail: Sequence[AuditEntry]) -> list[Change]:
    """Tell who wrote an assessment down and who corrected what, oldest first.

    A row without a line in the trail came with an import.
    """
    written = {entry.object_id for entry in trail}
    changes = [_imported(row) for row in rows if row.id not in written]
    changes += [_written_down(entry) for entry in trail]
    return sorted(changes, key=lambda change: change.day)


def _imported(row: Assessment) -> Change:
    text = gettext("Verdict : %(verdict)s", verdict=VERDICTS[row.verdict])
    return Change(row.recorded_on, str(gettext("Reçu par un import")), str(text))


def _written_down(entry: AuditEntry) -> Change:
    first = entry.action == "practical.assess"
    title = gettext("Noté par %(name)s") if first else gettext("Corrigé par %(name)s")
    return Change(
        entry.at.date(),
        title % {"name": entry.actor},
        "" if first else gettext("\u00a0; ").join(_differences(entry)),
        "" if first else "late",
    )


def _differences(entry: AuditEntry) -> Iterator[str]:
    changes = entry.changes
    if "verdict" in changes:
        words = [VERDICTS[Verdict(value)] for value in changes["verdict"]]
        yield _arrow(str(gettext("verdict")), words)
    if "assessed_on" in changes:
        days = [day(date.fromisoformat(value)) for value in changes["assessed_on"]]
        yield _arrow(str(gettext("jour")), days)
    if "trainee_id" in changes:
        yield str(gettext("autre personne"))
    for name, pair in changes.get("measures", {}).items():
        yield _arrow(name, [number(value and Decimal(value)) for value in pair])
    if "note" in changes:
        yield str(gettext("remarque"))


def _arrow(what: str, pair: Sequence[object]) -> str:
    return f"{what}{NO_BREAK_SPACE}: {pair[0]} → {pair[1]}"
