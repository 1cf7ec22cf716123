"""The figures of a cohort's practicals in words and charts."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from flask_babel import gettext, ngettext
from markupsafe import Markup

from school.core.statistics import Rate
from school.documents.chart import Chart, chart
from school.documents.charts import Estimate, RangeRow, ranges
from school.documents.svg import both_sizes
from school.practicals.figures.judging import LossComparison
from school.practicals.figures.operations import Proposal
from school.practicals.figures.queries import AllowedTask
from school.practicals.figures.rules import (
    ENOUGH,
    ENOUGH_COLLEAGUES,
    Comparison,
    Spread,
    TaskFailure,
    proposed_minutes,
)
from school.web.filters import NOTHING, number, percent, points, title, whole_percent
from school.web.template_words import language

WIDEST = 2.0
"""Times are drawn up to so many times the allowance."""


@dataclass(frozen=True)
class FailureRow:
    """A task of the cohort with its first attempts."""

    name: str
    failure: TaskFailure


@dataclass(frozen=True)
class TimeRow:
    """A task with the times of the cohort and of the school, and the time that is allowed."""

    allowed: AllowedTask
    cohort: Spread | None
    school: Spread | None

    @property
    def name(self) -> str:
        """The task's code and title."""
        return name_of(self.allowed)

    @property
    def proposal(self) -> Proposal | None:
        """The allowance that the school's own median asks for, if another one."""
        minutes = proposed_minutes(self.school, self.allowed.minutes)
        if minutes is None or self.school is None:
            return None
        return Proposal(minutes, Decimal(str(self.school.median)), self.school.number)

    @property
    def quartiles(self) -> str:
        """Between which times the middle half of the cohort's lie."""
        if self.cohort is None:
            return NOTHING
        low, high = self.cohort.low, self.cohort.high
        return gettext("%(low)s à %(high)s", low=number(low, 0), high=number(high, 0))


@dataclass(frozen=True)
class TrainerRow:
    """A trainer, the share acquired at the first try, and what colleagues would have given."""

    name: str
    comparison: Comparison | None
    hidden: str = ""
    changed: Rate | None = None
    losses: LossComparison | None = None

    @property
    def finding(self) -> str:
        """What the comparison says, in words."""
        if self.hidden or self.comparison is None:
            return self.hidden or NOTHING
        if not self.comparison.is_apart:
            return gettext("comme les autres, au hasard près")
        if self.comparison.difference > 0:
            return gettext("ses premiers essais sont plus souvent acquis que chez les autres")
        return gettext("ses premiers essais sont moins souvent acquis que chez les autres")

    @property
    def changed_words(self) -> str:
        """How often the verdict of the measures was changed, with how many sheets say so."""
        if self.changed is None or self.changed.denominator < ENOUGH:
            return NOTHING
        return gettext(
            "%(share)s (de %(low)s à %(high)s ; n = %(number)s)",
            share=percent(self.changed.value),
            low=percent(self.changed.low),
            high=percent(self.changed.high),
            number=number(self.changed.denominator),
        )

    @property
    def loss_words(self) -> str:
        """The mean loss measured both ways, beside what colleagues measured, with its interval."""
        if self.losses is None or not self.losses.is_enough:
            return NOTHING
        interval = self.losses.interval
        return gettext(
            "%(mean)s dB, attendu %(expected)s dB ; écart de %(low)s à %(high)s ; n = %(number)s",
            mean=number(self.losses.mean, 3),
            expected=number(self.losses.expected, 3),
            low=number(interval.low, 3),
            high=number(interval.high, 3),
            number=number(self.losses.number),
        )

    @property
    def interval(self) -> str:
        """The difference in points with its interval."""
        if self.hidden or self.comparison is None:
            return NOTHING
        interval = self.comparison.interval
        return gettext(
            "%(difference)s (de %(low)s à %(high)s)",
            difference=points(self.comparison.difference),
            low=points(interval.low),
            high=points(interval.high),
        )


