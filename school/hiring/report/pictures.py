"""What the figures look like: the charts of a report, for the pages that show them."""

from functools import cached_property

from flask_babel import gettext
from markupsafe import Markup

from school.documents.svg import both_sizes
from school.hiring.indicators.figures import Figures, Gap, gap_between
from school.hiring.report import charts as report_charts
from school.hiring.report.charts import COMPARED
from school.hiring.report.findings import Findings
from school.hiring.report.labels import MEASURES_OF_PLACES, MEASURES_OF_RATES
from school.hiring.report.person_filters import STATED
from school.web.filters import number, percent

OF_STATUS = (
    "hired",
    "self_employed",
    "not_hired",
    "unknown",
    "continuing",
    "excluded",
    "immature",
)
"""The counts of the certified by status, in the order in which they are read."""


class Pictures(Findings):
    """A report with its sentences and its charts."""

    def persons_url(self, measure: str, **group: str) -> str:
        """Lead to the persons of a count, of everybody or of a group; here nobody may see them."""
        del measure, group
        return ""

    def rate_urls(self, name: str, **group: str) -> tuple[str, str]:
        """Lead to the persons behind a rate's numerator and its denominator."""
        top, base = MEASURES_OF_RATES[name]
        return self.persons_url(top, **group), self.persons_url(base, **group)

    def share_urls(self, place: str) -> tuple[str, str]:
        """Lead to the women at a place of the way, and to all there whose sex is stated."""
        measure = MEASURES_OF_PLACES[place]
        return self.persons_url(measure, sex="F"), self.persons_url(measure, sex=STATED)

    @property
    def headline_linked(self) -> Markup:
        """What `headline_sentence` says; its two counts lead to their persons."""
        rate = self.total.hire_rate
        counts = [
            linked(number(count), url if count else "")
            for count, url in zip(
                (rate.numerator, rate.denominator), self.rate_urls("hire_rate"), strict=True
            )
        ]
        return Markup(self.said_of_headline(*counts))  # noqa: S704 - our words, two links

    @property
    def situations(self) -> list[tuple[str, int]]:
        """How many are in the denominator, how many of them are known, and how many of each status.

        Each with the name of its measure.
        """
        tally = self.total.tally
        shared = [("counted", tally.n), ("known", tally.known)]
        return shared + [(status, getattr(tally, status)) for status in OF_STATUS]

    def gaps(self) -> list[tuple[str, Gap]]:
        """Compare women and men in the rates that are shown side by side."""
        return gaps_of(self.total)

    @cached_property
    def headline_chart(self) -> Markup:
        """The hiring rate with its interval."""
        rate = self.total.hire_rate_told
        label = gettext(
            "Taux d’embauche vérifié %(rate)s, intervalle de %(low)s à %(high)s",
            rate=percent(rate.value),
            low=percent(rate.low),
            high=percent(rate.high),
        )
        return both_sizes(report_charts.headline(self.report), label=label, identity="headline")

    @cached_property
    def known_chart(self) -> Markup:
        """What became of the certified."""
        draw = report_charts.what_is_known(self.total.tally)
        return both_sizes(draw, label=self.coverage_title, identity="known")

    @cached_property
    def sexes_chart(self) -> Markup:
        """Women and men side by side."""
        draw = report_charts.women_and_men(self.total)
        label = gettext("Quatre taux des femmes et des hommes ; les nombres sont dans le tableau")
        return both_sizes(draw, label=label, identity="sexes")

    @cached_property
    def way_chart(self) -> Markup:
        """From application to hire, by sex."""
        draw = report_charts.way_by_sex(self.total)
        label = gettext("De la candidature à l’embauche, par sexe")
        return both_sizes(draw, label=label, identity="way")

    @cached_property
    def groups_chart(self) -> Markup:
        """The rate from one group to the next."""
        draw = report_charts.from_group_to_group(self.report, self.groups)
        label = gettext("Taux d’embauche de chaque groupe, avec son intervalle")
        return both_sizes(draw, label=label, identity="groups")


def linked(text: str, url: str) -> str:
    """Make of a figure a link to the persons behind it, where there is a way to them."""
    return str(Markup('<a href="{}">{}</a>').format(url, text)) if url else text


def gaps_of(figures: Figures) -> list[tuple[str, Gap]]:
    """Compare women and men in the rates that are shown side by side."""
    women, men = figures.women, figures.men
    return [(name, gap_between(women.told(name), men.told(name))) for name in COMPARED]
