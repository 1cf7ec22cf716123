"""The report as its page shows it: figures, sentences, charts, and the ways to the persons."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from school.hiring.indicators.benchmarks import OFFERS, WOMEN, Benchmark, verdict
from school.hiring.indicators.figures import RATES, Figures
from school.hiring.indicators.options import Breakdown
from school.hiring.indicators.report import ReportRow
from school.hiring.report.filters import Asked
from school.hiring.report.labels import BREAKDOWNS, VERDICTS
from school.hiring.report.lines import Cell, WayToPersons, cells, heads
from school.hiring.report.person_filters import NOT_STATED
from school.hiring.report.pictures import Pictures
from school.web.template_addresses import address


@dataclass(frozen=True)
class Compared:
    """A benchmark, and what may be said of the school's rate beside it."""

    words: str
    share: float
    verdict: str


@dataclass(frozen=True)
class ReportPage(Pictures):
    """A report ready to show to somebody who may see the persons behind it, or not."""

    asked: Asked
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
        """The names of the rates that were counted, in the order of the definitions."""
        return self.report.rates

    def persons_url(self, measure: str, **group: str) -> str:
        """Lead to the persons of a count, of everybody or of a group."""
        return self._way(group)(measure)

    def _way(self, group: dict[str, str]) -> WayToPersons:
        """Give the ways to the persons of a group: they differ by the measure alone."""
        if not self.shows_persons:
            return lambda measure: ""
        values: dict[str, Any] = {**self.asked.kept, **group}
        start = address("hiring.persons", **values)
        joint = "&" if values else "?"
        return lambda measure: f"{start}{joint}measure={measure}"

    @property
    def names(self) -> dict[str, str]:
        """The names of schools by their codes; a cohort's code speaks for itself."""
        return {school.reference: school.name for school in self.asked.schools}

    @property
    def heads(self) -> list[str]:
        """The names of the figures in the table of groups."""
        return heads()

    @property
    def columns(self) -> list[str | dict[str, object]]:
        """The columns of the table of groups."""
        figures = ({"name": name, "num": True} for name in self.heads)
        return [str(BREAKDOWNS[self.key]), *figures]

    def cells(self, row: ReportRow) -> list[Cell]:
        """The figures of a group, written out."""
        group = {key.value: value or NOT_STATED for key, value in row.group.items()}
        return cells(row.figures, self._way(group))

    def group_url(self, code: str, sees_cohorts: bool) -> str:
        """Lead to a group: the report of a school, or the page of a cohort."""
        if self.key is Breakdown.SCHOOL:
            return address("hiring.report", **{**self.asked.kept, "school": code})
        return address("cohorts.show", reference=code) if sees_cohorts else ""

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
