"""What may be published of a report: each figure is a value or HIDDEN (INDICATORS §3 and §6).

Pages, files and sealed reports for anybody outside the schools read these figures, never those of
the report itself: what is hidden is not in them, so that nothing can show it by mistake.
"""

from dataclasses import dataclass
from datetime import date

from school.cohorts.rules import Sex
from school.hiring.indicators.options import Breakdown, Profile
from school.hiring.indicators.report import Report, ReportRow, Table
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


class Published(Table[PublishedRow]):
    """A report as one profile may read it."""


def publish(report: Report, suppression: Suppression | None = None) -> Published:
    """Give what the profile of a report's options allows to publish of it (INDICATORS §3).

    `internal` hides nothing; ask for the report of another profile with `Options.profile`. What is
    hidden is decided on the report by itself, unless it was already, with more than the report.
    """
    profile = report.options.profile
    if profile is Profile.INTERNAL:
        suppression = Suppression()
    elif suppression is None:
        suppression = suppression_of(report)
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
