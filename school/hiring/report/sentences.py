"""What rates and gaps say, in sentences: the same of those counted and of those published."""

from flask_babel import gettext, ngettext

from school.core.statistics import Rate
from school.hiring.indicators.figures import Gap
from school.hiring.publication.publish import PublishedGap, PublishedRate
from school.web.filters import number, percent, points


def hired_sentence(rate: Rate | PublishedRate, hired: str, people: str, months: int) -> str:
    """Say how many of how many were hired, their counts as they are to be shown, and how surely.

    Without anybody it says that nobody is counted yet, so many months after the exit.
    """
    if rate.value is None:
        return gettext("Personne n’est encore certifié depuis %(months)s mois.", months=months)
    return ngettext(
        "%(hired)s personne embauchée sur %(people)s certifiées.",
        "%(hired)s personnes embauchées sur %(people)s certifiées.",
        rate.numerator,
        hired=hired,
        people=people,
    ) + gettext(
        " La vraie valeur se situe entre %(low)s et %(high)s.",
        low=percent(rate.low),
        high=percent(rate.high),
    )


def nothing_known_sentence(people: str, count: int) -> str:
    """Say that of nobody is known what they do; `people` is their count as it is to be shown."""
    return ngettext(
        "On ne sait pas ce que fait la seule personne certifiée.",
        "On ne sait d’aucune des %(people)s personnes certifiées ce qu’elle fait : "
        "le taux peut être de 0 comme de 100 %%.",
        count,
        people=people,
    )


def gap_title(gap: Gap | PublishedGap) -> str:
    """Say whether a gap between women and men is established, and in which direction."""
    if gap.value is None:
        return gettext("Femmes et hommes : trop peu de personnes pour comparer")
    if not gap.established:
        return gettext("Femmes et hommes : aucun écart n’est établi")
    if gap.value < 0:
        return gettext("Les femmes sont moins souvent embauchées que les hommes")
    return gettext("Les femmes sont plus souvent embauchées que les hommes")


def gap_sentence(gap: Gap | PublishedGap) -> str:
    """Give the gap in points with its interval."""
    if gap.value is None:
        return gettext("L’écart se calcule dès qu’une femme et un homme sont comptés.")
    return gettext(
        "À l’embauche, %(gap)s points pour les femmes ; l’intervalle de cet écart va de "
        "%(low)s à %(high)s points.",
        gap=points(gap.value),
        low=points(gap.low),
        high=points(gap.high),
    )


def median_sentence(median: float) -> str:
    """Say within how many days half of the hires were made."""
    return ngettext(
        "La moitié des embauches se font en %(days)s jour au plus après la sortie.",
        "La moitié des embauches se font en %(days)s jours au plus après la sortie.",
        int(median),
        days=number(median),
    )
