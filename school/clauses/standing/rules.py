"""Where one contract stands: quota, hours that count, target, gap, shortfall (INDICATORS §4).

Hours and amounts are exact decimals; a ratio is divided only here. Nothing reads the database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date
from decimal import Decimal
from operator import sub
from typing import Protocol

from school.clauses.forecasts.rules import Pipeline, RunRate
from school.clauses.rules import Bucket, HourForm, TrainingCounting
from school.core.calendar import days_inclusive
from school.core.statistics import Rate

NO_HOURS = Decimal(0)
USUAL_FULL_TIME_HOURS = Decimal(1600)
"""The hours of a full-time year unless the contract says otherwise (INDICATORS §4)."""

LEAST_FOLLOWED = 5
"""Of fewer persons followed no exits are told: who they are could be guessed [own]."""


class Terms(Protocol):
    """What the rules ask of a contract."""

    @property
    def starts_on(self) -> date | None:
        """The first day of the contract."""

    @property
    def ends_on(self) -> date | None:
        """The last day of the contract."""

    @property
    def globalised(self) -> bool | None:
        """Whether lots are one unit."""

    @property
    def training_counting(self) -> TrainingCounting | None:
        """How training counts towards integration; nothing stated is not at all."""

    @property
    def training_cap_share(self) -> Decimal | None:
        """The share of the integration quota that training may fill."""

    @property
    def full_time_hours(self) -> Decimal | None:
        """The hours of a full-time year."""


class Promise(Protocol):
    """A commitment as the rules read it."""

    @property
    def lot(self) -> str:
        """The lot; empty for a contract as a whole."""

    @property
    def valid_from(self) -> date:
        """The day from which it holds."""

    @property
    def hours(self) -> Decimal | None:
        """The quota in hours."""

    @property
    def share(self) -> Decimal:
        """Else the quota as a share of the hours worked so far, in hours."""


@dataclass(frozen=True)
class Quota:
    """What is owed on a day, and what of it should be done by that day.

    `target` is null where no pro-rata can be told: the contract lacks one of its two dates.
    """

    hours: Decimal
    target: Decimal | None


@dataclass(frozen=True)
class Hours:
    """Declared hours by what they came to; the five parts add up to `declared`.

    `women` and `men` are validated hours of participants whose sex is stated.
    """

    validated: Decimal = NO_HOURS
    pending: Decimal = NO_HOURS
    rejected: Decimal = NO_HOURS
    ineligible: Decimal = NO_HOURS
    double_counted: Decimal = NO_HOURS
    women: Decimal = NO_HOURS
    men: Decimal = NO_HOURS

    @property
    def declared(self) -> Decimal:
        """All hours that were declared."""
        return self.validated + self.pending + self.rejected + self.ineligible + self.double_counted

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(
            self.validated + other.validated,
            self.pending + other.pending,
            self.rejected + other.rejected,
            self.ineligible + other.ineligible,
            self.double_counted + other.double_counted,
            self.women + other.women,
            self.men + other.men,
        )


@dataclass(frozen=True)
class People:
    """Persons with validated hours, each once; `women` and `men` are those whose sex is stated.

    `followed` are those whom a school's hiring records follow, `hired` those of them whose job
    began after their first validated hour [own].
    """

    everybody: int = 0
    women: int = 0
    men: int = 0
    followed: int = 0
    hired: int = 0

    @property
    def exits_to_jobs(self) -> Rate | None:
        """How many of those followed have left for a job; of so few as to name them, nothing."""
        return Rate(self.hired, self.followed) if self.followed >= LEAST_FOLLOWED else None

    def __add__(self, other: "People") -> "People":
        return People(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    def __sub__(self, other: "People") -> "People":
        return People(*map(sub, astuple(self), astuple(other)))

    def __or__(self, other: "People") -> "People":
        """Take one person as either says: the larger of each count."""
        return People(*map(max, astuple(self), astuple(other)))


@dataclass(frozen=True)
class Way:
    """Validated hours done in one way of working, and the persons who did them.

    Units added up do not tell how many persons: some work under several.
    """

    hours: Decimal
    people: int | None = None


@dataclass(frozen=True)
class Penalty:
    """What a shortfall may cost and what is due, in the contract's currency.

    Amounts are null for a group that mixes currencies.
    """

    potential: Decimal | None
    due: Decimal | None
    currency: str | None


NO_PENALTY = Penalty(NO_HOURS, NO_HOURS, None)


@dataclass(frozen=True)
class Outlook:
    """What is foretold of a unit at its contract's end; nothing of several units together."""

    pipeline: Pipeline | None = None
    run_rate: RunRate | None = None
    shortfall: Decimal | None = None


NO_OUTLOOK = Outlook()


