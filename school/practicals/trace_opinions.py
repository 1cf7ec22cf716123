"""What stands beside a verdict « acquired »: curves that say otherwise, splices only estimated.

The verdict follows from what was typed. A splicer's estimate is a reference and never the basis of
an acceptance, which takes the loss measured both ways (DOMAIN §2, PA-05): where the verdict rests
on estimates alone, or a curve breaks a limit, the reader is told beside it.
"""

from collections.abc import Iterator, Sequence

from flask_babel import gettext, ngettext

from school.curriculum.models import TaskMeasure
from school.curriculum.rules import Threshold
from school.practicals.rules import Values, Verdict, with_averages
from school.practicals.trace_presentation import ShownTraces

ESTIMATE = "estimate"
"""The measure that a splicer gives of its own splice."""


def opinions(
    verdict: Verdict, limits: Sequence[TaskMeasure], values: Values, shown: ShownTraces
) -> tuple[str, ...]:
    """Say what a reader of a verdict « acquired » must know beside it; nothing beside others."""
    if verdict is not Verdict.ACQUIRED:
        return ()
    return (*_estimates(limits, values, shown), *_curves(shown))


def only_estimated(values: Values, thresholds: Sequence[Threshold]) -> tuple[int, int]:
    """Count the splices that were estimated without their mean of both ways, and all estimated.

    A task that asks for no mean of both ways has none to lack.
    """
    means = [one for one in thresholds if one.average_of]
    estimates = [one for one in thresholds if one.code == ESTIMATE]
    if not means:
        return 0, 0
    known = with_averages(values, thresholds)
    places = [
        place
        for one in estimates
        for place, name in enumerate(one.names)
        if known.get(name) is not None
    ]
    lacking = [
        place
        for place in places
        if all(known.get(one.name_in(one.code, place)) is None for one in means)
    ]
    return len(lacking), len(places)


def _estimates(limits: Sequence[TaskMeasure], values: Values, shown: ShownTraces) -> Iterator[str]:
    lacking, estimated = only_estimated(values, [one.threshold for one in limits])
    lacking = max(0, lacking - shown.measured_both_ways)
    if lacking and lacking == estimated:
        yield gettext(
            "Estimation de la soudeuse seule : ce n’est pas une recette. Il y faut la perte mesurée"
            " au réflectomètre dans les deux sens."
        )
    elif lacking:
        yield ngettext(
            "%(num)s soudure n’a que l’estimation de la soudeuse : ce n’est pas une recette.",
            "%(num)s soudures n’ont que l’estimation de la soudeuse : ce n’est pas une recette.",
            lacking,
        )


def _curves(shown: ShownTraces) -> Iterator[str]:
    for pair in shown.pairs:
        if pair.sheet.beyond:
            yield gettext(
                "Les courbes « %(a)s » et « %(b)s » disent autre chose que le verdict : %(found)s.",
                a=pair.a.name,
                b=pair.b.name,
                found=pair.sheet.title,
            )
    for one in shown.traces:
        if one.sheet is None or not one.sheet.is_beyond:
            continue
        # Of a way of a pair, the pair speaks for its events.
        if one.sheet.beyond and not shown.is_one_way(one):
            found = one.sheet.title
        elif settings := one.sheet.settings:
            found = " ".join(settings).rstrip(".")
        else:
            continue
        yield gettext(
            "La courbe « %(name)s » dit autre chose que le verdict : %(found)s.",
            name=one.kept.name,
            found=found,
        )
