"""A person's progress in practicals: the curve of their splices, and what they get right first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from flask_babel import gettext, ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from school.core.statistics import Rate
from school.curriculum.models import PracticalTask
from school.curriculum.wording import quantity
from school.documents.chart import Chart, chart
from school.documents.charts import Estimate, LossPoint, interval_bar, loss_curve
from school.documents.svg import both_sizes
from school.practicals.models import Assessment
from school.practicals.progress_queries import SpliceAttempt, splice_attempts
from school.practicals.progress_rules import Tried, first_attempts
from school.practicals.rules import Verdict
from school.practicals.wording import rounded_mean
from school.web.filters import day_short, number, percent, title, whole_percent
from school.web.template_words import language

MOST_POINTS = 20
"""Attempts that a curve shows: the last ones; the table has them too."""

PLACES = 3


@dataclass(frozen=True)
class SpliceRow:
    """An attempt as a row of the table beside the curve."""

    reference: str
    day: date
    task: str
    number: int
    mean: str
    worst: str
    limit: str
    beyond: int
    measured: str


@dataclass(frozen=True)
class Progress:
    """What the pages and papers of a person show of their progress."""

    splices: Sequence[SpliceAttempt]
    first: Rate
    tasks: Mapping[int, PracticalTask]

    @property
    def shown(self) -> Sequence[SpliceAttempt]:
        """The attempts that the curve shows."""
        return self.splices[-MOST_POINTS:]

    @property
    def title(self) -> str:
        """The finding of the curve."""
        return ngettext(
            "%(num)s soudure sur %(all)s tient sa limite",
            "%(num)s soudures sur %(all)s tiennent leur limite",
            self._splices - sum(one.losses.beyond for one in self.shown),
            all=self._splices,
        )

    @property
    def sentence(self) -> str:
        """From which mean to which, as far as both were measured in the same way."""
        last = self.shown[-1].losses
        alike = [one.losses for one in self.shown if one.losses.is_both_ways is last.is_both_ways]
        values = {"first": _loss(alike[0].mean), "last": _loss(last.mean)}
        if len(alike) == 1 and last.is_both_ways:
            return gettext("Perte moyenne dans les deux sens : %(last)s.", **values)
        if len(alike) == 1:
            return gettext("Perte moyenne estimée par la soudeuse : %(last)s.", **values)
        if last.is_both_ways:
            return gettext(
                "Perte moyenne dans les deux sens : %(first)s la première fois, %(last)s la "
                "dernière.",
                **values,
            )
        return gettext(
            "Perte moyenne estimée par la soudeuse : %(first)s la première fois, %(last)s la "
            "dernière.",
            **values,
        )

    @property
    def splice_source(self) -> str:
        """How to read the curve, what it counts and where it comes from."""
        return " ".join(
            [
                gettext(
                    "Un point : la moyenne d’un essai, creux quand elle n’est qu’estimée par la "
                    "soudeuse ; un carré : la pire soudure ; pointillés : la limite de la version "
                    "qui a jugé l’essai."
                ),
                gettext("%(size)s. Source : mesures des essais.", size=self.size),
            ]
        )

    @property
    def size(self) -> str:
        """How many splices in how many attempts, and how many attempts are not shown."""
        words = ngettext(
            "n = %(splices)s soudures en %(num)s essai",
            "n = %(splices)s soudures en %(num)s essais",
            len(self.shown),
            splices=self._splices,
        )
        hidden = len(self.splices) - len(self.shown)
        if not hidden:
            return words
        earlier = ngettext("%(num)s essai plus ancien", "%(num)s essais plus anciens", hidden)
        return gettext("%(words)s ; sans %(earlier)s", words=words, earlier=earlier)

    @property
    def curve(self) -> Chart:
        """The curve, at any width, for page and paper."""
        years = {one.day.year for one in self.shown}
        points = tuple(_point(one, with_year=len(years) > 1) for one in self.shown)
        return chart(language(), loss_curve, points, write=_written)

    @cached_property
    def curve_drawing(self) -> Markup:
        """The curve in a page."""
        label = gettext("Pertes des soudures, essai par essai ; les nombres sont dans le tableau")
        return both_sizes(self.curve, label=label, identity="splices")

    @property
    def rows(self) -> list[SpliceRow]:
        """The numbers of the curve, the latest attempt first."""
        return [_row(one, title(self.tasks[one.task_id])) for one in reversed(self.shown)]

    @property
    def first_title(self) -> str:
        """How many tasks were acquired at the first try."""
        return ngettext(
            "%(num)s tâche sur %(tried)s acquise au premier essai",
            "%(num)s tâches sur %(tried)s acquises au premier essai",
            self.first.numerator,
            tried=self.first.denominator,
        )

    @property
    def first_sentence(self) -> str:
        """The share with its interval, which is wide when few tasks were tried."""
        return gettext(
            "%(share)s, et de %(low)s à %(high)s si l’on tient compte du hasard.",
            share=percent(self.first.value),
            low=percent(self.first.low),
            high=percent(self.first.high),
        )

    @property
    def first_source(self) -> str:
        """What is counted and where it comes from."""
        return ngettext(
            "n = %(num)s tâche essayée. Source : verdict du premier essai de chaque tâche.",
            "n = %(num)s tâches essayées. Source : verdict du premier essai de chaque tâche.",
            self.first.denominator,
        )

    @property
    def first_chart(self) -> Chart:
        """The first-attempt rate with its interval, at any width."""
        return chart(
            language(), interval_bar, Estimate.of(self.first), percent=percent, tick=whole_percent
        )

    @cached_property
    def first_drawing(self) -> Markup:
        """The first-attempt rate in a page."""
        label = gettext("Part des tâches acquises au premier essai, avec son intervalle")
        return both_sizes(self.first_chart, label=label, identity="first-attempts")

    @property
    def _splices(self) -> int:
        return sum(len(one.losses.values) for one in self.shown)


def first_attempts_of(assessments: Sequence[Assessment]) -> Progress | None:
    """Gather what a person's attempts tell without their measures; nothing without any."""
    if not assessments:
        return None
    tasks = {one.task_id: one.task for one in assessments}
    return Progress(splices=(), first=first_attempts(_tried(assessments)), tasks=tasks)