@dataclass(frozen=True)
class Figures:
    """What the page of a cohort's figures shows; a trainer is compared alone where `is_own`."""

    failures: tuple[FailureRow, ...]
    times: tuple[TimeRow, ...]
    trainers: tuple[TrainerRow, ...]
    is_own: bool

    @property
    def failure_title(self) -> str:
        """The finding: which task fails most."""
        worst = self.failures[0]
        if not worst.failure.rate.numerator:
            return gettext("Chaque tâche est acquise au premier essai")
        return gettext(
            "%(task)s échoue le plus : %(failed)s premiers essais sur %(tried)s",
            task=worst.name,
            failed=number(worst.failure.rate.numerator),
            tried=number(worst.failure.rate.denominator),
        )

    @cached_property
    def failure_drawing(self) -> Markup:
        """The share of first attempts that were not acquired, by task."""
        label = gettext("Part des premiers essais non acquis, par tâche")
        return both_sizes(_failures(self.failures), label=label, identity="failures")

    @property
    def time_title(self) -> str:
        """The finding: how many tasks take longer than is allowed."""
        timed = [
            one.cohort.median > one.allowed.minutes
            for one in self.times
            if one.cohort and one.allowed.minutes
        ]
        if not any(timed):
            return gettext("Aucune médiane ne dépasse le temps prévu")
        return ngettext(
            "%(num)s tâche sur %(all)s dépasse le temps prévu",
            "%(num)s tâches sur %(all)s dépassent le temps prévu",
            sum(timed),
            all=len(timed),
        )

    @cached_property
    def time_drawing(self) -> Markup:
        """Times in shares of what is allowed, by task."""
        label = gettext("Temps pris, en part du temps prévu, par tâche")
        return both_sizes(_times(self.times), label=label, identity="times")

    @property
    def trainer_title(self) -> str:
        """The finding: how many trainers stand apart, or whether the reader does."""
        compared = [one.comparison for one in self.trainers if one.comparison and not one.hidden]
        apart = sum(one.is_apart for one in compared)
        if not compared:
            return gettext("Pas encore de quoi comparer")
        if self.is_own and apart:
            return gettext("Vous vous écartez des autres")
        if self.is_own:
            return gettext("Rien ne vous distingue des autres, au hasard près")
        if not apart:
            return gettext("Rien ne distingue les formateurs, au hasard près")
        return ngettext(
            "%(num)s formateur s’écarte des autres",
            "%(num)s formateurs s’écartent des autres",
            apart,
        )

    @cached_property
    def trainer_drawing(self) -> Markup:
        """Each trainer's share of first attempts acquired, beside what colleagues would give."""
        label = gettext("Part acquise au premier essai, par formateur")
        return both_sizes(_trainers(self.trainers), label=label, identity="trainers")


def name_of(allowed: AllowedTask) -> str:
    """Name a task: code and title."""
    return f"{allowed.task.reference} {title(allowed.task)}"


def why_hidden(comparison: Comparison | None, colleagues: int, *, sees_names: bool) -> str:
    """Say why a trainer's comparison is not shown; nothing when it is.

    Whoever sees no names sees the others only where they are several.
    """
    if not sees_names and colleagues < ENOUGH_COLLEAGUES:
        return gettext("moins de %(few)s collègues", few=ENOUGH_COLLEAGUES)
    if comparison is None or not comparison.is_enough:
        return gettext("moins de %(few)s essais comparables", few=ENOUGH)
    return ""


def _size(value: int) -> str:
    return gettext("n = %(number)s", number=number(value))


def _failures(rows: tuple[FailureRow, ...]) -> Chart:
    drawn = tuple(
        RangeRow(row.name, _size(row.failure.rate.denominator), Estimate.of(row.failure.rate))
        for row in rows
    )
    return chart(language(), ranges, drawn, tick=whole_percent)


def _times(rows: tuple[TimeRow, ...]) -> Chart:
    drawn = tuple(
        RangeRow(
            row.name, _size(row.cohort.number), _of_allowed(row.cohort, row.allowed.minutes), 0.5
        )
        for row in rows
        if row.cohort and row.allowed.minutes
    )
    return chart(language(), ranges, drawn, tick=_times_over)


def _of_allowed(spread: Spread, minutes: int) -> Estimate:
    whole = minutes * WIDEST
    return Estimate(spread.median / whole, spread.low / whole, spread.high / whole)


def _times_over(share: float) -> str:
    return whole_percent(share * WIDEST)


def _trainers(rows: tuple[TrainerRow, ...]) -> Chart:
    drawn = []
    for row in rows:
        found = row.comparison
        if row.hidden or found is None:
            drawn.append(RangeRow(row.name, "", Estimate(None, hidden=row.hidden)))
            continue
        size = _size(found.observed.denominator)
        drawn.append(RangeRow(row.name, size, Estimate.of(found.observed), found.expected))
    return chart(language(), ranges, tuple(drawn), tick=whole_percent)
