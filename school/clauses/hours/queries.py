"""Reads of hours: a month's sheet, what a day can hold, what waits for a decision."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, union
from sqlalchemy.orm import Session, aliased, joinedload

from school.clauses.forecasts.rules import complete_months
from school.clauses.hours.models import MonthDeclaration
from school.clauses.hours.rules import (
    Eligible,
    MonthState,
    days_of_month,
    month_state,
    months_between,
)
from school.clauses.models import (
    Commitment,
    Contract,
    Eligibility,
    IntegrationHours,
    Participant,
)
from school.clauses.rules import Bucket, HourStatus
from school.core.errors import NotFound, mark
from school.core.facts import is_known_row

Hours = IntegrationHours


@dataclass(frozen=True)
class Lot:
    """A lot of a contract and what its hours are: what a sheet is kept for."""

    name: str
    bucket: Bucket


@dataclass(frozen=True)
class MonthTotals:
    """A month of a lot: what was declared, and the hours of each state."""

    month: str
    lot: str
    state: MonthState
    hours: dict[HourStatus, Decimal]


def contract_where(session: Session, allowed: ColumnElement[bool], reference: str) -> Contract:
    """Find a contract among those allowed; raise `NotFound` for any other."""
    found = session.scalar(
        select(Contract)
        .where(allowed, Contract.reference == reference)
        .options(joinedload(Contract.operator))
    )
    if found is None:
        raise NotFound(mark("Ce contrat n’existe pas."))
    return found


def lots_of(session: Session, contract: Contract) -> list[Lot]:
    """List what hours may be declared for: what quotas, and entries, speak of."""
    asked = select(Commitment.lot, Commitment.bucket).where(Commitment.contract_id == contract.id)
    worked = select(Hours.lot, Hours.bucket).where(Hours.contract_id == contract.id)
    rows = session.execute(union(asked, worked))
    found = sorted({Lot(str(lot), Bucket(bucket)) for lot, bucket in rows}, key=_order)
    return found or [Lot("", Bucket.INTEGRATION)]


def _order(lot: Lot) -> tuple[str, str]:
    return lot.name, lot.bucket.value


def check_month(contract: Contract, month: str, today: date) -> str:
    """Refuse what is no month of a contract that has begun."""
    if month not in months_between(contract.starts_on, contract.ends_on, today):
        raise NotFound(mark("Ce mois n’est pas de ce contrat, ou il n’a pas commencé."))
    return month


def in_month(month: str) -> ColumnElement[bool]:
    """Keep the entries worked in a month."""
    days = days_of_month(month)
    return Hours.worked_on.between(days[0], days[-1])


def month_totals(session: Session, contract: Contract, today: date) -> list[MonthTotals]:
    """List every month of every lot that has begun, the latest first, with what is known of it."""
    sums: dict[tuple[str, str], dict[HourStatus, Decimal]] = defaultdict(dict)
    day = Hours.worked_on
    year, number = func.extract("year", day), func.extract("month", day)
    rows = session.execute(
        select(year, number, Hours.lot, Hours.status, func.sum(Hours.hours))
        .where(Hours.contract_id == contract.id, is_known_row(Hours, today), Hours.hours > 0)
        .group_by(year, number, Hours.lot, Hours.status)
    )
    for of_year, of_month, lot, status, hours in rows:
        sums[f"{int(of_year)}-{int(of_month):02d}", lot][status] = hours
    said = {(one.month, one.lot): one.has_hours for one in declarations(session, contract)}
    lots = sorted({one.name for one in lots_of(session, contract)})
    start = contract.starts_on or today
    complete = {f"{one:%Y-%m}" for one in complete_months(start, contract.ends_on, today)}
    if contract.globalised:
        # The lots of such a contract are one: where one speaks, the others are not silent.
        spoken = {month for month, _ in sums} | {month for month, _ in said}
        said = {(month, lot): False for month in spoken for lot in lots} | said
    return [
        MonthTotals(
            month,
            lot,
            month_state(
                declared=said.get((month, lot)),
                has_entries=bool(sums[month, lot]),
                complete=month in complete,
            ),
            sums[month, lot],
        )
        for month in months_between(contract.starts_on, contract.ends_on, today)
        for lot in lots
    ]


def declarations(session: Session, contract: Contract) -> Sequence[MonthDeclaration]:
    """List what was declared of the months of a contract."""
    query = select(MonthDeclaration).where(MonthDeclaration.contract_id == contract.id)
    return session.scalars(query.order_by(MonthDeclaration.month, MonthDeclaration.lot)).all()


def entries_of(
    session: Session,
    contract: Contract,
    lot: Lot,
    participant: Participant,
    month: str,
    today: date,
) -> Sequence[IntegrationHours]:
    """List a person's entries of a month of a lot, as they stand."""
    return entries_of_people(session, contract, lot, [participant.id], month, today)


