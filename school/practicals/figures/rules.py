"""What practicals come to: which tasks fail first, how long they take, how far trainers agree.

Comparisons are standardised by task: a trainer's first attempts are held against those that
colleagues judged at the same tasks. Intervals are at 95 %: Wilson for one share; for a weighted
sum and for a difference of shares their limits are combined by squares (Newcombe 1998, method 10;
Zou and Donner 2008).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import floor, sqrt

from school.core.statistics import Interval, Rate, wilson

ENOUGH = 10
"""Below this many, a trainer is not compared, and a median resets nothing."""

ENOUGH_COLLEAGUES = 2
"""A trainer sees the others only where they are at least so many: one alone would be known."""

ROUND_FROM, ROUND_TO = 20, 5
"""From so many minutes on, allowances are in steps of five."""


@dataclass(frozen=True, slots=True)
class FirstAttempts:
    """First attempts at a task that one trainer judged: how many, and how many were acquired.

    `own` are those of the cohort looked at; `recent` those young enough to compare trainers by.
    """

    task_id: int
    trainer_id: int | None
    own: bool
    recent: bool
    acquired: int
    tried: int


@dataclass(frozen=True, slots=True)
class TaskFailure:
    """Of the first attempts at a task, how many were not acquired."""

    task_id: int
    rate: Rate


@dataclass(frozen=True, slots=True)
class Stratum:
    """One task: a trainer's share of something, and that of all colleagues."""

    own: Rate
    others: Rate


@dataclass(frozen=True, slots=True)
class Comparison:
    """A trainer's share against what colleagues' shares at the same tasks would give.

    `difference` is observed minus expected; `others` counts what colleagues judged there.
    """

    observed: Rate
    expected: float
    difference: float
    interval: Interval
    others: int

    @property
    def is_enough(self) -> bool:
        """Tell whether both sides are large enough to be shown."""
        return self.observed.denominator >= ENOUGH and self.others >= ENOUGH

    @property
    def is_apart(self) -> bool:
        """Tell whether chance alone does not explain the difference."""
        return self.is_enough and not self.interval.contains(0)


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the middle half of some values lies, around the median."""

    low: float
    median: float
    high: float
    number: int


def failures(counts: Iterable[FirstAttempts]) -> list[TaskFailure]:
    """Give the tasks of the cohort by how often the first attempt was not acquired.

    They are in the order of the low end of the interval, so that few attempts weigh little; then
    of the share, then of the task.
    """
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for one in counts:
        if one.own and one.tried:
            sums[one.task_id][0] += one.tried - one.acquired
            sums[one.task_id][1] += one.tried
    found = [TaskFailure(task_id, Rate(*pair)) for task_id, pair in sums.items()]
    return sorted(
        found, key=lambda one: (-(one.rate.low or 0), -(one.rate.value or 0), one.task_id)
    )


def strata_of_trainers(counts: Iterable[FirstAttempts]) -> dict[int, list[Stratum]]:
    """Give, for each trainer, the recent first attempts by task beside those of colleagues.

    Attempts of nobody in particular count as those of colleagues.
    """
    by_task: dict[int, dict[int | None, list[int]]] = defaultdict(dict)
    for one in counts:
        if one.recent:
            pair = by_task[one.task_id].setdefault(one.trainer_id, [0, 0])
            pair[0] += one.acquired
            pair[1] += one.tried
    found: dict[int, list[Stratum]] = defaultdict(list)
    for by_trainer in by_task.values():
        acquired = sum(pair[0] for pair in by_trainer.values())
        tried = sum(pair[1] for pair in by_trainer.values())
        for trainer_id, pair in by_trainer.items():
            if trainer_id is not None:
                others = Rate(acquired - pair[0], tried - pair[1])
                found[trainer_id].append(Stratum(Rate(*pair), others))
    return dict(found)


def compare(strata: Sequence[Stratum]) -> Comparison | None:
    """Hold a share against what colleagues' shares at the same tasks would give.

    Tasks that only one side judged say nothing and are left out; None when none is left.
    """
    usable = [one for one in strata if one.own.denominator and one.others.denominator]
    number = sum(one.own.denominator for one in usable)
    if not number:
        return None
    observed = Rate(sum(one.own.numerator for one in usable), number)
    expected = below = above = 0.0
    for one in usable:
        weight = one.own.denominator / number
        share = one.others.numerator / one.others.denominator
        range_ = wilson(one.others.numerator, one.others.denominator) or Interval(share, share)
        expected += weight * share
        below += (weight * (share - range_.low)) ** 2
        above += (weight * (range_.high - share)) ** 2
    share = observed.numerator / number
    own = wilson(observed.numerator, number) or Interval(share, share)
    difference = share - expected
    return Comparison(
        observed,
        expected,
        difference,
        Interval(
            difference - sqrt((share - own.low) ** 2 + above),
            difference + sqrt((own.high - share) ** 2 + below),
        ),
        sum(one.others.denominator for one in usable),
    )


def spread(counts: Mapping[Decimal, int]) -> Spread | None:
    """Give the median and the quartiles of values, each with how often it was found.

    Between two values quartiles are interpolated (all values included); None of no value.
    """
    values = [float(value) for value in sorted(counts) for _ in range(counts[value])]
    if not values:
        return None
    return Spread(_at(values, 0.25), _at(values, 0.5), _at(values, 0.75), len(values))


def proposed_minutes(school: Spread | None, allowed: int | None) -> int | None:
    """Give the allowance that a school's own median asks for; None when nothing is to change.

    That is the median, in whole minutes below twenty and in steps of five above, halves up; when
    it rests on too few times, or is the allowance already, there is none.
    """
    if school is None or school.number < ENOUGH:
        return None
    minutes = Decimal(str(school.median))
    step = 1 if minutes < ROUND_FROM else ROUND_TO
    rounded = int((minutes / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)) * step
    proposed = max(rounded, 1)
    return None if proposed == allowed else proposed


def _at(values: Sequence[float], share: float) -> float:
    place = share * (len(values) - 1)
    before = floor(place)
    after = min(before + 1, len(values) - 1)
    return values[before] + (values[after] - values[before]) * (place - before)
