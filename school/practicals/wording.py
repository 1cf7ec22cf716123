"""Sentences about measures, thresholds and verdicts, in the reader's language."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext

from school.curriculum.models import TaskMeasure
from school.curriculum.wording import label_of, quantity
from school.practicals.entry_rules import DECISION_MARK, STOP_MARK, Entry, Outcome
from school.practicals.labels import REASONS, VERDICTS
from school.practicals.rules import Fault, Reason, ReasonKind
from school.web.filters import number


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
        _sentence(kind, group, by_code.get(code or "")) for (code, kind), group in groups.items()
    ]


def note_of(entry: Entry, outcome: Outcome) -> str | None:
    """Put into one note what the trainer wrote and why the measures did not decide alone."""
    lines = [entry.note] if entry.note else []
    if not entry.safety_ok:
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


def _sentence(kind: ReasonKind, group: Sequence[Reason], measure: TaskMeasure | None) -> str:
    if measure is None:
        return str(REASONS[kind])
    return str(REASONS[kind]) % {
        "what": label_of(measure),
        "values": _values(kind, group, measure),
        "bound": quantity(group[0].bound, measure.unit),
    }


def _values(kind: ReasonKind, group: Sequence[Reason], measure: TaskMeasure) -> str:
    names = measure.threshold.names
    if kind is ReasonKind.MEAN_ABOVE_MAXIMUM:
        return quantity(rounded_mean(group[0].value), measure.unit)
    if kind is ReasonKind.MISSING:
        if len(group) == len(names):
            return str(gettext("la mesure") if len(names) == 1 else gettext("toutes les mesures"))
        return ", ".join(_ordinal(names, one) for one in group)
    if len(names) == 1:
        return quantity(group[0].value, measure.unit)
    return ", ".join(
        gettext(
            "%(value)s au %(ordinal)s",
            value=quantity(one.value, measure.unit),
            ordinal=_ordinal(names, one),
        )
        for one in group
    )


def _ordinal(names: Sequence[str], reason: Reason) -> str:
    place = names.index(reason.name) + 1 if reason.name in names else 0
    return str(gettext("n° %(number)s", number=place))
