"""The figures of integration clauses, which screens, files and commands all show (INDICATORS §4).

Units are computed one by one and only then grouped: lots never offset one another.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from school.clauses.forecasts import rules as forecasts
from school.clauses.models import Contract
from school.clauses.penalties import rules as penalties
from school.clauses.rules import Bucket
from school.clauses.standing.options import Asked, Grouping
from school.clauses.standing.queries import (
    Counted,
    Group,
    Kept,
    UnitHours,
    Within,
    count,
    kept,
)
from school.clauses.standing.rules import (
    NO_HOURS,
    Hours,
    Outlook,
    Penalty,
    People,
    Quota,
    Standing,
    add_up,
    quota_on,
    stand,
    training_counted,
)

NOBODY = People()
NOTHING_DONE = UnitHours(Hours(), {})
NOTHING_ASKED = Quota(NO_HOURS, NO_HOURS)


@dataclass(frozen=True)
class UnitRow:
    """A unit and where it stands. `lot` is empty for a globalised contract."""

    contract: Contract
    lot: str
    bucket: Bucket
    standing: Standing

    @property
    def group(self) -> dict[str, str | None]:
        """The names of the unit; a lot that is not stated is null."""
        return {"contract": self.contract.reference, "lot": self.lot or None}


@dataclass(frozen=True)
class GroupRow:
    """Several units that share a value, of one bucket, and where they stand together."""

    by: Grouping
    value: str | None
    bucket: Bucket
    standing: Standing

    @property
    def group(self) -> dict[str, str | None]:
        """The name of the group; what is not stated is null."""
        return {self.by.value: self.value}


Row = UnitRow | GroupRow


@dataclass(frozen=True)
class Report:
    """The rows of a grouping, sorted, null last; there is no total (INDICATORS §6)."""

    asked: Asked
    rows: Sequence[Row]


def clauses_report(session: Session, asked: Asked, within: Within = None) -> Report:
    """Compute the figures of all contracts, or of those that a condition keeps."""
    found, counted = kept(session, asked.as_of, within), count(session, asked, within)
    rows = unit_rows(asked, found, counted)
    if asked.by is Grouping.LOT:
        return Report(asked, rows)
    return Report(asked, grouped(asked.by, rows, counted.people))


def contract_standing(session: Session, contract: Contract, found: Kept, day: date) -> Report:
    """Compute where one contract stands today, with all that is known and what was read of it."""
    asked = Asked(day, day)
    counted = count(session, asked, Contract.id == contract.id)
    return Report(asked, unit_rows(asked, found, counted))


def unit_rows(asked: Asked, found: Kept, counted: Counted) -> list[UnitRow]:
    """Compute every unit with a commitment in force or with hours, sorted."""
    hours: dict[int, dict[tuple[str, Bucket], UnitHours]] = defaultdict(dict)
    for (contract_id, lot, bucket), unit in counted.units.items():
        hours[contract_id][lot, bucket] = unit
    by_lot = asked.by is Grouping.LOT
    rows = []
    for contract in found.contracts:
        units = _of_contract(contract, asked, found, hours[contract.id])
        for (lot, bucket), standing in sorted(units.items(), key=_lot_null_last):
            people = counted.people.get((contract.id, lot, bucket), NOBODY) if by_lot else NOBODY
            ways = counted.ways.get((contract.id, lot, bucket), {})
            whole = replace(standing, people=people, ways=ways)
            rows.append(UnitRow(contract, lot, bucket, whole))
    return rows


def grouped(
    by: Grouping, rows: Sequence[UnitRow], people: Mapping[Group, People]
) -> list[GroupRow]:
    """Add units up by contract, department or operator; a unit alone keeps its forecasts."""
    groups: dict[tuple[str | None, Bucket], list[UnitRow]] = defaultdict(list)
    for row in rows:
        groups[_value(by, row.contract), row.bucket].append(row)
    made = []
    for (value, bucket), several in sorted(groups.items(), key=_value_null_last):
        persons = people.get((_key(by, several[0].contract), "", bucket), NOBODY)
        standings = [row.standing for row in several]
        alone = len(several) == 1
        whole = replace(standings[0], people=persons) if alone else add_up(standings, persons)
        made.append(GroupRow(by, value, bucket, whole))
    return made


def _value(by: Grouping, contract: Contract) -> str | None:
    if by is Grouping.DEPARTMENT:
        return contract.department
    if by is Grouping.OPERATOR:
        return contract.operator.reference if contract.operator else None
    return contract.reference


def _key(by: Grouping, contract: Contract) -> int | str | None:
    if by is Grouping.DEPARTMENT:
        return contract.department
    return contract.operator_id if by is Grouping.OPERATOR else contract.id


def _lot_null_last(unit: tuple[tuple[str, Bucket], Standing]) -> tuple[bool, str, str]:
    lot, bucket = unit[0]
    return not lot, lot, bucket.value


def _value_null_last(
    group: tuple[tuple[str | None, Bucket], list[UnitRow]],
) -> tuple[bool, str, str]:
    value, bucket = group[0]
    return value is None, value or "", bucket.value


def _of_contract(
    contract: Contract,
    asked: Asked,
    found: Kept,
    hours: Mapping[tuple[str, Bucket], UnitHours],
) -> dict[tuple[str, Bucket], Standing]:
    quotas = _quotas(contract, asked, found)
    standings = {}
    for lot, bucket in {*quotas, *hours}:
        quota = quotas.get((lot, bucket), NOTHING_ASKED)
        done = hours.get((lot, bucket), NOTHING_DONE)
        training = hours.get((lot, Bucket.TRAINING), NOTHING_DONE).hours.validated
        standings[lot, bucket] = stand(
            contract,
            quota,
            done.hours,
            training_counted(contract, bucket, quota.hours, training),
            by_month=done.by_month,
        )
    plans = _plans(contract, asked, found)
    outlooks = {
        unit: _outlook(contract, asked, standing, plans.get(unit, ()))
        for unit, standing in standings.items()
    }
    charged = _charged(contract, asked, found, list(standings.values()))
    return {
        unit: replace(standing, outlook=outlooks[unit], penalty=penalty)
        for (unit, standing), penalty in zip(standings.items(), charged, strict=True)
    }


def _quotas(contract: Contract, asked: Asked, found: Kept) -> dict[tuple[str, Bucket], Quota]:
    promised = defaultdict(list)
    for promise in found.promises.get(contract.id, ()):
        promised[_lot(contract, promise.lot), promise.commitment.bucket].append(promise)
    quotas = {
        unit: quota_on(asked.as_of, contract, promises) for unit, promises in promised.items()
    }
    return {unit: quota for unit, quota in quotas.items() if quota is not None}


def _lot(contract: Contract, lot: str) -> str:
    """Name the unit's lot: a globalised contract has none."""
    return "" if contract.globalised else lot


