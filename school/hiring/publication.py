"""What may be published of a report: each figure is a value or HIDDEN (INDICATORS §3 and §6).

Pages, files and sealed reports for anybody outside the schools read these figures, never those of
the report itself: what is hidden is not in them, so that nothing can show it by mistake.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Final

from school.core.statistics import Interval, Rate
from school.hiring.indicator_figures import RATES, Figures, Gap, WomenShares, gap_between
from school.hiring.indicator_options import Breakdown, Options, Profile
from school.hiring.indicators import OF_KEEPING, Report


class Hidden(Enum):
    """The only value of a figure that is not published."""

    HIDDEN = "hidden"


HIDDEN: Final = Hidden.HIDDEN
"""A figure that is not published; in files the word « hidden »."""

Count = int | Hidden


@dataclass(frozen=True, slots=True)
class PublishedRate:
    """A rate as it is published: its two counts, value and ends of the 95 % interval.

    With nobody in the denominator there is no value and no interval. In the profile `public` the
    counts are rounded to 5 and the others to .01: the value is that of the true counts.
    """

    numerator: int
    denominator: int
    value: float | None
    interval: Interval | None

    @property
    def low(self) -> float | None:
        """The low end of the interval, if there is one."""
        return self.interval.low if self.interval else None

    @property
    def high(self) -> float | None:
        """The high end of the interval, if there is one."""
        return self.interval.high if self.interval else None


@dataclass(frozen=True, slots=True)
class PublishedGap:
    """A rate of women less that of men, its interval, and whether it is established."""

    value: float | None
    interval: Interval | None
    established: bool

    @property
    def low(self) -> float | None:
        """The low end of the interval, if there is one."""
        return self.interval.low if self.interval else None

    @property
    def high(self) -> float | None:
        """The high end of the interval, if there is one."""
        return self.interval.high if self.interval else None


@dataclass(frozen=True)
class PublishedFigures:
    """The figures of a group, of everybody in it or of its women or men.

    `counts` has every count of a `Tally`, with `n` and `known`; `rates` those of INDICATORS §3;
    `shares` the share of women at the five places of the way; `gaps` compares women and men in
    each rate. A figure that cannot be computed is None, one that is not published HIDDEN.
    """

    counts: Mapping[str, Count]
    rates: Mapping[str, PublishedRate | Hidden]
    shares: Mapping[str, PublishedRate | Hidden]
    gaps: Mapping[str, PublishedGap | Hidden]
    bounds: Interval | Hidden | None
    bounds_only: bool
    median_days_to_hire: float | Hidden | None
    gender_parity_index: float | Hidden | None

    @property
    def hire_rate(self) -> PublishedRate | Hidden:
        """The headline: verified hires among n."""
        return self.rates["hire_rate"]

    @property
    def coverage(self) -> PublishedRate | Hidden:
        """Situations known among n."""
        return self.rates["coverage"]

    @property
    def gender_gap(self) -> PublishedGap | Hidden:
        """The hiring rate of women less that of men."""
        return self.gaps["hire_rate"]


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
    """Give what the profile of a report's options allows to publish of it.

    `internal` hides nothing. Ask for the report of another profile with `Options.profile`.
    """
    rows = [
        PublishedRow(
            row.group,
            plain_figures(row.figures),
            plain_figures(row.figures.women),
            plain_figures(row.figures.men),
            row.settles_on,
        )
        for row in report.rows
    ]
    return Published(report.options, rows, report.thorough)


def plain_figures(figures: Figures) -> PublishedFigures:
    """Write out the figures of a group, with nothing hidden."""
    counts = {**figures.tally._asdict(), "n": figures.tally.n, "known": figures.tally.known}
    shares = {place.name: getattr(figures.women_share, place.name) for place in fields(WomenShares)}
    women, men = figures.women, figures.men
    return PublishedFigures(
        counts=counts,
        rates={name: _plain(getattr(figures, name)) for name in RATES},
        shares={name: _plain(share) for name, share in shares.items()},
        gaps={name: _gap(gap_between(getattr(women, name), getattr(men, name))) for name in RATES},
        bounds=figures.bounds,
        bounds_only=figures.bounds_only,
        median_days_to_hire=figures.median_days_to_hire,
        gender_parity_index=figures.gender_parity_index,
    )


def _plain(rate: Rate) -> PublishedRate:
    return PublishedRate(rate.numerator, rate.denominator, rate.value, rate.interval)


def _gap(gap: Gap) -> PublishedGap:
    return PublishedGap(gap.value, gap.interval, gap.established)
