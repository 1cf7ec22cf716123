"""Sentences about measures, thresholds and verdicts, in the reader's language."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext

from school.curriculum.models import TaskMeasure
from school.curriculum.rules import Answer
from school.curriculum.wording import bound_words, label_of, quantity, value_words
from school.practicals.entry_rules import DECISION_MARK, STOP_MARK, Entry, Outcome, Standing
from school.practicals.figures.allowed import AllowedTime
from school.practicals.labels import REASONS, VERDICTS
from school.practicals.related_wording import maximum_words
from school.practicals.rules import Fault, Reason, ReasonKind, is_time
from school.web.filters import number


def limits_words(measure: TaskMeasure, allowed: AllowedTime | None) -> str:
    """Say within which limits a measure passes, and beside a time which one is allowed."""
    if allowed is None or allowed.minutes is None or not is_time(measure.threshold):
        return bound_words(measure)
    time = quantity(Decimal(allowed.minutes), measure.unit)
    words = gettext("temps prévu : %(time)s", time=time)
    if allowed.is_own:
        words = gettext("temps prévu par l’école : %(time)s", time=time)
    if measure.minimum is None and measure.maximum is None and measure.related is None:
        return words
    return gettext("%(mean)s ; %(bound)s", mean=words, bound=bound_words(measure))


def fault_words(fault: Fault) -> str:
    """Say why a value cannot have been measured."""
    words = str(gettext(fault.message, bound=number(fault.bound), unit=fault.unit))
    return words.replace("  ", " ")


def reason_words(reasons: Sequence[Reason], measures: Sequence[TaskMeasure]) -> list[str]:
    """Say what a verdict rests on, one sentence for each measure and kind of fault."""
    by_code = {measure.reference: measure for measure in measures}
    groups: dict[tuple[str | None, ReasonKind], list[Reason]] = {}
    for reason in reasons:
        groups.setdefault((reason.code, reason.kind), []).append(reason)
    return [
        _sentence(kind, group, by_code.get(code or ""), measures)
        for (code, kind), group in groups.items()
    ]


def attempt_words(number: object, attempts: object) -> str:
    """Say which attempt of how many it is, such as « essai 2 sur 3 »."""
    return gettext("essai %(number)s sur %(attempts)s", number=number, attempts=attempts)


def beyond_words(number: object, attempts: object) -> str:
    """Say that an attempt is one more than the task allows."""
    return gettext(
        "essai %(number)s, la tâche en prévoit %(attempts)s", number=number, attempts=attempts
    )


def standing_words(one: Standing, attempts: int) -> str:
    """Say which attempt comes next for a person, and the verdict of the latest one."""
    number = one.attempts + 1
    words = (attempt_words if number <= attempts else beyond_words)(number, attempts)
    return f"{words} · {VERDICTS[one.verdict]}" if one.verdict else words


def note_of(entry: Entry, outcome: Outcome) -> str | None:
    """Put into one note what the trainer wrote and why the measures did not decide alone."""
    lines = [entry.note] if entry.note else []
    if entry.is_stopped:
        stop = gettext("Arrêt pour la sécurité : %(reason)s", reason=entry.stop_reason)
        lines.append(f"{STOP_MARK}{stop}")
    elif outcome.is_overridden:
        kept = gettext(
            "Verdict des mesures : %(computed)s ; verdict gardé : %(kept)s",
            computed=VERDICTS[outcome.computed.verdict],
            kept=VERDICTS[outcome.verdict],
        )
        why = gettext("Raison : %(reason)s", reason=entry.reason)
        lines += [f"{DECISION_MARK}{kept}", f"{DECISION_MARK}{why}"]
    return "\n".join(lines) or None


def rounded_mean(value: Decimal | None, places: int = 4) -> Decimal | None:
    """Round a mean for the screen; the rule compares it unrounded."""
    return None if value is None else round(value, places).normalize()


def _sentence(
    kind: ReasonKind,
    group: Sequence[Reason],
    measure: TaskMeasure | None,
    measures: Sequence[TaskMeasure],
) -> str:
    if measure is None:
        return str(REASONS[kind])
    return template_of(kind, measure) % {
        "what": label_of(measure),
        "values": _values(kind, group, measure),
        "bound": maximum_words(measure, measures, group[0].bases, group[0].bound),
    }


def template_of(kind: ReasonKind, measure: TaskMeasure) -> str:
    """Give the sentence of a reason, to be filled with `what`, `values` and `bound`."""
    if measure.answer is Answer.YES_NO and kind is ReasonKind.BELOW_MINIMUM:
        return gettext("%(what)s : %(values)s.", what="%(what)s", values="%(values)s")
    if measure.related is not None and kind is ReasonKind.ABOVE_MAXIMUM:
        return gettext(
            "%(what)s : %(values)s ; seuil : %(bound)s.",
            what="%(what)s",
            values="%(values)s",
            bound="%(bound)s",
        )
    return str(REASONS[kind])


def _values(kind: ReasonKind, group: Sequence[Reason], measure: TaskMeasure) -> str:
    names = measure.threshold.names
    if kind is ReasonKind.MEAN_ABOVE_MAXIMUM:
        return quantity(rounded_mean(group[0].value), measure.unit)
    if kind is ReasonKind.MISSING:
        if len(group) == len(names):
            return str(gettext("la mesure") if len(names) == 1 else gettext("toutes les mesures"))
        return ", ".join(_ordinal(names, one) for one in group)
    if len(names) == 1:
        return value_words(group[0].value, measure)
    return ", ".join(
        gettext(
            "%(value)s au %(ordinal)s",
            value=value_words(one.value, measure),
            ordinal=_ordinal(names, one),
        )
        for one in group
    )


def _ordinal(names: Sequence[str], reason: Reason) -> str:
    place = names.index(reason.name) + 1 if reason.name in names else 0
    return str(gettext("n° %(number)s", number=place))
