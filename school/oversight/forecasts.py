"""What a school's cohorts make expect of those to come: forecasts, trials, words and chart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property

from flask_babel import gettext, ngettext
from markupsafe import Markup

from school.core.calendar import add_months
from school.documents.chart import chart
from school.documents.charts import Estimate, Expected, forecast_chart
from school.documents.svg import both_sizes
from school.hiring.indicators.forecast_rules import (
    MOST_COHORTS,
    BackTest,
    Coming,
    Forecast,
    Past,
    Settled,
    back_test,
    forecast,
)
from school.hiring.indicators.options import Breakdown
from school.hiring.indicators.report import Report, ReportRow
from school.hiring.indicators.rules import DAYS_TO_SETTLE
from school.hiring.indicators.tallies import Tally, add_up
from school.web.filters import number, percent, whole_percent
from school.web.filters import points as in_points
from school.web.template_words import language

TRIALS_SHOWN = 6
COMING_SHOWN = 6

ENOUGH_TRIALS = 20
"""With fewer, how often an interval of 95 % held cannot be told from 80 %."""


@dataclass(frozen=True)
class Awaited:
    """A cohort that is awaited, and what is forecast of it."""

    name: str
    forecast: Forecast


@dataclass(frozen=True)
class Forecasts:
    """The forecasts of the cohorts to come, and the trials of the same on past ones."""

    awaited: tuple[Awaited, ...]
    tested: BackTest
    settled: int
    months: int

    @property
    def title(self) -> str:
        """What is expected of the next cohort."""
        if not self.awaited:
            return gettext("Prévision des prochaines promotions")
        first = self.awaited[0]
        return gettext(
            "Promotion %(name)s : à %(months)s mois, un taux entre %(low)s et %(high)s %% est "
            "attendu",
            months=self.months,
            name=first.name,
            low=_whole(first.forecast.low),
            high=_whole(first.forecast.high),
        )

    @property
    def basis(self) -> str:
        """On what the forecasts rest, and what they suppose."""
        return ngettext(
            "D’après %(num)s promotion passée, si les prochaines leur ressemblent et sont aussi "
            "bien suivies.",
            "D’après %(num)s promotions passées, si les prochaines leur ressemblent et sont "
            "aussi bien suivies.",
            self.settled,
        )

    @property
    def trial_sentence(self) -> str:
        """How the same forecast did on past cohorts, and how much that proves."""
        tested = self.tested
        if not tested.trials or tested.mean_error is None:
            return gettext("Pas encore assez de promotions passées pour essayer cette prévision.")
        words = ngettext(
            "Essayée sur %(num)s promotion passée : le taux venu est tombé %(held)s fois dans "
            "l’intervalle, à %(error)s points de la prévision en moyenne ; %(lean)s.",
            "Essayée sur %(num)s promotions passées : le taux venu est tombé %(held)s fois dans "
            "l’intervalle, à %(error)s points de la prévision en moyenne ; %(lean)s.",
            len(tested.trials),
            held=number(tested.held),
            error=_without_sign(tested.mean_error),
            lean=_lean(tested.bias or 0),
        )
        if len(tested.trials) < ENOUGH_TRIALS:
            words += " " + gettext("Trop peu d’essais pour dire si elle est juste.")
        return words

    @cached_property
    def picture(self) -> Markup:
        """The trials of the last cohorts and the forecasts of the next."""
        trials = (
            Expected(
                trial.name,
                gettext("n = %(people)s", people=number(trial.forecast.people)),
                _estimate(trial.forecast),
                trial.actual,
            )
            for trial in self.tested.trials[-TRIALS_SHOWN:]
        )
        coming = (
            Expected(
                one.name,
                gettext("n ≈ %(people)s", people=number(one.forecast.people)),
                _estimate(one.forecast),
            )
            for one in self.awaited
        )
        columns = (*trials, *coming)
        draw = chart(language(), forecast_chart, columns, percent=percent, tick=whole_percent)
        label = gettext("Prévision de chaque promotion avec son intervalle, et le taux venu")
        return both_sizes(draw, label=label, identity="forecast")


def _lean(bias: float) -> str:
    words = (
        gettext("prévision trop haute de %(points)s points en moyenne")
        if bias > 0
        else gettext("prévision trop basse de %(points)s points en moyenne")
    )
    return words % {"points": _without_sign(abs(bias))}


def _whole(share: float) -> str:
    return number(Decimal(str(share)) * 100, 0)


def _without_sign(difference: float) -> str:
    return in_points(difference).removeprefix("+")


def _estimate(found: Forecast) -> Estimate:
    return Estimate(found.value, found.low, found.high)


def forecasts_of(report: Report, in_training: Mapping[str, int]) -> Forecasts:
    """Forecast the cohorts of a report by cohort at its delay, and try the same on the past ones.

    `in_training` gives how many people each running cohort has. Past cohorts are those without
    anybody whose delay is to come, and no longer provisional. Of the awaited, those who will be
    counted are taken as the same share as in past cohorts: of the certified, all but the excluded
    and those who study on; of those in training, the ones that end up in n.
    """
    rows = report.lines_by(Breakdown.COHORT)
    settled = sorted(
        (one for row in rows if (one := _settled(report, row))),
        key=lambda one: (one.settles_on, one.name),
    )[-MOST_COHORTS:]
    names = {one.name for one in settled}
    past = tuple(one.past for one in settled)
    whole = add_up([row.figures.tally for row in rows if _name(row) in names] or [Tally()])
    tallies = {_name(row): row.figures.tally for row in rows}
    found = []
    for name in sorted({*in_training, *(name for name in tallies if tallies[name].immature)}):
        coming = _coming(tallies.get(name, Tally()), in_training.get(name, 0), whole)
        expected = forecast(past, coming) if coming.awaited else None
        if expected:
            found.append(Awaited(name, expected))
    months = report.options.months
    return Forecasts(tuple(found[:COMING_SHOWN]), back_test(settled), len(settled), months)


def _name(row: ReportRow) -> str:
    return row.group[Breakdown.COHORT] or ""


def _settled(report: Report, row: ReportRow) -> Settled | None:
    tally = row.figures.tally
    if row.settles_on is None or not tally.n or tally.immature or report.is_provisional(row):
        return None
    measured_on = row.settles_on - timedelta(days=DAYS_TO_SETTLE)
    left_on = add_months(measured_on, -report.options.months)
    return Settled(_name(row), Past(tally.hired, tally.n), left_on, row.settles_on)


def _coming(tally: Tally, in_training: int, past: Tally) -> Coming:
    counted = past.n + past.excluded + past.continuing
    of_certified = past.n / counted if counted else 0
    of_leavers = past.n / past.leavers if past.leavers else 0
    awaited = round(tally.immature * of_certified + in_training * of_leavers)
    return Coming(awaited, tally.hired, tally.n)
