"""What the published figures of a sealed report say, in sentences."""

from flask_babel import gettext

from school.hiring.publication.publish import Hidden, PublishedFigures, PublishedGap
from school.hiring.report import sentences as words
from school.hiring.sealing.wording import (
    count_in_words,
    interval_in_words,
    rate_in_words,
)
from school.web.filters import number


def headline_sentence(figures: PublishedFigures, months: int) -> str:
    """Say how many of how many were hired; or why there is no rate."""
    rate = figures.hire_rate
    if isinstance(rate, Hidden):
        if figures.bounds_only and not isinstance(figures.bounds, Hidden):
            return gettext(
                "Moins de 60 %% des situations sont connues : seule la fourchette de %(ends)s est "
                "publiée.",
                ends=interval_in_words(figures.bounds),
            )
        return gettext("Le taux n’est pas publié : il porte sur trop peu de personnes.")
    hired, people = number(rate.numerator), number(rate.denominator)
    return words.hired_sentence(rate, hired, people, months)


def known_sentence(figures: PublishedFigures) -> str:
    """Say what became of the certified, the coverage and the bounds."""
    counts = figures.counts
    return gettext(
        "Embauchés : %(hired)s. À leur compte : %(own)s. Sans emploi : %(out)s. Sans nouvelles : "
        "%(unknown)s. Couverture : %(coverage)s. Fourchette : %(bounds)s.",
        hired=count_in_words(counts["hired"]),
        own=count_in_words(counts["self_employed"]),
        out=count_in_words(counts["not_hired"]),
        unknown=count_in_words(counts["unknown"]),
        coverage=rate_in_words(figures.coverage),
        bounds=interval_in_words(figures.bounds),
    )


def sexes_title(gap: PublishedGap | Hidden) -> str:
    """Say whether a gap between women and men is established, and in which direction."""
    if isinstance(gap, Hidden):
        return gettext("Femmes et hommes : trop peu de personnes pour comparer")
    return words.gap_title(gap)


def gap_sentence(gap: PublishedGap | Hidden) -> str:
    """Give the gap in points with its interval."""
    if isinstance(gap, Hidden):
        return gettext("L’écart n’est pas publié : il porte sur trop peu de personnes.")
    return words.gap_sentence(gap)


def median_sentence(figures: PublishedFigures) -> str:
    """Say within how many days half of the hires were made."""
    median = figures.median_days_to_hire
    if isinstance(median, Hidden):
        return gettext("Le délai médian avant l’embauche n’est pas publié.")
    if median is None:
        return gettext("Personne n’est embauché : il n’y a pas de délai.")
    return words.median_sentence(median)


def offer_sentence(figures: PublishedFigures) -> str:
    """Give the offer rate, and what it may be held against."""
    return gettext(
        "Taux d’offre d’embauche : %(rate)s. Il porte sur les personnes sorties après la fin d’un "
        "placement, et se compare aux taux d’offre seulement.",
        rate=rate_in_words(figures.rates["offer_rate"]),
    )


def trend_sentence() -> str:
    """Say what the marks of the chart of cohorts are."""
    return gettext("Tirets : l’ensemble. Cercle vide : encore provisoire.")


def once_sentence() -> str:
    """Say that groups may overlap."""
    return gettext("Une personne de deux groupes compte une fois dans l’ensemble.")


def enterprise_sentence() -> str:
    """Say which enterprise a person counts for."""
    return gettext(
        "L’entreprise du dernier placement de chaque personne, que l’embauche y soit ou non."
    )


def withheld_sentence(*, several_schools: bool) -> str:
    """Say why a table is not published: of several schools the enterprises never are."""
    if several_schools:
        return gettext(
            "Ce détail n’est pas publié ici : les entreprises se lisent dans le rapport de chaque "
            "école. Côte à côte, deux rapports ne disent alors rien de plus que chacun."
        )
    return gettext(
        "Ce détail n’est pas publié : les nombres y sont si petits qu’on pourrait en déduire des "
        "chiffres qui sont masqués."
    )
