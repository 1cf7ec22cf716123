"""What a forecast looks like: each unit with its findings, its fan and what closes its gap."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask_babel import gettext
from markupsafe import Markup

from school.clauses.forecasts import labels
from school.clauses.forecasts.closing_rules import Part, suggestion
from school.clauses.forecasts.outlook import Horizon, outlook_on, stages
from school.clauses.forecasts.queries import UnitPlans
from school.clauses.models import Contract
from school.clauses.standing.rules import NO_HOURS, Standing, pro_rata
from school.core.calendar import days_inclusive, last_of_month
from school.documents.chart import chart
from school.documents.charts import Fan, Spread, fan_chart
from school.documents.svg import both_sizes
from school.web.filters import day_short, number
from school.web.template_words import language


@dataclass(frozen=True)
class UnitForecast:
    """A unit of a contract as its page shows it on a day."""

    found: UnitPlans
    as_of: date
    position: int

    @property
    def contract(self) -> Contract:
        """The contract."""
        return self.found.row.contract

    @property
    def standing(self) -> Standing:
        """Where the unit stands."""
        return self.found.row.standing

    @property
    def title(self) -> str:
        """The unit's name."""
        return labels.unit_title(self.found.row.lot, self.found.row.bucket)

    @cached_property
    def at_end(self) -> Horizon | None:
        """The forecast at the contract's end; None when it has no end or has ended."""
        end = self.contract.ends_on
        if end is None or end <= self.as_of:
            return None
        return self._outlook(end)

    @cached_property
    def at_year_end(self) -> Horizon | None:
        """The forecast at the year's end; None when the contract ends with the year or before."""
        day, end = date(self.as_of.year, 12, 31), self.contract.ends_on
        if day <= self.as_of or (end is not None and end <= day):
            return None
        return self._outlook(day)

    def _outlook(self, day: date) -> Horizon:
        return outlook_on(self.contract, self.standing, self.found.plans, self.as_of, day)

    @property
    def horizons(self) -> list[tuple[str, Horizon]]:
        """The forecasts to show, each with its name."""
        named = (
            (gettext("Fin d’année"), self.at_year_end),
            (gettext("Fin du contrat"), self.at_end),
        )
        return [(name, found) for name, found in named if found is not None]

    @property
    def finding(self) -> str:
        """What is to be expected at the end, in a sentence."""
        horizon = self.at_end or self.at_year_end
        if horizon is None:
            return gettext("Le contrat est fini.")
        return labels.finding(horizon)

    @property
    def suggested(self) -> Part | None:
        """What would close the gap; None when nothing is missing."""
        horizon = self.at_end or self.at_year_end
        missing = horizon.shortfall if horizon else None
        return suggestion(missing or NO_HOURS, self.as_of, self.contract.ends_on)

    @cached_property
    def fan(self) -> Markup | None:
        """The drawing; None for a contract without both its dates, or before it starts."""
        starts_on, ends_on = self.contract.starts_on, self.contract.ends_on
        if starts_on is None or ends_on is None or not starts_on <= self.as_of < ends_on:
            return None
        drawn = chart(
            language(),
            fan_chart,
            self._fan(starts_on, ends_on),
            number=_whole,
            goal=gettext("Quota %(hours)s", hours=labels.hours(self.standing.quota)),
        )
        return both_sizes(drawn, label=self.finding, identity=f"fan-{self.position}")

    def _fan(self, starts_on: date, ends_on: date) -> Fan:
        whole = days_inclusive(starts_on, ends_on)

        def moment(day: date) -> float:
            return days_inclusive(starts_on, day) / whole

        steps = stages(self.contract, self.standing, self.found.plans, self.as_of)
        planned = [(step.day, step.planned) for step in steps if step.planned is not None]
        paces = [(step.day, step.pace) for step in steps if step.pace is not None]
        target = pro_rata(self.standing.quota, self.as_of, self.contract)
        is_pro_rata = target == self.standing.pro_rata_target
        return Fan(
            goal=float(self.standing.quota),
            now=moment(self.as_of),
            done=tuple(self._done(starts_on, moment)),
            first=tuple(Spread(moment(day), *map(float, three)) for day, three in planned),
            second=tuple(
                Spread(moment(day), float(one.low), float(one.value), float(one.high))
                for day, one in paces
            ),
            target=((0.0, 0.0), (1.0, float(self.standing.quota))) if is_pro_rata else (),
            words=(
                day_short(starts_on),
                gettext("aujourd’hui, %(day)s", day=day_short(self.as_of)),
                day_short(ends_on),
            ),
        )

    def _done(
        self, starts_on: date, moment: Callable[[date], float]
    ) -> Iterator[tuple[float, float]]:
        """Add up the validated hours month by month; the last point is what counts today."""
        yield 0.0, 0.0
        total = NO_HOURS
        for month, validated in sorted(self.standing.by_month.items()):
            total += validated
            end = last_of_month(month)
            if starts_on <= end < self.as_of:
                yield moment(end), float(total)
        yield moment(self.as_of), float(self.standing.counted)


def _whole(value: float) -> str:
    return number(value, 0)
