"""From counted persons to rates: the formulas of INDICATORS §3, on whole numbers."""

from dataclasses import dataclass

from school.core.statistics import Interval, Rate, newcombe
from school.hiring.indicators.tallies import NOBODY, Tally

LEAST_COVERAGE = 0.60
"""Under this only bounds may be published (INDICATORS §3, Publication)."""

RATES = (
    "hire_rate",
    "hire_rate_known",
    "coverage",
    "integration_rate",
    "positive_destination_rate",
    "yield_rate",
    "retention_rate",
    "pass_rate",
    "certification_rate",
    "offer_rate",
    "offer_rate_recorded",
    "offer_acceptance_rate",
    "employed_at_rate",
    "same_employer_rate",
    "in_trade_rate",
    "in_trade_rate_known",
)
"""The rates of INDICATORS §3, in its order."""


COUNTS_OF_PLACES = {
    "applied": "applied",
    "intake": "entrants",
    "completion": "completed",
    "certification": "certified",
    "hire": "hired",
}
"""The count behind the share of women at each place of the way, from application to hire (§3)."""


OF_SITUATIONS = frozenset(
    {
        "hire_rate",
        "integration_rate",
        "positive_destination_rate",
        "yield_rate",
        "employed_at_rate",
    }
)
"""The rates of what people do, among whom the unknown are counted."""


@dataclass(frozen=True)
class Gap:
    """A rate of women less that of men, with Newcombe's interval (INDICATORS §3)."""

    value: float | None = None
    interval: Interval | None = None

    @property
    def low(self) -> float | None:
        """The low end of the interval, if there is one."""
        return self.interval.low if self.interval else None

    @property
    def high(self) -> float | None:
        """The high end of the interval, if there is one."""
        return self.interval.high if self.interval else None

    @property
    def established(self) -> bool:
        """Tell whether the interval exists and does not contain zero."""
        return self.interval is not None and not self.interval.contains(0)


def gap_between(women: Rate, men: Rate) -> Gap:
    """Compare a rate of women with that of men; nothing unless both have somebody."""
    if women.value is None or men.value is None:
        return Gap()
    interval = newcombe(women.numerator, women.denominator, men.numerator, men.denominator)
    return Gap(women.value - men.value, interval)


@dataclass(frozen=True)
class WomenShares:
    """The share of women among those whose sex is stated, at five places of the way."""

    applied: Rate
    intake: Rate
    completion: Rate
    certification: Rate
    hire: Rate