def progress_of(
    session: Session, assessments: Sequence[Assessment], cohort_ids: Sequence[int], on: date
) -> Progress | None:
    """Gather a person's progress from their attempts as known on a day; nothing without any.

    The attempts come with their tasks. Two statements more are sent.
    """
    found = first_attempts_of(assessments)
    if found is None:
        return None
    splices = splice_attempts(session, assessments[0].trainee_id, cohort_ids, on)
    return replace(found, splices=splices)


def _tried(assessments: Iterable[Assessment]) -> Iterable[Tried]:
    for one in assessments:
        series = (one.trainee_id, one.cohort_id, one.task_id)
        yield Tried(series, one.assessed_on, one.reference, one.verdict is Verdict.ACQUIRED)


def _point(one: SpliceAttempt, *, with_year: bool) -> LossPoint:
    losses, day = one.losses, day_short(one.day)
    return LossPoint(
        label=day if with_year else day[:5],
        detail=gettext("n = %(number)s", number=len(losses.values)),
        mean=float(losses.mean),
        worst=float(losses.worst),
        limit=None if losses.limit is None else float(losses.limit),
        provisional=not losses.is_both_ways,
    )


def _row(one: SpliceAttempt, task: str) -> SpliceRow:
    losses = one.losses
    return SpliceRow(
        reference=one.reference,
        day=one.day,
        task=task,
        number=len(losses.values),
        mean=_loss(losses.mean),
        worst=quantity(losses.worst, "dB"),
        limit=quantity(losses.limit, "dB"),
        beyond=losses.beyond,
        measured=_measured(one),
    )


def _measured(one: SpliceAttempt) -> str:
    return gettext("dans les deux sens") if one.losses.is_both_ways else gettext("par estimation")


def _loss(value: Decimal) -> str:
    return quantity(rounded_mean(value, PLACES), "dB")


def _written(value: float) -> str:
    return number(value, 2)
