"""Reads behind the figures of clauses: hours by fate, quotas, worked hours, plans, notices.

The number of statements does not grow with contracts, and no entry of hours leaves the database.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Row,
    Select,
    SQLColumnExpression,
    String,
    and_,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session, joinedload

from school.clauses.models import Commitment, Contract, Notice, PlannedHours, WorkedHours
from school.clauses.rules import Bucket, HourForm
from school.clauses.standing.fates import NO_HOURS, fates
from school.clauses.standing.options import Asked, Grouping
from school.clauses.standing.person_queries import (
    COUNTS,
    HOURS_OF_SEXES,
    PARTS,
    Kind,
    latest_jobs,
    people_of,
    shared_by,
    ways_of,
)
from school.clauses.standing.rules import Hours, People, Way
from school.cohorts.rules import Sex
from school.core.calendar import first_of_month
from school.core.database import ExactDecimal
from school.core.sql_dates import first_of_month_of
from school.core.sql_logic import ZERO, is_one

Within = ColumnElement[bool] | None
"""A condition on contracts; None is every contract."""

Unit = tuple[int, str, Bucket]
"""A contract's id, a lot (empty for a globalised contract) and a bucket."""

Group = tuple[int | str | None, str, Bucket]
"""What a row is of: the value of its grouping, a lot (empty but for lots), and a bucket."""

AboutContract = TypeVar("AboutContract", Notice, PlannedHours)


@dataclass
class UnitHours:
    """The hours of a unit, and its validated hours by the first day of the month."""

    hours: Hours
    by_month: dict[date, Decimal]


@dataclass(frozen=True)
class Shared:
    """A person with validated hours under several contracts, as one of these counts them."""

    contract_id: int
    bucket: Bucket
    person: int
    once: People


@dataclass(frozen=True)
class Counted:
    """What the hours come to: by unit, and the persons of each group and of each contract.

    `shared` names the persons whom several contracts count.
    """

    units: dict[Unit, UnitHours]
    people: dict[Group, People]
    of_contracts: dict[tuple[int, Bucket], People]
    ways: dict[Unit, dict[HourForm | None, Way]]
    shared: list[Shared]


def count(session: Session, asked: Asked, within: Within = None) -> Counted:
    """Add up the hours of every unit by what they came to, and count persons, in one statement."""
    found = Counted({}, {}, {}, {}, [])
    for row in session.execute(_statement(asked, within)):
        _take(found, Kind(row.kind), row)
    return found


def _take(found: Counted, kind: Kind, row: Row[Any]) -> None:
    if kind is Kind.MONTH:
        unit = found.units.setdefault(_unit(row), UnitHours(Hours(), {}))
        hours = Hours(*(getattr(row, name) for name in (*PARTS, *HOURS_OF_SEXES)))
        unit.hours += hours
        if hours.declared:
            unit.by_month[row.month] = hours.validated
    elif kind is Kind.GROUP:
        value = row.value_id if row.value_text is None else row.value_text
        found.people[value, row.lot, Bucket(row.bucket)] = _people(row)
    elif kind is Kind.CONTRACT:
        found.of_contracts[row.value_id, Bucket(row.bucket)] = _people(row)
    elif kind is Kind.WAY:
        form = None if row.form is None else HourForm(row.form)
        ways = found.ways.setdefault(_unit(row), {})
        ways[form] = Way(row.validated, row.people)
    else:
        once = People(1, row.women, row.men, row.followed, row.hired)
        found.shared.append(Shared(row.value_id, Bucket(row.bucket), row.people, once))


def _unit(row: Row[Any]) -> Unit:
    return row.value_id, row.lot, Bucket(row.bucket)


def _people(row: Row[Any]) -> People:
    return People(*(getattr(row, name) for name in COUNTS))


def _statement(asked: Asked, within: Within) -> CompoundSelect[Any]:
    personal, jobs = _by_person(asked, within), latest_jobs(asked.as_of, asked.known_on)
    return union_all(
        _hours(personal),
        people_of(personal, asked.by, jobs, Kind.GROUP),
        people_of(personal, Grouping.CONTRACT, jobs, Kind.CONTRACT),
        ways_of(personal),
        shared_by(personal, jobs),
    )


def _by_person(asked: Asked, within: Within) -> CTE:
    """Add up the hours of each person in each unit and month: far fewer rows than entries."""
    entry = fates(asked.as_of, asked.known_on, within)
    month = first_of_month_of(entry.c.worked_on)
    names = ("contract_id", "lot", "bucket", "form", "person", "sex")
    keys = [entry.c[name] for name in names]
    counted_on = case((entry.c.validated > NO_HOURS, entry.c.worked_on))
    return (
        select(
            *keys,
            month.label("month"),
            *(_sum(entry.c[name], name) for name in PARTS),
            func.min(counted_on).label("first_on"),
        )
        .group_by(*keys, month)
        .cte("by_person")
    )