@dataclass(frozen=True)
class Figures:
    """Every indicator of a group (INDICATORS §3), computed from what was counted of it.

    `tally` counts everybody, the other two those whose sex is stated. The two middles are the
    delays to the hire, in days, between which the median lies.
    """

    tally: Tally
    tally_of_women: Tally = NOBODY
    tally_of_men: Tally = NOBODY
    lower_middle: int | None = None
    upper_middle: int | None = None

    @property
    def women(self) -> "Figures":
        """The figures of the group's women, but for the median."""
        return Figures(self.tally_of_women, tally_of_women=self.tally_of_women)

    @property
    def men(self) -> "Figures":
        """The figures of the group's men, but for the median."""
        return Figures(self.tally_of_men, tally_of_men=self.tally_of_men)

    @property
    def hire_rate(self) -> Rate:
        """Verified hires among n: the headline."""
        return Rate(self.tally.hired, self.tally.n)

    def told(self, name: str) -> Rate:
        """Give a rate as it is told in words and drawn: nothing while no situation is known.

        None hired of twelve who nobody has news of is no rate of 0 %, it is between 0 and 100 %.
        """
        rate: Rate = getattr(self, name)
        silent = name in OF_SITUATIONS and not rate.numerator and not self.tally.known
        return Rate(0, 0) if silent else rate

    @property
    def hire_rate_told(self) -> Rate:
        """The headline as it is told."""
        return self.told("hire_rate")

    @property
    def hire_rate_known(self) -> Rate:
        """Verified hires among the situations that are known."""
        return Rate(self.tally.hired, self.tally.known)

    @property
    def coverage(self) -> Rate:
        """Situations known among n."""
        return Rate(self.tally.known, self.tally.n)

    @property
    def bounds(self) -> Interval | None:
        """The hiring rate if none of the unknown was hired, and if every one was."""
        tally = self.tally
        if tally.n == 0:
            return None
        return Interval(tally.hired / tally.n, (tally.hired + tally.unknown) / tally.n)

    @property
    def bounds_only(self) -> bool:
        """Tell whether too little is known to publish more than the bounds."""
        return self.coverage.value is not None and self.coverage.value < LEAST_COVERAGE

    @property
    def integration_rate(self) -> Rate:
        """Hired or self-employed among n."""
        return Rate(self.tally.hired + self.tally.self_employed, self.tally.n)

    @property
    def positive_destination_rate(self) -> Rate:
        """Hired, self-employed or studying on, among n and those who study on."""
        tally = self.tally
        favourable = tally.hired + tally.self_employed + tally.continuing
        return Rate(favourable, tally.n + tally.continuing)

    @property
    def yield_rate(self) -> Rate:
        """Hired among all who entered and stayed six weeks."""
        return Rate(self.tally.yield_hired, self.tally.yield_base)

    @property
    def retention_rate(self) -> Rate:
        """Completed among leavers."""
        return Rate(self.tally.completed, self.tally.leavers)

    @property
    def pass_rate(self) -> Rate:
        """Certified among completed."""
        return Rate(self.tally.certified, self.tally.completed)

    @property
    def certification_rate(self) -> Rate:
        """Certified among leavers."""
        return Rate(self.tally.certified, self.tally.leavers)

    @property
    def offer_rate(self) -> Rate:
        """With a firm offer or a hire, among leavers whose placement ended."""
        return Rate(self.tally.offered_or_hired, self.tally.placed)

    @property
    def offer_rate_recorded(self) -> Rate:
        """With a firm offer that was recorded, among leavers whose placement ended."""
        return Rate(self.tally.offered, self.tally.placed)

    @property
    def offer_acceptance_rate(self) -> Rate:
        """Offers accepted among firm offers decided."""
        return Rate(self.tally.offers_accepted, self.tally.offers_decided)

    @property
    def employed_at_rate(self) -> Rate:
        """Under contract on the very day, among n."""
        return Rate(self.tally.employed, self.tally.n)

    @property
    def same_employer_rate(self) -> Rate:
        """Still with an employer of month 6 at month 12, among those employed at 6."""
        return Rate(self.tally.kept, self.tally.employed_at_six)

    @property
    def in_trade_rate(self) -> Rate:
        """Hired in the trade, among the hired."""
        return Rate(self.tally.in_trade, self.tally.hired)

    @property
    def in_trade_rate_known(self) -> Rate:
        """Hired in the trade, among the hired whose trade is known."""
        return Rate(self.tally.in_trade, self.tally.trade_known)

    @property
    def median_days_to_hire(self) -> float | None:
        """Median days from the exit to the first hire."""
        if self.lower_middle is None or self.upper_middle is None:
            return None
        return (self.lower_middle + self.upper_middle) / 2

    @property
    def women_share(self) -> WomenShares:
        """The share of women from the application to the hire."""
        return WomenShares(
            **{place: self.share_of_women(count) for place, count in COUNTS_OF_PLACES.items()}
        )

    def share_of_women(self, count: str) -> Rate:
        """Women in one of the counts of a tally, among those whose sex is stated."""
        women = int(getattr(self.tally_of_women, count))
        return Rate(women, women + int(getattr(self.tally_of_men, count)))

    @property
    def gender_gap(self) -> Gap:
        """Hiring rate of women less that of men."""
        return gap_between(self.women.hire_rate, self.men.hire_rate)

    @property
    def gender_parity_index(self) -> float | None:
        """Hiring rate of women over that of men; nothing when either is missing or men's is 0."""
        women, men = self.women.hire_rate.value, self.men.hire_rate.value
        return None if women is None or not men else women / men
