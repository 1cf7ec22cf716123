"""The table of a report's groups, written out: a line for each group, the total last."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext

from school.cohorts.rules import Sex
from school.core.statistics import Rate
from school.hiring.indicators.figures import Figures
from school.hiring.report.person_filters import STATED
from school.web.filters import NOTHING, number, percent

WayToPersons = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as it is read: its text, the way to the persons, and its two counts with theirs.

    `counts` are pairs of a number and a way to its persons: numerator, then denominator. The way of
    a rate leads to its denominator.
    """

    text: str
    url: str = ""
    counts: tuple[tuple[str, str], ...] = ()


def heads() -> list[str]:
    """Name the columns of figures."""
    return [
        gettext("Sortis"),
        gettext("Certifiés"),
        gettext("Taux d’embauche"),
        gettext("Intervalle à 95 %"),
        gettext("Sans nouvelles"),
        gettext("Situations connues"),
        gettext("Femmes certifiées"),
    ]


def cells(figures: Figures, way: WayToPersons) -> list[Cell]:
    """Write out the figures of a group, in the order of `heads`."""
    tally, rate = figures.tally, figures.hire_rate_told
    interval = rate.interval
    between = f"{percent(interval.low)} – {percent(interval.high)}" if interval else NOTHING
    return [
        _count(tally.leavers, way("leavers")),
        _count(tally.certified, way("certified")),
        _rate(rate, way("hired"), way("counted")),
        Cell(between),
        _count(tally.unknown, way("unknown")),
        _rate(figures.coverage, way("known"), way("counted")),
        _rate(
            figures.share_of_women("certified"),
            _of_sex(way("certified"), Sex.FEMALE.value),
            _of_sex(way("certified"), STATED),
        ),
    ]


def _of_sex(url: str, sex: str) -> str:
    return f"{url}&sex={sex}" if url else ""


def _count(people: int, url: str) -> Cell:
    return Cell(number(people), url=url if people else "")


def _rate(rate: Rate, top: str, base: str) -> Cell:
    if not rate.denominator:
        return Cell(NOTHING)
    counts = (
        (number(rate.numerator), top if rate.numerator else ""),
        (number(rate.denominator), base),
    )
    return Cell(percent(rate.value), base, counts)