@dataclass(frozen=True)
class Standing:
    """The figures of a unit, or of a group of units, on a day (INDICATORS §4 and §6).

    `by_month` holds the unit's validated hours by the first day of the month; it is empty for
    several units together, as is the outlook.
    """

    quota: Decimal
    hours: Hours
    training_counted: Decimal
    pro_rata_target: Decimal | None
    shortfall: Decimal
    full_time_equivalents: Decimal
    people: People = People()
    penalty: Penalty = NO_PENALTY
    outlook: Outlook = NO_OUTLOOK
    by_month: Mapping[date, Decimal] = field(default_factory=dict)
    ways: Mapping[HourForm | None, Way] = field(default_factory=dict)

    @property
    def counted(self) -> Decimal:
        """V: the hours that count towards the quota, training with them."""
        return self.hours.validated + self.training_counted

    @property
    def ratio(self) -> Decimal | None:
        """V over Q; nothing without a quota."""
        return self.counted / self.quota if self.quota else None

    @property
    def gap(self) -> Decimal | None:
        """V less the pro-rata target; negative is behind."""
        return None if self.pro_rata_target is None else self.counted - self.pro_rata_target

    @property
    def women_share_hours(self) -> Decimal | None:
        """Women's part of the validated hours of persons whose sex is stated."""
        stated = self.hours.women + self.hours.men
        return self.hours.women / stated if stated else None

    @property
    def women_share_persons(self) -> Rate:
        """Women among persons with validated hours whose sex is stated."""
        return Rate(self.people.women, self.people.women + self.people.men)


def quota_on(day: date, terms: Terms, promises: Iterable[Promise]) -> Quota | None:
    """Give what the commitments of one unit ask for on a day; None while none is in force.

    Of each lot the last commitment with `valid_from` ≤ `day` holds, and lots are added up: a
    globalised contract has one unit of them all. A share of the hours worked is due as it is.
    Source: INDICATORS §4, golden vectors K5, K13, K14 and K17.
    """
    in_force: dict[str, Promise] = {}
    for promise in sorted(promises, key=lambda one: one.valid_from):
        if promise.valid_from <= day:
            in_force[promise.lot] = promise
    if not in_force:
        return None
    quota = NO_HOURS
    targets: list[Decimal | None] = []
    for promise in in_force.values():
        if promise.hours is None:
            quota += promise.share
            targets.append(promise.share)
        else:
            quota += promise.hours
            targets.append(pro_rata(promise.hours, day, terms))
    known = [target for target in targets if target is not None]
    return Quota(quota, sum(known, NO_HOURS) if len(known) == len(targets) else None)


def pro_rata(quota: Decimal, day: date, terms: Terms) -> Decimal | None:
    """Give the part of a quota in hours that is due by a day, both ends of the contract counted.

    0 before the start, all after the end; None when the contract lacks a date that decides.
    """
    if terms.starts_on and day < terms.starts_on:
        return NO_HOURS
    if terms.ends_on and day > terms.ends_on:
        return quota
    if not terms.starts_on or not terms.ends_on:
        return None
    elapsed = days_inclusive(terms.starts_on, day)
    return quota * elapsed / days_inclusive(terms.starts_on, terms.ends_on)


def training_counted(terms: Terms, bucket: Bucket, quota: Decimal, training: Decimal) -> Decimal:
    """Give the validated training hours of the lot that count towards integration.

    None at all, up to a share of the integration quota, or in full, as the contract says; 0 for
    training itself. Source: INDICATORS §4, golden vector K11.
    """
    if bucket is Bucket.TRAINING:
        return NO_HOURS
    if terms.training_counting is TrainingCounting.FULL:
        return training
    if terms.training_counting is TrainingCounting.CAPPED:
        return min(training, (terms.training_cap_share or NO_HOURS) * quota)
    return NO_HOURS


def stand(
    terms: Terms,
    quota: Quota,
    hours: Hours,
    counted: Decimal,
    by_month: Mapping[date, Decimal],
) -> Standing:
    """Make the figures of one unit from its quota and its hours, and the training that counts.

    Persons, forecasts and penalties are added by whoever counts them.
    """
    full_time = terms.full_time_hours or USUAL_FULL_TIME_HOURS
    return Standing(
        quota.hours,
        hours,
        counted,
        quota.target,
        max(NO_HOURS, quota.hours - hours.validated - counted),
        hours.validated / full_time,
        by_month=by_month,
    )


def add_up(several: Sequence[Standing], people: People) -> Standing:
    """Add units up: shortfalls are summed and never offset one another (INDICATORS §4).

    `people` are counted apart, as somebody may work under several units.
    """
    targets = [one.pro_rata_target for one in several]
    known = [target for target in targets if target is not None]
    return Standing(
        sum((one.quota for one in several), NO_HOURS),
        sum((one.hours for one in several), Hours()),
        sum((one.training_counted for one in several), NO_HOURS),
        sum(known, NO_HOURS) if len(known) == len(targets) else None,
        sum((one.shortfall for one in several), NO_HOURS),
        sum((one.full_time_equivalents for one in several), NO_HOURS),
        people,
        add_penalties([one.penalty for one in several]),
        ways=_add_ways(several),
    )


def _add_ways(several: Sequence[Standing]) -> dict[HourForm | None, Way]:
    sums: dict[HourForm | None, Decimal] = {}
    for one in several:
        for form, way in one.ways.items():
            sums[form] = sums.get(form, NO_HOURS) + way.hours
    return {form: Way(hours) for form, hours in sums.items()}


def add_penalties(several: Sequence[Penalty]) -> Penalty:
    """Add amounts of one currency; of several currencies nothing can be told (INDICATORS §4).

    A contract that states no currency and costs nothing is of none, and hides no amount.
    """
    told = [one for one in several if one.currency or one.potential or one.due]
    currencies = {one.currency for one in told}
    amounts = [one for one in several if one.potential is not None and one.due is not None]
    if len(currencies) > 1 or len(amounts) < len(several):
        return Penalty(None, None, None)
    return Penalty(
        sum((one.potential or NO_HOURS for one in amounts), NO_HOURS),
        sum((one.due or NO_HOURS for one in amounts), NO_HOURS),
        next(iter(currencies), None),
    )
