"""The report as its page shows it: figures, sentences, charts, and the ways to the persons."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup

from school.documents.svg import both_sizes
from school.hiring import report_charts
from school.hiring.findings import Findings
from school.hiring.indicator_benchmarks import OFFERS, WOMEN, Benchmark, verdict
from school.hiring.indicator_figures import RATES, Figures, Gap, gap_between
from school.hiring.indicator_options import Breakdown
from school.hiring.indicators import ReportRow
from school.hiring.report_charts import COMPARED
from school.hiring.report_filters import Asked
from school.hiring.report_labels import MEASURES_OF_RATES, VERDICTS
from school.web.filters import percent


@dataclass(frozen=True)
class Compared:
    """A benchmark, and what may be said of the school's rate beside it."""

    words: str
    share: float
    verdict: str


@dataclass(frozen=True)
class ReportPage(Findings):
    """A report ready to show; `names` says what the codes of its groups stand for."""

    asked: Asked
    names: dict[str, str]
    shows_persons: bool

    @property
    def rows(self) -> list[ReportRow]:
        """The lines of the groups, without the total."""
        return list(self.report.rows[:-1])

    @property
    def key(self) -> Breakdown:
        """What the groups are: cohorts, or schools."""
        return self.report.options.by[0]

    @property
    def rates(self) -> tuple[str, ...]:
        """The names of every rate, in the order of the definitions."""
        return RATES

    def persons_url(self, measure: str, row: ReportRow | None = None) -> str:
        """Lead to the persons of a count, of everybody or of a group."""
        if not self.shows_persons:
            return ""
        group = {key.value: value or "-" for key, value in row.group.items()} if row else {}
        values: dict[str, Any] = {"measure": measure, **self.asked.kept, **group}
        return url_for("hiring.persons", **values)

    def rate_url(self, name: str) -> str:
        """Lead to the persons behind a rate's numerator."""
        return self.persons_url(MEASURES_OF_RATES[name][0]) if name in MEASURES_OF_RATES else ""

    def gaps(self) -> list[tuple[str, Gap]]:
        """Compare women and men in the rates that are shown side by side."""
        return gaps_of(self.total)

    @cached_property
    def headline_chart(self) -> Markup:
        """The hiring rate with its interval."""
        rate = self.total.hire_rate
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

    @property
    def offers_compared(self) -> list[Compared]:
        """The offer rate beside those of France."""
        return compared_offers(self.total)

    @property
    def women_compared(self) -> list[Compared]:
        """The share of women beside those of Europe and of the trades."""
        return compared_women(self.total)


def gaps_of(figures: Figures) -> list[tuple[str, Gap]]:
    """Compare women and men in the rates that are shown side by side."""
    women, men = figures.women, figures.men
    return [(name, gap_between(getattr(women, name), getattr(men, name))) for name in COMPARED]


def compared_offers(figures: Figures) -> list[Compared]:
    """Hold the offer rate beside those of France."""
    return [_compared(figures, one) for one in OFFERS]


def compared_women(figures: Figures) -> list[Compared]:
    """Hold the share of women beside those of Europe and of the trades."""
    return [_compared(figures, one) for one in WOMEN]


def _compared(figures: Figures, benchmark: Benchmark) -> Compared:
    source = figures if benchmark.indicator in RATES else figures.women_share
    found = verdict(getattr(source, benchmark.indicator), benchmark.share)
    return Compared(
        gettext(benchmark.words), benchmark.share, str(VERDICTS[found]) if found else "—"
    )
