"""Reads of the reports of contracts: what was filed, and what waits."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.clauses.models import Contract
from school.clauses.policy import (
    contract_manageable_by,
    contract_open_to,
    contract_spoken_for,
    contract_validatable_by,
)
from school.clauses.reports.models import ClauseReport
from school.clauses.reports.rules import WAITING, Period, ReportState, periods
from school.core.errors import NotFound, mark
from school.core.paging import PAGE_SIZE, Slice, clamp


@dataclass(frozen=True)
class ReportLine:
    """A period, its report where one was filed, and where it stands on a day."""

    period: Period
    report: ClauseReport | None
    as_of: date

    @property
    def filed_on(self) -> date | None:
        """The day on which it was filed."""
        return self.report.filed_on if self.report else None

    @property
    def state(self) -> ReportState:
        """Where it stands."""
        return self.period.state(self.filed_on, self.as_of)

    @property
    def waits(self) -> bool:
        """Whether it is the operator's turn."""
        return self.state in WAITING

    @property
    def days_late(self) -> int:
        """By how many days it is, or was, late."""
        return self.period.days_late(self.filed_on, self.as_of)


@dataclass(frozen=True)
class ReportsPage:
    """The reports of a contract, the latest period first, and what a person may do."""

    contract: Contract
    files: bool
    receives: bool
    lines: Slice[ReportLine]

    def amount_of(self, line: ReportLine) -> Decimal:
        """What the lateness of a report may cost, after notice (INDICATORS §4)."""
        return (self.contract.late_report_per_day or Decimal(0)) * line.days_late


def reports_page(
    session: Session, principal: Principal, reference: str, day: date, number: int
) -> ReportsPage:
    """Gather the reports of a contract; raises `NotFound` when the person may not read it all."""
    row = session.execute(
        select(Contract, contract_manageable_by(principal), contract_validatable_by(principal))
        .where(contract_open_to(principal), Contract.reference == reference)
        .options(joinedload(Contract.operator))
    ).one_or_none()
    if row is None:
        raise NotFound(mark("Ce contrat n’existe pas."))
    contract, manages, validates = row
    filed = {one.period_ends_on: one for one in filed_reports(session, contract)}
    lines = [ReportLine(one, filed.get(one.ends_on), day) for one in periods(contract, day)][::-1]
    page = clamp(number, len(lines))
    shown = lines[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return ReportsPage(
        contract,
        bool(manages) and principal.may(Permission.MANAGE_CLAUSES),
        bool(validates) and principal.may(Permission.VALIDATE_HOURS),
        Slice(shown, page, len(lines)),
    )


def filed_reports(session: Session, contract: Contract) -> Sequence[ClauseReport]:
    """List the reports that were filed for a contract, with their papers."""
    query = select(ClauseReport).where(ClauseReport.contract_id == contract.id)
    return session.scalars(query.options(joinedload(ClauseReport.document))).all()


def waiting_reports(
    session: Session, principal: Principal, day: date, most: int
) -> list[tuple[Contract, ReportLine]]:
    """List the reports owed under the contracts of whom a person speaks for, the oldest first."""
    query = (
        select(Contract, ClauseReport.period_ends_on)
        .outerjoin(ClauseReport, ClauseReport.contract_id == Contract.id)
        .where(
            contract_spoken_for(principal, Permission.SEE_CLAUSES),
            and_(Contract.report_every_months.is_not(None), Contract.starts_on <= day),
            or_(ClauseReport.id.is_(None), ClauseReport.filed_on <= day),
        )
    )
    contracts: dict[str, Contract] = {}
    filed: dict[str, set[date]] = defaultdict(set)
    for contract, ends_on in session.execute(query):
        contracts[contract.reference] = contract
        filed[contract.reference].add(ends_on)
    found = [
        (contract, line)
        for reference, contract in contracts.items()
        for line in _owed(contract, filed[reference], day)
    ]
    found.sort(key=lambda one: (one[1].period.ends_on, one[0].reference))
    return found[:most]


def _owed(contract: Contract, filed: set[date], day: date) -> Iterator[ReportLine]:
    for period in periods(contract, day):
        line = ReportLine(period, None, day)
        if period.ends_on not in filed and line.waits:
            yield line
