"""Schools side by side from published figures: compared with chance, never ranked.

One drawing and one wording for the ministry's first page, the preview and the sealed paper.
"""

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from school.core.control_limits import WARNING, Standing, standing
from school.documents.chart import Chart, chart
from school.documents.charts import Group, funnel_plot
from school.hiring.indicators.options import Breakdown
from school.hiring.publication.publish import Hidden, PublishedRate
from school.hiring.sealing.contents import Contents
from school.web.filters import number, percent, whole_percent
from school.web.template_words import language

FEWEST_COMPARED = 3
"""With two schools the common rate is as much the one's as the other's."""


@dataclass(frozen=True)
class School:
    """A school of which a rate is published: its name, the rate, the people it is of."""

    name: str
    rate: float
    people: int


@dataclass(frozen=True)
class Comparison:
    """The schools of which a rate is published, and the rate of all schools together.

    Nothing is drawn nor said of chance with fewer than three of them, or where the rate of all
    is hidden.
    """

    schools: tuple[School, ...]
    common: float | None

    @classmethod
    def of(
        cls, rates: list[tuple[str, PublishedRate | Hidden]], common: PublishedRate | Hidden
    ) -> "Comparison":
        """Keep the schools that may be compared, from the names and rates of all."""
        shown = [
            School(name, rate.value, rate.denominator)
            for name, rate in rates
            if not isinstance(rate, Hidden) and rate.value is not None
        ]
        enough = len(shown) >= FEWEST_COMPARED and not isinstance(common, Hidden)
        return cls(
            tuple(shown) if enough else (), None if isinstance(common, Hidden) else common.value
        )

    @property
    def title(self) -> str:
        """Whether chance alone explains how the schools differ."""
        common = self.common
        if not self.schools or common is None:
            return gettext("Les écoles côte à côte, avec leurs intervalles")
        outside = sum(
            standing(one.rate, one.people, common) is not Standing.WITHIN for one in self.schools
        )
        if not outside:
            return gettext("Le hasard suffit à expliquer les écarts entre écoles")
        return ngettext(
            "%(num)s école sur %(schools)s sort de ce que le hasard explique",
            "%(num)s écoles sur %(schools)s sortent de ce que le hasard explique",
            outside,
            schools=number(len(self.schools)),
        )

    @property
    def caution(self) -> str:
        """How many schools lie beyond the nearer limit by chance alone."""
        return gettext(
            "Ce n’est pas un classement : une petite école s’écarte davantage par hasard. "
            "Trait horizontal : toutes les écoles, %(common)s. Tirets : 95 %% du hasard ; trait "
            "gris : 99,8 %%. Sur %(schools)s écoles, %(expected)s sortiraient des tirets par "
            "hasard.",
            common=percent(self.common),
            schools=number(len(self.schools)),
            expected=number(len(self.schools) * (1 - WARNING), 1),
        )

    @property
    def chart(self) -> Chart | None:
        """Each school by its size and rate, within the limits of chance; nothing of too few."""
        if not self.schools or self.common is None:
            return None
        groups = tuple(Group(one.name, one.rate, one.people) for one in self.schools)
        axis = gettext("personnes certifiées, échéance passée")
        return chart(
            language(), funnel_plot, groups,
            common=self.common, percent=whole_percent, count=number, axis=axis,
        )  # fmt: skip


def comparison_of(contents: Contents) -> Comparison:
    """Compare the schools of a report whose rate is published; none in the report of one school."""
    rates = [
        (contents.name_of(Breakdown.SCHOOL, row.group[Breakdown.SCHOOL]), row.figures.hire_rate)
        for row in contents.groups.lines_by(Breakdown.SCHOOL)
    ]
    return Comparison.of(rates, contents.total.figures.hire_rate)
