"""What the page of a form gives its script, so that it judges by the rules that the server has."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from school.curriculum.models import TaskMeasure
from school.curriculum.wording import UNIT_SIGNS, label_of
from school.practicals.forms import AssessmentForm
from school.practicals.labels import REASONS, VERDICTS
from school.practicals.readings.presentation import ReadingSheet
from school.practicals.related_wording import live_related
from school.practicals.rules import ReasonKind, surprising_from
from school.practicals.wording import attempt_words, beyond_words, reason_words, template_of

LIMITS = ("minimum", "maximum", "mean_maximum", "plausible_minimum", "plausible_maximum")


def live_rules(form: AssessmentForm) -> dict[str, Any]:
    """Give the thresholds of a form as plain data, with the sentences of their reasons."""
    attempts = form.asked.task.attempts
    return {
        "measures": [_measure(measure, form.limits) for measure in form.limits],
        "verdicts": {verdict.value: str(words) for verdict, words in VERDICTS.items()},
        "words": {
            "countOne": gettext("%(done)s mesure sur %(all)s", done="{done}", all="{all}"),
            "count": gettext("%(done)s mesures sur %(all)s", done="{done}", all="{all}"),
            "mean": gettext("moyenne %(mean)s", mean="{mean}"),
            "impossible": gettext("Une valeur est impossible."),
            "surprising": gettext("Une perte dépasse trente fois sa limite : vérifiez-la."),
            "safety": gettext("Il manque les réponses de sécurité."),
            "stopped": str(REASONS[ReasonKind.SAFETY]),
            "value": gettext("%(value)s au %(ordinal)s", value="{value}", ordinal="{ordinal}"),
            "ordinal": gettext("n° %(number)s", number="{number}"),
            "single": gettext("la mesure"),
            "series": gettext("toutes les mesures"),
            "yes": gettext("oui"),
            "no": gettext("non"),
            "attempt": attempt_words("{number}", attempts),
            "beyond": beyond_words("{number}", attempts),
            "reading": gettext("Verdict calculé à la signature, d’après le corrigé"),
        },
        "attempts": attempts,
    }


@dataclass(frozen=True)
class Told:
    """What is told of the verdict of a form before it is signed."""

    verdict: str
    words: str
    reasons: list[str]


def told_of(form: AssessmentForm) -> Told | None:
    """Tell the verdict of what was sent, with its reasons; nothing of a form still empty."""
    if not form.is_submitted():
        return None
    outcome = form.outcome()
    if outcome is None:
        return None
    return Told(
        outcome.verdict.value,
        str(VERDICTS[outcome.verdict]),
        reason_words(outcome.computed.reasons, form.limits),
    )


def read_of(form: AssessmentForm) -> ReadingSheet | None:
    """Give what was read beside its key, of what was sent; nothing of a form still empty."""
    if not form.is_submitted() or form.reading is None or form.reading.correction is None:
        return None
    return ReadingSheet(form.reading.correction)


def _measure(measure: TaskMeasure, measures: Sequence[TaskMeasure]) -> dict[str, Any]:
    threshold = measure.threshold
    limits = {name: _plain(getattr(threshold, name)) for name in LIMITS}
    return {
        "code": threshold.code,
        "names": threshold.names,
        "average_of": threshold.average_of,
        "related": live_related(measure, measures),
        "required": threshold.required,
        "answer": measure.answer.value,
        "label": label_of(measure),
        "unit": UNIT_SIGNS.get(measure.unit, measure.unit),
        "sentences": {
            kind.value: template_of(kind, measure)
            % {"what": "{what}", "values": "{values}", "bound": "{bound}"}
            for kind in REASONS
            if kind not in (ReasonKind.SAFETY, ReasonKind.NOTHING_MEASURED)
        },
        "surprising": _plain(surprising_from(threshold)),
        **limits,
    }


def _plain(limit: Decimal | None) -> str | None:
    return None if limit is None else f"{limit:f}"
