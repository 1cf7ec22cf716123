"""What a contract's shortfalls may cost, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from school.clauses.forecasts.labels import unit_title
from school.clauses.forecasts.queries import UnitPlans, Units
from school.clauses.models import Contract, Notice
from school.clauses.penalties.models import Hearing
from school.clauses.penalties.rules import late_report_amount
from school.clauses.rules import NoticeKind
from school.clauses.standing.rules import NO_HOURS, Penalty, add_penalties


@dataclass(frozen=True)
class Line:
    """One unit: what is missing, what it may cost, what is due, what the forecast would cost."""

    title: str
    shortfall: Decimal
    penalty: Penalty
    foreseen: Decimal | None


@dataclass(frozen=True)
class PenaltyPage:
    """A contract's penalties on a day."""

    contract: Contract
    lines: Sequence[Line]
    notices: Sequence[Notice]
    as_of: date
    decided: Hearing | None = None
    """The hearing that was decided last."""

    @property
    def total(self) -> Penalty:
        """The sum of all units."""
        return add_penalties([line.penalty for line in self.lines])

    @property
    def shortfall(self) -> Decimal:
        """The hours missing in all; lots never offset one another."""
        return sum((line.shortfall for line in self.lines), NO_HOURS)

    @property
    def foreseen(self) -> Decimal | None:
        """What the forecast shortfalls would cost, uncapped; None when a unit has no forecast."""
        known = [line.foreseen for line in self.lines if line.foreseen is not None]
        return sum(known, NO_HOURS) if known and len(known) == len(self.lines) else None

    @property
    def late_days(self) -> int:
        """How many days reports were late, after notice."""
        return sum(one.days or 0 for one in self._late)

    @property
    def late_amount(self) -> Decimal:
        """What late reports cost, apart from the shortfall."""
        days = [one.days for one in self._late]
        return late_report_amount(days, self.contract.late_report_per_day)

    @property
    def _late(self) -> list[Notice]:
        given = [one for one in self.notices if one.kind is NoticeKind.LATE_REPORT]
        return [one for one in given if one.on_date is not None and one.on_date <= self.as_of]


def penalty_page(found: Units, as_of: date, decided: Hearing | None = None) -> PenaltyPage:
    """Make the page of the one contract that was asked for."""
    contract = found.contracts[0]
    lines = [_line(unit) for unit in found.units]
    notices = sorted(
        found.notices.get(contract.id, ()), key=lambda one: (one.on_date or as_of, one.reference)
    )
    return PenaltyPage(contract, lines, notices, as_of, decided)


def _line(unit: UnitPlans) -> Line:
    standing = unit.row.standing
    missing = standing.outlook.shortfall
    rate = unit.row.contract.penalty_per_hour or NO_HOURS
    foreseen = None if missing is None else missing * rate
    title = unit_title(unit.row.lot, unit.row.bucket)
    return Line(title, standing.shortfall, standing.penalty, foreseen)
