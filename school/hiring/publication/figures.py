"""From the figures of a group to those that a profile may read (INDICATORS §3, Publication)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal

from school.core.statistics import Interval, Rate
from school.hiring.indicators.figures import (
    COUNTS_OF_PLACES,
    RATES,
    Figures,
    WomenShares,
    gap_between,
)
from school.hiring.indicators.options import Profile
from school.hiring.publication.published_report import (
    HIDDEN,
    Count,
    Hidden,
    PublishedFigures,
    PublishedGap,
    PublishedRate,
)
from school.hiring.publication.suppression import is_small
from school.hiring.publication.suppression_lines import TRADE_UNKNOWN

LEAST_DENOMINATORS = {Profile.INTERNAL: 0, Profile.MINISTRY: 10, Profile.PUBLIC: 20}
"""Of how many at least a rate is published, in each profile."""

ROUNDED_TO = 5
"""Counts of the profile `public` are multiples of it."""

HUNDREDTH = Decimal("0.01")
"""Rates and ends of intervals of the profile `public` are multiples of it."""

OF_BOUNDS_ONLY = frozenset(
    {
        "hire_rate",
        "hire_rate_known",
        "integration_rate",
        "positive_destination_rate",
        "employed_at_rate",
    }
)
"""The rates that would mislead where fewer than 60 % of the situations are known."""

TERMS = {
    "hire_rate": ("hired", "n"),
    "hire_rate_known": ("hired", "n", "unknown"),
    "coverage": ("n", "unknown"),
    "integration_rate": ("hired", "self_employed", "n"),
    "positive_destination_rate": ("hired", "self_employed", "continuing", "n"),
    "yield_rate": ("yield_hired", "yield_base"),
    "retention_rate": ("completed", "leavers"),
    "pass_rate": ("certified", "completed"),
    "certification_rate": ("certified", "leavers"),
    "offer_rate": ("offered_or_hired", "placed"),
    "offer_rate_recorded": ("offered", "placed"),
    "offer_acceptance_rate": ("offers_accepted", "offers_decided"),
    "employed_at_rate": ("employed", "n"),
    "same_employer_rate": ("kept", "employed_at_six"),
    "in_trade_rate": ("in_trade", "hired"),
    "in_trade_rate_known": ("in_trade", "hired", TRADE_UNKNOWN),
}
"""The counts a rate is computed from: when one is hidden, the rate is."""

COVERAGE_SIDE = "coverage_side"
"""No count, but may be hidden like one: on which side of 60 % the coverage is."""

TERMS_OF_COUNTS = {"known": ("n", "unknown"), "trade_known": ("hired", TRADE_UNKNOWN)}
"""The same for counts that are computed from others."""


@dataclass(frozen=True)
class GroupHidden:
    """The counts of a group that are hidden: of everybody, of its women, of its men."""

    everybody: frozenset[str] = frozenset()
    women: frozenset[str] = frozenset()
    men: frozenset[str] = frozenset()


def published_figures(figures: Figures, hidden: GroupHidden, profile: Profile) -> PublishedFigures:
    """Write out the figures of a group as a profile reads them."""
    return _Writer(figures, hidden, profile).figures()


@dataclass(frozen=True)
class _Writer:
    source: Figures
    hidden: GroupHidden
    profile: Profile

    def figures(self) -> PublishedFigures:
        """Write out everything."""
        women, men = (self._rates(*each) for each in self._sexes())
        rates = self._rates(self.source, self.hidden.everybody)
        return PublishedFigures(
            counts=self._counts(),
            rates=rates,
            shares={place.name: self._share(place.name) for place in fields(WomenShares)},
            gaps={name: self._gap(name, women, men) for name in RATES},
            bounds=self._bounds(),
            bounds_only=self._bounds_only(),
            median_days_to_hire=self._median(),
            gender_parity_index=self._index(women, men),
        )

    def _sexes(self) -> tuple[tuple[Figures, frozenset[str]], tuple[Figures, frozenset[str]]]:
        source = self.source
        return (source.women, self.hidden.women), (source.men, self.hidden.men)

    def _counts(self) -> dict[str, Count]:
        tally = self.source.tally
        counts = {**tally._asdict(), "n": tally.n, "known": tally.known}
        return {name: self._count(name, count) for name, count in counts.items()}

    def _count(self, name: str, count: int) -> Count:
        terms = TERMS_OF_COUNTS.get(name, (name,))
        return HIDDEN if self.hidden.everybody.intersection(terms) else self._whole(count)

    def _rates(
        self, figures: Figures, hidden: frozenset[str]
    ) -> Mapping[str, PublishedRate | Hidden]:
        low = figures.bounds_only and self.profile is not Profile.INTERNAL
        one_side = low or COVERAGE_SIDE in hidden
        return {
            name: HIDDEN
            if hidden.intersection(TERMS[name]) or (one_side and name in OF_BOUNDS_ONLY)
            else self._rate(getattr(figures, name))
            for name in RATES
        }

    def _rate(self, rate: Rate) -> PublishedRate | Hidden:
        if self._too_few(rate.denominator):
            return HIDDEN
        if self.profile is not Profile.INTERNAL and is_small(rate.numerator):
            return HIDDEN
        return PublishedRate(
            self._whole(rate.numerator),
            self._whole(rate.denominator),
            self._quotient(rate.numerator, rate.denominator),
            self._ends(rate.interval),
        )

    def _share(self, place: str) -> PublishedRate | Hidden:
        count = COUNTS_OF_PLACES[place]
        if count in self.hidden.women or count in self.hidden.men:
            return HIDDEN
        return self._rate(self.source.share_of_women(count))

    def _gap(
        self,
        name: str,
        women: Mapping[str, PublishedRate | Hidden],
        men: Mapping[str, PublishedRate | Hidden],
    ) -> PublishedGap | Hidden:
        # Before all else: that there is no gap would tell that a hidden rate is of nobody.
        if women[name] is HIDDEN or men[name] is HIDDEN:
            return HIDDEN
        gap = gap_between(getattr(self.source.women, name), getattr(self.source.men, name))
        if gap.value is None:
            return PublishedGap(None, None, established=False)
        return PublishedGap(
            self._share_of_one(gap.value), self._ends(gap.interval), gap.established
        )

    def _index(
        self,
        women: Mapping[str, PublishedRate | Hidden],
        men: Mapping[str, PublishedRate | Hidden],
    ) -> float | Hidden | None:
        if women["hire_rate"] is HIDDEN or men["hire_rate"] is HIDDEN:
            return HIDDEN
        index = self.source.gender_parity_index
        return None if index is None else self._share_of_one(index)

    def _bounds(self) -> Interval | Hidden | None:
        too_few = self._too_few(self.source.tally.n)
        if too_few or self.hidden.everybody.intersection({"hired", "unknown", "n"}):
            return HIDDEN
        return self._ends(self.source.bounds)

    def _bounds_only(self) -> bool | Hidden:
        """Tell it where it can be read anyway, or decides which rates are published."""
        hidden = self.hidden.everybody
        if hidden & {"n", COVERAGE_SIDE} or (
            "unknown" in hidden and self._too_few(self.source.tally.n)
        ):
            return HIDDEN
        return self.source.bounds_only

    def _median(self) -> float | Hidden | None:
        too_few = self._too_few(self.source.tally.hired)
        if too_few or "hired" in self.hidden.everybody:
            return HIDDEN
        return self.source.median_days_to_hire

    def _too_few(self, people: int) -> bool:
        return 0 < people < LEAST_DENOMINATORS[self.profile]

    def _whole(self, count: int) -> int:
        if self.profile is not Profile.PUBLIC:
            return count
        return (2 * count + ROUNDED_TO) // (2 * ROUNDED_TO) * ROUNDED_TO

    def _quotient(self, part: int, whole: int) -> float | None:
        if not whole:
            return None
        if self.profile is not Profile.PUBLIC:
            return part / whole
        return float((Decimal(part) / Decimal(whole)).quantize(HUNDREDTH, ROUND_HALF_UP))

    def _ends(self, ends: Interval | None) -> Interval | None:
        if ends is None:
            return None
        return Interval(self._share_of_one(ends.low), self._share_of_one(ends.high))

    def _share_of_one(self, share: float) -> float:
        if self.profile is not Profile.PUBLIC:
            return share
        return float(Decimal(str(share)).quantize(HUNDREDTH, ROUND_HALF_UP))