def _hours(personal: CTE) -> Select[Any]:
    column = personal.c
    keys = (column.contract_id, column.lot, column.bucket, column.month)
    return select(
        literal_column(str(int(Kind.MONTH)), Integer).label("kind"),
        column.contract_id.label("value_id"),
        cast(null(), String).label("value_text"),
        *(column.lot, column.bucket, type_coerce(column.month, Date).label("month")),
        cast(null(), String).label("form"),
        *(_sum(column[name], name) for name in PARTS),
        *(
            _sum(case((is_one(column.sex, sex), column.validated), else_=NO_HOURS), name)
            for sex, name in zip((Sex.FEMALE, Sex.MALE), HOURS_OF_SEXES, strict=True)
        ),
        *(ZERO.label(name) for name in COUNTS),
    ).group_by(*keys)


def _sum(hours: ColumnElement[Any], name: str) -> ColumnElement[Decimal]:
    return type_coerce(func.sum(hours), ExactDecimal).label(name)


@dataclass(frozen=True)
class Promised:
    """A commitment, and the hours worked on which a share of it is taken."""

    commitment: Commitment
    worked: Decimal | None

    @property
    def lot(self) -> str:
        """The lot; empty for a contract as a whole."""
        return self.commitment.lot

    @property
    def valid_from(self) -> date:
        """The day from which it holds."""
        return self.commitment.valid_from

    @property
    def hours(self) -> Decimal | None:
        """The quota in hours; else it is a share of the hours worked."""
        return self.commitment.hours

    @property
    def share(self) -> Decimal:
        """The quota as a share of the hours worked so far, in hours."""
        return (self.commitment.share_of_worked or Decimal(0)) * (self.worked or Decimal(0))


@dataclass(frozen=True)
class Kept:
    """What is kept about contracts beside hours, each by the contract's id."""

    contracts: Sequence[Contract]
    promises: Mapping[int, Sequence[Promised]]
    notices: Mapping[int, Sequence[Notice]]
    planned: Mapping[int, Sequence[PlannedHours]]


def kept(session: Session, as_of: date, within: Within = None) -> Kept:
    """Read contracts, commitments with the hours they are a share of, notices and plans."""
    contracts = select(Contract).options(joinedload(Contract.operator))
    if within is not None:
        contracts = contracts.where(within)
    found = session.scalars(contracts.order_by(Contract.reference)).all()
    return _kept(session, found, as_of, within)


def kept_of(session: Session, contract: Contract, as_of: date) -> Kept:
    """Read the same about one contract that is at hand."""
    return _kept(session, [contract], as_of, Contract.id == contract.id)


def _kept(session: Session, contracts: Sequence[Contract], as_of: date, within: Within) -> Kept:
    return Kept(
        contracts,
        _promises(session, as_of, within),
        _by_contract(session, Notice, within, Notice.on_date, Notice.reference),
        _by_contract(session, PlannedHours, within, PlannedHours.starts_on, PlannedHours.reference),
    )


def _by_contract(
    session: Session, model: type[AboutContract], within: Within, *order: SQLColumnExpression[Any]
) -> Mapping[int, Sequence[AboutContract]]:
    query = select(model).order_by(*order)
    if within is not None:
        query = query.where(model.contract_id.in_(select(Contract.id).where(within)))
    found: dict[int, list[AboutContract]] = defaultdict(list)
    for one in session.scalars(query):
        found[one.contract_id].append(one)
    return found


def _promises(session: Session, as_of: date, within: Within) -> Mapping[int, Sequence[Promised]]:
    """Read commitments; of a share, the hours of its lot in months whose last day has come.

    A globalised contract has no lot: a commitment that names none takes the hours of all.
    """
    last = first_of_month(as_of + timedelta(days=1)) - timedelta(days=1)
    whole = and_(Contract.globalised.is_(True), Commitment.lot == "")
    worked = (
        select(func.sum(WorkedHours.hours))
        .where(
            WorkedHours.contract_id == Commitment.contract_id,
            WorkedHours.month <= f"{last:%Y-%m}",
            or_(WorkedHours.lot == Commitment.lot, whole),
        )
        .correlate(Commitment, Contract)
        .scalar_subquery()
    )
    query = (
        select(Commitment, case((Commitment.share_of_worked.is_not(None), worked)))
        .join(Contract, Contract.id == Commitment.contract_id)
        .order_by(Commitment.lot, Commitment.bucket, Commitment.valid_from)
    )
    if within is not None:
        query = query.where(within)
    found: dict[int, list[Promised]] = defaultdict(list)
    for commitment, hours in session.execute(query):
        found[commitment.contract_id].append(Promised(commitment, hours))
    return found
