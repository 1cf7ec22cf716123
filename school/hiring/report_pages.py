"""The report as its page shows it: figures, sentences, charts, and the ways to the persons."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from school.hiring.indicator_benchmarks import OFFERS, WOMEN, Benchmark, verdict
from school.hiring.indicator_figures import RATES, Figures
from school.hiring.indicator_options import Breakdown
from school.hiring.indicators import ReportRow
from school.hiring.pictures import Pictures
from school.hiring.report_filters import Asked
from school.hiring.report_labels import MEASURES_OF_RATES, VERDICTS


@dataclass(frozen=True)
class Compared:
    """A benchmark, and what may be said of the school's rate beside it."""

    words: str
    share: float
    verdict: str


@dataclass(frozen=True)
class ReportPage(Pictures):
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

    @property
    def offers_compared(self) -> list[Compared]:
        """The offer rate beside those of France."""
        return compared_offers(self.total)

    @property
    def women_compared(self) -> list[Compared]:
        """The share of women beside those of Europe and of the trades."""
        return compared_women(self.total)


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
