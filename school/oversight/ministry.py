"""The schools side by side, as the ministry may see them: compared with chance, never ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from flask_babel import gettext, ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from school.core.control_limits import WARNING, Standing, standing
from school.documents.chart import chart
from school.documents.charts import Group, funnel_plot
from school.documents.svg import both_sizes
from school.hiring.indicators.options import Breakdown, Options, Profile
from school.hiring.indicators.report import EVERY_SCHOOL, hiring_report
from school.hiring.publication.publish import (
    Published,
    PublishedFigures,
    PublishedRate,
    publish,
)
from school.hiring.report.charts import tick
from school.oversight import ministry_queries
from school.oversight.ministry_words import OUTSIDE, STANDING_PILLS, STANDINGS
from school.web.filters import number, percent
from school.web.template_words import language

FEWEST_COMPARED = 3
"""With two schools the common rate is as much the one's as the other's."""

RECENT_DAYS = 92
"""A school of which nothing was recorded for a quarter has let its follow-up rest."""


@dataclass(frozen=True)
class SchoolLine:
    """A school, its published figures, where it stands to chance, and what is missing of it.

    `figures` is nothing for a school without a leaver or an applicant.
    """

    reference: str
    name: str
    figures: PublishedFigures | None
    standing: Standing | None
    missing: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """Where the school stands, in words."""
        return str(STANDINGS[self.standing]) if self.standing else "—"

    @property
    def pill(self) -> str:
        """The kind of the pill that says it."""
        return STANDING_PILLS[self.standing] if self.standing else "off"


@dataclass(frozen=True)
class Portal:
    """Every school, and the rate of all of them together where it is published."""

    published: Published
    lines: tuple[SchoolLine, ...]

    @property
    def common(self) -> PublishedRate | None:
        """The rate of all schools together; nothing where it is hidden or of nobody."""
        return _shown(self.published.total.figures.hire_rate)

    @property
    def compared(self) -> list[SchoolLine]:
        """The schools whose rate is published, where there are enough to compare."""
        shown = [line for line in self.lines if line.standing]
        return shown if len(shown) >= FEWEST_COMPARED else []

    @property
    def missing(self) -> list[SchoolLine]:
        """The schools of which something is missing."""
        return [line for line in self.lines if line.missing]

    @property
    def title(self) -> str:
        """Whether chance alone explains how the schools differ."""
        compared = self.compared
        if not compared:
            return gettext("Les écoles côte à côte, avec leurs intervalles")
        outside = [line for line in compared if line.standing in OUTSIDE]
        if not outside:
            return gettext("Le hasard suffit à expliquer les écarts entre écoles")
        return ngettext(
            "%(num)s école sur %(schools)s sort de ce que le hasard explique",
            "%(num)s écoles sur %(schools)s sortent de ce que le hasard explique",
            len(outside),
            schools=number(len(compared)),
        )

    @property
    def caution(self) -> str:
        """How many schools lie beyond the nearer limit by chance alone."""
        expected = len(self.compared) * (1 - WARNING)
        return gettext(
            "Ce n’est pas un classement : une petite école s’écarte davantage par hasard. "
            "Trait horizontal : toutes les écoles, %(common)s. Tirets : 95 %% du hasard ; trait "
            "gris : 99,8 %%. Sur %(schools)s écoles, %(expected)s sortiraient des tirets par "
            "hasard.",
            common=percent(self.common.value if self.common else None),
            schools=number(len(self.compared)),
            expected=number(expected, 1),
        )

    @cached_property
    def picture(self) -> Markup | str:
        """Each school by its size and rate, within the limits of chance."""
        common = self.common
        if not self.compared or common is None or common.value is None:
            return ""
        rates = ((line, _shown(line.figures.hire_rate)) for line in self.compared if line.figures)
        groups = tuple(
            Group(line.name, rate.value, rate.denominator)
            for line, rate in rates
            if rate and rate.value is not None
        )
        axis = gettext("personnes certifiées, échéance passée")
        draw = chart(
            language(), funnel_plot, groups,
            common=common.value, percent=tick, count=number, axis=axis,
        )  # fmt: skip
        label = gettext("Taux de chaque école selon le nombre de personnes, et limites du hasard")
        return both_sizes(draw, label=label, identity="schools-plot")


def portal(session: Session, today: date) -> Portal:
    """Read what the ministry may know of every school on a day, in three statements."""
    options = Options(as_of=today, known_on=today, by=(Breakdown.SCHOOL,), profile=Profile.MINISTRY)
    published = publish(hiring_report(session, EVERY_SCHOOL, options))
    schools = ministry_queries.schools_by_code(session)
    since = today - timedelta(days=RECENT_DAYS)
    return Portal(
        published,
        school_lines(published, schools, ministry_queries.schools_with_facts_since(session, since)),
    )


def school_lines(
    published: Published, schools: Sequence[tuple[int, str, str]], recent: frozenset[int]
) -> tuple[SchoolLine, ...]:
    """Put published figures beside every school, those without any too, in the order given.

    `recent` are the schools with facts of the last three months. Only published figures decide
    where a school stands and what is missing of it.
    """
    figures = {
        row.group[Breakdown.SCHOOL]: row.figures for row in published.lines_by(Breakdown.SCHOOL)
    }
    common = _shown(published.total.figures.hire_rate)
    found = []
    for identity, reference, name in schools:
        own = figures.get(reference)
        where = _standing(own, common) if own else None
        missing = _missing(own, is_recent=identity in recent)
        found.append(SchoolLine(reference, name, own, where, missing))
    return tuple(found)


def _shown(rate: object) -> PublishedRate | None:
    return rate if isinstance(rate, PublishedRate) and rate.value is not None else None


def _standing(figures: PublishedFigures, common: PublishedRate | None) -> Standing | None:
    rate = _shown(figures.hire_rate)
    if rate is None or common is None or rate.value is None or common.value is None:
        return None
    return standing(rate.value, rate.denominator, common.value)


def _missing(figures: PublishedFigures | None, *, is_recent: bool) -> tuple[str, ...]:
    found = []
    if figures is None or figures.counts["leavers"] == 0:
        found.append(gettext("aucune sortie enregistrée"))
    elif figures.counts["n"] == 0:
        found.append(gettext("aucune échéance de six mois passée"))
    if not is_recent:
        found.append(gettext("aucune embauche ni situation enregistrée depuis trois mois"))
    if figures and figures.bounds_only:
        found.append(gettext("moins de 60 % des situations connues"))
    return tuple(found)