def entries_of_people(
    session: Session,
    contract: Contract,
    lot: Lot,
    participants: Collection[int],
    month: str,
    today: date,
    days: Collection[date] | None = None,
) -> Sequence[IntegrationHours]:
    """List the entries of people, by their numbers, of a month of a lot, as they stand.

    Of some days alone where these are given.
    """
    query = select(Hours).where(
        of_lot(contract, lot, month),
        Hours.participant_id.in_(participants),
        is_known_row(Hours, today),
    )
    if days is not None:
        query = query.where(Hours.worked_on.in_(days))
    query = query.options(joinedload(Hours.placement))
    return session.scalars(query.order_by(Hours.worked_on, Hours.reference)).all()


def eligibilities_of(session: Session, participants: Collection[int]) -> dict[int, list[Eligible]]:
    """Give the eligibilities of people, by their number.

    Whoever stands for one trainee is one person, and what is stated of one holds for all.
    """
    found: dict[int, list[Eligible]] = defaultdict(list)
    asked, other = aliased(Participant), aliased(Participant)
    rows = session.execute(
        select(asked.id, Eligibility)
        .select_from(asked)
        .join(other, same_person(asked, other))
        .join(Eligibility, Eligibility.participant_id == other.id)
        .where(asked.id.in_(participants))
        .order_by(Eligibility.eligible_from, Eligibility.criterion)
    )
    for number, one in rows:
        found[number].append(Eligible(one.criterion, one.eligible_from, one.months))
    return found


def same_person(asked: type[Participant], other: type[Participant]) -> ColumnElement[bool]:
    """Tell whether two participants are one person: of one trainee, else the same."""
    return or_(other.id == asked.id, other.trainee_id == asked.trainee_id)


def declaration_of(
    session: Session, contract: Contract, lot: str, month: str
) -> MonthDeclaration | None:
    """Give what was declared of a month of a lot."""
    return session.scalar(
        select(MonthDeclaration).where(
            MonthDeclaration.contract_id == contract.id,
            MonthDeclaration.lot == lot,
            MonthDeclaration.month == month,
        )
    )


def has_hours(session: Session, contract: Contract, lot: str, month: str, today: date) -> bool:
    """Tell whether any hours stand in a month of a lot."""
    query = select(literal(1)).where(
        Hours.contract_id == contract.id,
        Hours.lot == lot,
        Hours.hours > 0,
        in_month(month),
        is_known_row(Hours, today),
    )
    return session.scalar(query.limit(1)) is not None


def check_lot(lots: Sequence[Lot], name: str, bucket: Bucket | None) -> Lot:
    """Give the lot that a name and a nature say; raise `NotFound` where there is none."""
    for one in lots:
        if one.name == name and bucket in {None, one.bucket}:
            return one
    raise NotFound(mark("Ce lot n’est pas de ce contrat."))


def of_lot(contract: Contract, lot: Lot, month: str) -> ColumnElement[bool]:
    """Keep the entries of a month of a lot."""
    return and_(
        Hours.contract_id == contract.id,
        Hours.lot == lot.name,
        Hours.bucket == lot.bucket,
        in_month(month),
    )
