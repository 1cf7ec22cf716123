"""The schools side by side, as the ministry may see them: compared with chance, never ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from school.core.control_limits import Standing, standing
from school.documents.svg import both_sizes
from school.hiring.indicators.options import Breakdown
from school.hiring.publication.publish import (
    Published,
    PublishedFigures,
    PublishedRate,
)
from school.hiring.publication.quarters import quarterly_options
from school.hiring.publication.reports import published_report
from school.hiring.sealing.comparison import Comparison
from school.oversight import ministry_queries
from school.oversight.ministry_words import STANDING_PILLS, STANDINGS

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
    def compared(self) -> list[SchoolLine]:
        """The schools whose rate is published, where there are enough to compare."""
        return [line for line in self.lines if line.standing and self.comparison.schools]

    @property
    def missing(self) -> list[SchoolLine]:
        """The schools of which something is missing."""
        return [line for line in self.lines if line.missing]

    @cached_property
    def comparison(self) -> Comparison:
        """The schools beside chance, as drawn and said on paper too."""
        rates = [(line.name, line.figures.hire_rate) for line in self.lines if line.figures]
        return Comparison.of(rates, self.published.total.figures.hire_rate)

    @cached_property
    def picture(self) -> Markup | str:
        """Each school by its size and rate, within the limits of chance."""
        draw = self.comparison.chart
        if draw is None:
            return ""
        label = gettext("Taux de chaque école selon le nombre de personnes, et limites du hasard")
        return both_sizes(draw, label=label, identity="schools-plot")


def portal(session: Session, today: date) -> Portal:
    """Read what the ministry may know of every school on a day, in three statements.

    All of it is of the end of the last quarter (`quarters`), what is missing too: on a page of
    today the day on which a school records its first fact again would be told.
    """
    options = quarterly_options(today)
    published = published_report(session, None, options)
    schools = ministry_queries.schools_by_code(session)
    until = options.known_on
    since = until - timedelta(days=RECENT_DAYS)
    recent = ministry_queries.schools_with_facts_between(session, since, until)
    return Portal(published, school_lines(published, schools, recent))


def school_lines(
    published: Published, schools: Sequence[tuple[int, str, str]], recent: frozenset[int]
) -> tuple[SchoolLine, ...]:
    """Put published figures beside every school, those without any too, in the order given.

    `recent` are the schools with facts of the last quarter. Only published figures decide
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
        found.append(gettext("aucune embauche ni situation enregistrée dans le trimestre"))
    if figures and figures.bounds_only:
        found.append(gettext("moins de 60 % des situations connues"))
    return tuple(found)
