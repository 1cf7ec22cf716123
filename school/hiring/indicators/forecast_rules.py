"""A forecast of the hiring rate of cohorts whose delay is not over, and its back-test.

The model [own]: each cohort has its own chance of being hired, drawn from one beta distribution
that all cohorts of the school share, and its people are hired independently with that chance
(beta-binomial). Mean and spread of the shared distribution are not known: every pair of a grid is
weighed by how well it explains the past cohorts, starting from Jeffreys' prior for the mean and an
even one for the spread. So a small cohort weighs little, a school with few cohorts has a wide
forecast, and cohorts that differ more than chance makes them widen it too. What is already known of
the cohort itself counts as well. The interval is of the predicted rate, not of an average: it holds
the chance of each person, the cohort's own and that of the past.

It supposes that the coming cohorts are like the past ones, and are followed up as well; it knows
no trend, no season and no market. Other schools are not used: a director does not see them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import exp, lgamma, log

LEAST_COHORTS = 2
"""With fewer past cohorts nothing can be said of how cohorts differ."""

MOST_COHORTS = 24
"""Older cohorts are not used: schools change."""

LOW, HIGH = 0.025, 0.975
"""The quantiles of the 95 % interval."""

_MEANS = tuple((number + 0.5) / 40 for number in range(40))
_SPREADS = (0.003, 0.01, 0.02, 0.04, 0.06, 0.1, 0.16)
"""The correlation of two people of one cohort: near 0 where cohorts are all alike.

On invented schools of five past cohorts the interval of 95 % held 99 times of 100 where cohorts are
alike, 96 at a correlation of .05 and 92 at .1.
"""

_NEGLIGIBLE = 1e-7


@dataclass(frozen=True)
class Past:
    """A cohort whose rate is settled: how many were hired, of how many."""

    hired: int
    people: int


@dataclass(frozen=True)
class Coming:
    """A cohort whose rate is not settled: what is known so far, and how many are awaited."""

    awaited: int
    hired: int = 0
    people: int = 0


@dataclass(frozen=True)
class Forecast:
    """The expected rate of a cohort, and the 95 % interval in which it should fall."""

    value: float
    low: float
    high: float
    people: int

    def holds(self, rate: float) -> bool:
        """Tell whether a rate falls in the interval, both ends included."""
        return self.low <= rate <= self.high


@dataclass(frozen=True)
class Settled:
    """A past cohort in time: its last exit, and the day from which its rate no longer moves."""

    name: str
    past: Past
    left_on: date
    settles_on: date


@dataclass(frozen=True)
class Trial:
    """What would have been forecast of a past cohort on its last exit, and what came."""

    name: str
    forecast: Forecast
    actual: float

    @property
    def held(self) -> bool:
        """Tell whether the rate fell in the interval."""
        return self.forecast.holds(self.actual)

    @property
    def error(self) -> float:
        """What was forecast less what came, as a share."""
        return self.forecast.value - self.actual


@dataclass(frozen=True)
class BackTest:
    """The trials of a school's past cohorts, in the order of their exits."""

    trials: tuple[Trial, ...]

    @property
    def held(self) -> int:
        """How many rates fell in their intervals."""
        return sum(trial.held for trial in self.trials)

    @property
    def mean_error(self) -> float | None:
        """The mean size of the errors, as a share; nothing without trials."""
        sizes = [abs(trial.error) for trial in self.trials]
        return sum(sizes) / len(sizes) if sizes else None

    @property
    def bias(self) -> float | None:
        """The mean of the errors with their signs: above 0 the forecasts were too high."""
        errors = [trial.error for trial in self.trials]
        return sum(errors) / len(errors) if errors else None


@lru_cache(maxsize=512)
def forecast(past: tuple[Past, ...], coming: Coming) -> Forecast | None:
    """Forecast the rate of a cohort from past ones; nothing from fewer than two, or of nobody.

    Only the last 24 past cohorts are used; cohorts without anybody say nothing.
    """
    told = [each for each in past if each.people][-MOST_COHORTS:]
    people = coming.people + coming.awaited
    if len(told) < LEAST_COHORTS or not people:
        return None
    chances = [0.0] * (coming.awaited + 1)
    for weight, first, second in _posterior(told, Past(coming.hired, coming.people)):
        alpha, beta = first + coming.hired, second + coming.people - coming.hired
        for number, chance in enumerate(_beta_binomial(coming.awaited, alpha, beta)):
            chances[number] += weight * chance
    expected = sum(number * chance for number, chance in enumerate(chances))
    low, high = (_quantile(chances, share) for share in (LOW, HIGH))
    return Forecast(
        (coming.hired + expected) / people,
        (coming.hired + low) / people,
        (coming.hired + high) / people,
        people,
    )


def back_test(cohorts: Sequence[Settled]) -> BackTest:
    """Forecast each past cohort from those alone that were settled on its last exit.

    The rates of those are as known today, not as known then; the size of the cohort is known,
    which in truth it is not quite. So the back-test flatters a little.
    """
    in_order = sorted(cohorts, key=lambda one: (one.settles_on, one.name))
    trials = []
    for one in in_order:
        before = tuple(each.past for each in in_order if each.settles_on <= one.left_on)
        found = forecast(before, Coming(one.past.people))
        if found:
            trials.append(Trial(one.name, found, one.past.hired / one.past.people))
    return BackTest(tuple(trials))


def _posterior(past: Sequence[Past], own: Past) -> Iterator[tuple[float, float, float]]:
    """Give the weight and the two parameters of each distribution worth counting."""
    pairs = [
        (mean * (1 - spread) / spread, (1 - mean) * (1 - spread) / spread, mean)
        for mean in _MEANS
        for spread in _SPREADS
    ]
    logs = [
        -0.5 * (log(mean) + log(1 - mean))
        + sum(_log_chance(each, first, second) for each in (*past, own))
        for first, second, mean in pairs
    ]
    best = max(logs)
    weights = [exp(each - best) for each in logs]
    total = sum(weights)
    for weight, (first, second, _) in zip(weights, pairs, strict=True):
        if weight / total > _NEGLIGIBLE:
            yield weight / total, first, second


def _log_chance(past: Past, first: float, second: float) -> float:
    """Give the logarithm of the chance of a cohort's hires, but for what all pairs share."""
    return (
        _log_beta(first + past.hired, second + past.people - past.hired)
        - _log_beta(first, second)
    )  # fmt: skip


def _log_beta(first: float, second: float) -> float:
    return lgamma(first) + lgamma(second) - lgamma(first + second)


def _beta_binomial(people: int, first: float, second: float) -> Iterator[float]:
    """Give the chances of 0, 1, … hires among people, each from the one before."""
    chance = exp(_log_beta(first, second + people) - _log_beta(first, second))
    for number in range(people):
        yield chance
        chance *= (people - number) * (first + number)
        chance /= (number + 1) * (second + people - number - 1)
    yield chance


def _quantile(chances: Sequence[float], share: float) -> int:
    """Give the smallest number whose chance and those below reach a share."""
    reached = 0.0
    for number, chance in enumerate(chances):
        reached += chance
        if reached >= share:
            return number
    return len(chances) - 1
