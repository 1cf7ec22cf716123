"""The figures of the board: every contract with its units, and contracts added up by a value."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from sqlalchemy.orm import Session

from school.clauses.board.queries import months_declared, reports_filed
from school.clauses.board.rules import (
    Alert,
    Grouped,
    Situation,
    alerts_of,
    months_missing,
    urgency,
)
from school.clauses.hours.rules import months_known
from school.clauses.models import Contract
from school.clauses.reports.rules import count_late
from school.clauses.rules import Bucket
from school.clauses.standing.options import Asked
from school.clauses.standing.queries import Shared, Within, count, kept
from school.clauses.standing.report import NOBODY, Report, UnitRow, unit_rows
from school.clauses.standing.rules import NO_HOURS, People, Standing, add_up

VALUES: Mapping[Grouped, Callable[[Contract], str | None]] = {
    Grouped.CONTRACT: lambda contract: contract.reference,
    Grouped.DEPARTMENT: lambda contract: contract.department,
    Grouped.OPERATOR: lambda one: one.operator.reference if one.operator else None,
    Grouped.AUTHORITY: lambda contract: contract.authority,
}
"""The value by which contracts are brought together."""


@dataclass(frozen=True)
class ContractLine:
    """A contract, where it stands by bucket, and why somebody should look at it.

    `foretold` is what its units would lack at the end, added up; None where one of them that has
    a quota cannot be foretold.
    """

    contract: Contract
    units: Sequence[UnitRow]
    standings: Mapping[Bucket, Standing]
    foretold: Decimal | None
    months_missing: tuple[date, ...]
    alerts: tuple[Alert, ...]
    shared: Sequence[Shared] = ()
    """Those of its persons who have hours under other contracts too."""


@dataclass(frozen=True)
class GroupLine:
    """Contracts that share a value, added up: shortfalls are summed, none makes up for another."""

    by: Grouped
    value: str | None
    lines: Sequence[ContractLine]

    @cached_property
    def standings(self) -> Mapping[Bucket, Standing]:
        """Where the contracts stand together, by bucket."""
        return together(self.lines)

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """The reasons to look at any of the contracts, the gravest first."""
        found = {alert for line in self.lines for alert in line.alerts}
        return tuple(alert for alert in Alert if alert in found)

    @property
    def months_missing(self) -> int:
        """The months without a declaration, of all the contracts."""
        return sum(len(line.months_missing) for line in self.lines)


@dataclass(frozen=True)
class Board:
    """All contracts of a reader on a day, the furthest behind first."""

    asked: Asked
    lines: Sequence[ContractLine]

    @cached_property
    def standings(self) -> Mapping[Bucket, Standing]:
        """Where all contracts stand together, by bucket."""
        return together(self.lines)

    @property
    def units(self) -> Report:
        """The figures of every unit, as the command prints them."""
        lines = sorted(self.lines, key=lambda line: line.contract.reference)
        return Report(self.asked, [row for line in lines for row in line.units])

    @property
    def shortfall(self) -> Decimal:
        """What is missing in all, never netted."""
        return sum((one.shortfall for one in self.standings.values()), NO_HOURS)

    @cached_property
    def penalties(self) -> Mapping[str, tuple[Decimal, Decimal]]:
        """What shortfalls may cost and what is due, by currency."""
        sums: dict[str, tuple[Decimal, Decimal]] = {}
        for line in self.lines:
            currency = line.contract.currency or ""
            for one in line.standings.values():
                potential, due = sums.get(currency, (NO_HOURS, NO_HOURS))
                more = (one.penalty.potential or NO_HOURS, one.penalty.due or NO_HOURS)
                sums[currency] = (potential + more[0], due + more[1])
        return {name: pair for name, pair in sorted(sums.items()) if any(pair)}

    def count(self, alert: Alert) -> int:
        """Count the contracts for which an alert holds."""
        return sum(alert in line.alerts for line in self.lines)

    def grouped(self, by: Grouped) -> list[GroupLine]:
        """Bring contracts together by a value, the furthest behind first."""
        groups: dict[str | None, list[ContractLine]] = defaultdict(list)
        for line in self.lines:
            groups[VALUES[by](line.contract)].append(line)
        made = [GroupLine(by, value, lines) for value, lines in groups.items()]
        return sorted(
            made, key=lambda one: (*urgency(one.standings), one.value is None, one.value or "")
        )

    def narrowed(self, keep: Callable[[ContractLine], bool]) -> "Board":
        """Keep some of the contracts."""
        return Board(self.asked, [line for line in self.lines if keep(line)])


@dataclass(frozen=True)
class Said:
    """What an operator said of a contract beside hours: months declared, reports by period."""

    months: Mapping[str, set[date]]
    reports: dict[date, date]


def board_of(session: Session, asked: Asked, within: Within = None) -> Board:
    """Compute the board of the contracts that a condition keeps, in seven statements."""
    found = kept(session, asked.as_of, within)
    counted = count(session, asked, within)
    rows: dict[int, list[UnitRow]] = defaultdict(list)
    for row in unit_rows(asked, found, counted):
        rows[row.contract.id].append(row)
    shared: dict[int, list[Shared]] = defaultdict(list)
    for one in counted.shared:
        shared[one.contract_id].append(one)
    declared = months_declared(session, asked.known_on, within)
    filed = reports_filed(session, asked.known_on, within)
    lines = []
    for contract in found.contracts:
        people = {bucket: counted.of_contracts.get((contract.id, bucket)) for bucket in Bucket}
        said = Said(declared.get(contract.id, {}), filed.get(contract.id, {}))
        line = _line(contract, rows[contract.id], people, asked, said)
        lines.append(replace(line, shared=shared[contract.id]))
    lines.sort(key=lambda line: (*urgency(line.standings), line.contract.reference))
    return Board(asked, lines)


def together(lines: Sequence[ContractLine]) -> Mapping[Bucket, Standing]:
    """Add contracts up by bucket; shortfalls are summed, and each person is counted once."""
    several: dict[Bucket, list[Standing]] = defaultdict(list)
    for line in lines:
        for bucket, standing in line.standings.items():
            several[bucket].append(standing)
    again = _counted_again(lines)
    return {
        bucket: add_up(
            several[bucket],
            sum((one.people for one in several[bucket]), NOBODY) - again.get(bucket, NOBODY),
        )
        for bucket in Bucket
        if bucket in several
    }


def _counted_again(lines: Sequence[ContractLine]) -> Mapping[Bucket, People]:
    """Give by how much the persons of some contracts are too many, added up."""
    sums: dict[tuple[Bucket, int], People] = {}
    once: dict[tuple[Bucket, int], People] = {}
    for line in lines:
        for one in line.shared:
            key = one.bucket, one.person
            sums[key] = sums.get(key, NOBODY) + one.once
            once[key] = once.get(key, NOBODY) | one.once
    again: dict[Bucket, People] = {}
    for (bucket, person), people in sums.items():
        more = people - once[bucket, person]
        again[bucket] = again.get(bucket, NOBODY) + more
    return again


def _line(
    contract: Contract,
    rows: Sequence[UnitRow],
    people: Mapping[Bucket, People | None],
    asked: Asked,
    said: Said,
) -> ContractLine:
    of_bucket: dict[Bucket, list[Standing]] = defaultdict(list)
    for row in rows:
        of_bucket[row.bucket].append(row.standing)
    standings = {
        bucket: replace(
            several[0] if len(several) == 1 else add_up(several, NOBODY),
            people=people.get(bucket) or NOBODY,
        )
        for bucket, several in of_bucket.items()
    }
    declared = known_months(contract, rows, said.months)
    missing = months_missing(contract.starts_on, contract.ends_on, asked.as_of, declared)
    units = [row.standing for row in rows]
    late = count_late(contract, said.reports, asked.as_of)
    days = (asked.as_of, contract.starts_on, contract.ends_on)
    situation = Situation(*days, units, missing, late)
    alerts = alerts_of(situation)
    return ContractLine(contract, rows, standings, _foretold(units), missing, alerts)


def known_months(
    contract: Contract, rows: Sequence[UnitRow], said: Mapping[str, set[date]]
) -> set[date]:
    """Give the months of which every lot says something, as the page of its months does."""
    known: dict[str, set[date]] = {row.lot: set() for row in rows} or {"": set()}
    for row in rows:
        known[row.lot] |= row.standing.by_month.keys()
    for lot, months in said.items():
        unit = "" if contract.globalised else lot
        if unit in known:
            known[unit] |= months
    return months_known(known)


def _foretold(units: Sequence[Standing]) -> Decimal | None:
    ends = [one.outlook.shortfall for one in units if one.quota]
    known = [end for end in ends if end is not None]
    return sum(known, NO_HOURS) if known and len(known) == len(ends) else None
