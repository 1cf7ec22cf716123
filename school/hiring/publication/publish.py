"""What may be published of a report: each figure is a value or HIDDEN (INDICATORS §3 and §6).

Pages, files and sealed reports for anybody outside the schools read these figures, never those of
the report itself: what is hidden is not in them, so that nothing can show it by mistake.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from school.cohorts.rules import Sex
from school.hiring.indicators.figures import RATES
from school.hiring.indicators.options import Breakdown, Options, Profile
from school.hiring.indicators.report import OF_KEEPING, Report, ReportRow
from school.hiring.publication.figures import GroupHidden, published_figures
from school.hiring.publication.published_report import (
    HIDDEN,
    Count,
    Hidden,
    PublishedFigures,
    PublishedGap,
    PublishedRate,
)
from school.hiring.publication.suppression_tables import Suppression, suppression_of

__all__ = [
    "HIDDEN",
    "Count",
    "Hidden",
    "Published",
    "PublishedFigures",
    "PublishedGap",
    "PublishedRate",
    "PublishedRow",
    "publish",
]


@dataclass(frozen=True)
class PublishedRow:
    """One line of a published report: a group, its figures, those of its women and of its men.

    `settles_on` is the day from which the line is no longer provisional (INDICATORS §1).
    """

    group: dict[Breakdown, str | None]
    figures: PublishedFigures
    women: PublishedFigures
    men: PublishedFigures
    settles_on: date | None = None


@dataclass(frozen=True)
class Published:
    """A report as one profile may read it; the total is the last row."""

    options: Options
    rows: Sequence[PublishedRow]
    thorough: bool = False

    @property
    def profile(self) -> Profile:
        """For whom the figures are."""
        return self.options.profile

    @property
    def total(self) -> PublishedRow:
        """The line of everybody."""
        return self.rows[-1]

    @property
    def rates(self) -> tuple[str, ...]:
        """The names of the rates that were counted, in the order of INDICATORS §3."""
        return RATES if self.thorough else tuple(name for name in RATES if name != OF_KEEPING)

    @property
    def settles_on(self) -> date | None:
        """The day from which nothing is provisional: the total's."""
        return self.total.settles_on

    @property
    def provisional(self) -> bool:
        """Tell whether the delay of somebody counted ended less than 30 days before (§1)."""
        return self.is_provisional(self.total)

    def is_provisional(self, row: PublishedRow) -> bool:
        """Tell whether a line is provisional."""
        return row.settles_on is not None and self.options.known_on < row.settles_on

    def lines_by(self, *keys: Breakdown) -> list[PublishedRow]:
        """Give the lines of a grouping by exactly these keys."""
        return [row for row in self.rows if tuple(row.group) == keys]


def publish(report: Report) -> Published:
    """Give what the profile of a report's options allows to publish of it (INDICATORS §3).

    `internal` hides nothing; ask for the report of another profile with `Options.profile`.
    """
    profile = report.options.profile
    nothing = Suppression()
    suppression = nothing if profile is Profile.INTERNAL else suppression_of(report)
    rows = [_row(row, suppression, profile) for row in report.rows]
    return Published(report.options, rows, report.thorough)


def _row(row: ReportRow, suppression: Suppression, profile: Profile) -> PublishedRow:
    hidden = GroupHidden(
        suppression.of(row.group),
        suppression.of(row.group, Sex.FEMALE.value),
        suppression.of(row.group, Sex.MALE.value),
    )
    figures = row.figures
    women, men = GroupHidden(*[hidden.women] * 3), GroupHidden(*[hidden.men] * 3)
    return PublishedRow(
        row.group,
        published_figures(figures, hidden, profile),
        published_figures(figures.women, women, profile),
        published_figures(figures.men, men, profile),
        row.settles_on,
    )