def _plans(
    contract: Contract, asked: Asked, found: Kept
) -> dict[tuple[str, Bucket], list[forecasts.Plan]]:
    plans = defaultdict(list)
    for plan in found.planned.get(contract.id, ()):
        ahead = forecasts.plan_ahead(
            (plan.starts_on, plan.ends_on),
            plan.hours,
            plan.probability,
            (asked.as_of, contract.ends_on),
        )
        if ahead is not None:
            plans[_lot(contract, plan.lot), plan.bucket].append(ahead)
    return plans


def _outlook(
    contract: Contract, asked: Asked, standing: Standing, plans: Sequence[forecasts.Plan]
) -> Outlook:
    pipeline = forecasts.pipeline(standing.counted, plans, standing.quota)
    pace = None
    if contract.starts_on and contract.ends_on:
        months = forecasts.complete_months(contract.starts_on, contract.ends_on, asked.as_of)
        pace = forecasts.run_rate(
            standing.counted,
            [standing.by_month.get(month, NO_HOURS) for month in months],
            forecasts.remaining_months(asked.as_of, contract.ends_on),
        )
    missing = forecasts.forecast_shortfall(standing.quota, pipeline, pace)
    return Outlook(pipeline, pace, missing)


def _charged(
    contract: Contract, asked: Asked, found: Kept, standings: Sequence[Standing]
) -> list[Penalty]:
    terms = penalties.Terms(
        contract.ends_on, contract.penalty_per_hour, contract.penalty_cap, contract.currency
    )
    notices = [
        penalties.DatedNotice(one.kind, one.on_date, one.expires_on)
        for one in found.notices.get(contract.id, ())
    ]
    shortfalls: list[Decimal] = [one.shortfall for one in standings]
    return [
        Penalty(one.potential, one.due, contract.currency)
        for one in penalties.penalties(shortfalls, terms, notices, asked.as_of)
    ]
