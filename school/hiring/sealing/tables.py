"""The tables of a sealed report, written out once for the paper and for the preview."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from school.core.statistics import Rate
from school.documents.tables import Column
from school.hiring.indicators.benchmarks import OFFERS, verdict
from school.hiring.indicators.figures import COUNTS_OF_PLACES
from school.hiring.indicators.options import Breakdown
from school.hiring.publication.publish import Hidden, PublishedRow
from school.hiring.report.labels import BREAKDOWNS, PLACES, RATE_MEANINGS, VERDICTS
from school.hiring.report.labels import RATES as RATE_NAMES
from school.hiring.sealing.contents import Contents
from school.hiring.sealing.pictures import COMPARED
from school.hiring.sealing.wording import (
    count_in_words,
    gap_in_words,
    interval_in_words,
    interval_of,
    rate_in_words,
)
from school.web.filters import percent

AFTER_HIRE = ("in_trade_rate", "in_trade_rate_known", "same_employer_rate", "employed_at_rate")


@dataclass(frozen=True)
class WrittenTable:
    """A table in the reader's language: what it is called, its columns, its rows, its total."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] | None = None


def sexes_table(row: PublishedRow) -> WrittenTable:
    """Set the rates of women and men side by side, with the gap of each."""
    columns = [
        Column(gettext("Taux"), 1.3),
        Column(gettext("Femmes"), 1.1, is_number=True),
        Column(gettext("Hommes"), 1.1, is_number=True),
        Column(gettext("Écart"), 2, is_number=True),
    ]
    rows = [
        [
            str(RATE_NAMES[name]),
            rate_in_words(row.women.rates[name]),
            rate_in_words(row.men.rates[name]),
            gap_in_words(row.figures.gaps[name]),
        ]
        for name in COMPARED
    ]
    return WrittenTable(gettext("Femmes et hommes"), columns, rows)


def way_table(row: PublishedRow) -> WrittenTable:
    """Set the way from application to hire, women and men."""
    columns = [
        Column(gettext("Étape"), 1.4),
        Column(gettext("Femmes"), is_number=True),
        Column(gettext("Hommes"), is_number=True),
        Column(gettext("Part des femmes"), 1.4, is_number=True),
    ]
    rows = [
        [
            str(PLACES[place]),
            count_in_words(row.women.counts[name]),
            count_in_words(row.men.counts[name]),
            rate_in_words(row.figures.shares[place]),
        ]
        for place, name in COUNTS_OF_PLACES.items()
    ]
    return WrittenTable(gettext("De la candidature à l’embauche, par sexe"), columns, rows)


def offers_table(row: PublishedRow) -> WrittenTable:
    """Hold the offer rate beside the offer rates of France, and nothing else beside them (§3)."""
    rate = row.figures.rates["offer_rate"]
    columns = [
        Column(gettext("Repère"), 3),
        Column(gettext("Sa valeur"), is_number=True),
        Column(gettext("Ici"), 1.5),
    ]
    rows = []
    for one in OFFERS:
        found = None
        if not isinstance(rate, Hidden):
            found = verdict(Rate(rate.numerator, rate.denominator), one.share)
        said = str(VERDICTS[found]) if found else rate_in_words(rate)
        rows.append([gettext(one.words), percent(one.share), said])
    return WrittenTable(gettext("Les offres, à côté de celles de France"), columns, rows)


def after_hire_table(row: PublishedRow) -> WrittenTable:
    """Set the rates of the trade and of keeping the work."""
    caption = gettext("Quand, dans quel métier, et pour combien de temps")
    return _rate_table(caption, row, AFTER_HIRE)


def rates_table(contents: Contents) -> WrittenTable:
    """Set every rate with its counts and its interval."""
    caption = gettext("Tous les taux, avec leurs nombres")
    return _rate_table(caption, contents.total, contents.groups.rates)


def group_table(contents: Contents) -> WrittenTable:
    """Set the schools, or the cohorts of the one there is, with everybody at the end."""
    key = contents.parameters.group_key
    captions = {
        Breakdown.SCHOOL: gettext("École par école"),
        Breakdown.COHORT: gettext("Promotion par promotion"),
    }
    return _group_table(captions[key], contents, contents.group_rows, key, total=True)


def enterprise_table(contents: Contents) -> WrittenTable:
    """Set the enterprises in which people were placed last."""
    caption = gettext("Entreprise par entreprise")
    return _group_table(caption, contents, contents.enterprise_rows, Breakdown.ENTERPRISE)


def _rate_table(caption: str, row: PublishedRow, names: Sequence[str]) -> WrittenTable:
    columns = [
        Column(gettext("Indicateur"), 2.2),
        Column(gettext("Ce qui est compté"), 2.6),
        Column(gettext("Taux"), 1.5, is_number=True),
        Column(gettext("Intervalle à 95 %"), 1.4, is_number=True),
    ]
    rows = []
    for name in names:
        rate = row.figures.rates[name]
        words = [str(RATE_NAMES[name]), str(RATE_MEANINGS[name])]
        rows.append([*words, rate_in_words(rate), interval_in_words(interval_of(rate))])
    return WrittenTable(caption, columns, rows)


def _group_table(
    caption: str,
    contents: Contents,
    rows: Sequence[PublishedRow],
    key: Breakdown,
    *,
    total: bool = False,
) -> WrittenTable:
    columns = [
        Column(str(BREAKDOWNS[key]), 2.3),
        Column(gettext("Certifiés"), 1, is_number=True),
        Column(gettext("Taux d’embauche"), 1.5, is_number=True),
        Column(gettext("Intervalle à 95 %"), 1.5, is_number=True),
        Column(gettext("Fourchette"), 1.5, is_number=True),
        Column(gettext("Situations connues"), 1.5, is_number=True),
    ]
    lines = [[_named(contents, row, key), *_cells(row)] for row in rows]
    whole = [gettext("Ensemble"), *_cells(contents.total)] if total else None
    return WrittenTable(caption, columns, lines, whole)


def _named(contents: Contents, row: PublishedRow, key: Breakdown) -> str:
    code = row.group[key]
    if code is None:
        return gettext("Non précisée")
    name = contents.name_of(key, code)
    return code if name == code else f"{name}\n{code}"


def _cells(row: PublishedRow) -> list[str]:
    figures = row.figures
    rate = figures.hire_rate
    return [
        count_in_words(figures.counts["certified"]),
        rate_in_words(rate),
        interval_in_words(interval_of(rate)),
        interval_in_words(figures.bounds),
        rate_in_words(figures.coverage),
    ]
