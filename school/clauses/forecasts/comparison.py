"""Scenarios side by side: what each would leave missing at the contract's end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from school.clauses.forecasts import labels, rules
from school.clauses.forecasts.models import Scenario
from school.clauses.forecasts.outlook import ahead
from school.clauses.forecasts.queries import UnitPlans
from school.clauses.forecasts.rules import Pipeline


@dataclass(frozen=True)
class Outcome:
    """What a unit comes to with the plans and one scenario, or with the plans alone."""

    scenario: Scenario | None
    pipeline: Pipeline | None
    shortfall: Decimal


@dataclass(frozen=True)
class Compared:
    """A unit and its outcomes, the first without any scenario."""

    title: str
    quota: Decimal
    outcomes: Sequence[Outcome]


def comparison(
    units: Sequence[UnitPlans], scenarios: Sequence[Scenario], as_of: date
) -> list[Compared]:
    """Add each scenario to the plans of every unit, one at a time.

    Where nothing is planned at all, what is missing is what is missing today.
    """
    return [
        Compared(
            labels.unit_title(unit.row.lot, unit.row.bucket),
            unit.row.standing.quota,
            [_outcome(unit, scenario, as_of) for scenario in (None, *scenarios)],
        )
        for unit in units
        if unit.row.standing.quota
    ]


def _outcome(unit: UnitPlans, scenario: Scenario | None, as_of: date) -> Outcome:
    contract, standing = unit.row.contract, unit.row.standing
    parts = ahead(unit.plans, as_of, contract.ends_on)
    for row in scenario.parts if scenario else ():
        lot = "" if contract.globalised else row.lot
        more = row.part.ahead(as_of, contract.ends_on)
        if more is not None and (lot, row.bucket) == (unit.row.lot, unit.row.bucket):
            parts.append(more)
    found = rules.pipeline(standing.counted, parts, standing.quota)
    central = found.central if found else standing.counted
    return Outcome(scenario, found, max(Decimal(0), standing.quota - central))
