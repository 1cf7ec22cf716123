"""Reads of the board beside hours: the months that somebody declared, the reports filed."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.clauses.hours.models import MonthDeclaration
from school.clauses.models import Contract
from school.clauses.reports.models import ClauseReport
from school.clauses.standing.queries import Within


def months_declared(
    session: Session, known_on: date, within: Within = None
) -> Mapping[int, Mapping[str, set[date]]]:
    """Give, of each contract and lot, the months declared by a day, with hours or without any."""
    query = select(MonthDeclaration.contract_id, MonthDeclaration.lot, MonthDeclaration.month)
    query = query.where(MonthDeclaration.declared_on <= known_on)
    if within is not None:
        query = query.where(MonthDeclaration.contract_id.in_(select(Contract.id).where(within)))
    found: dict[int, dict[str, set[date]]] = defaultdict(lambda: defaultdict(set))
    for contract_id, lot, month in session.execute(query):
        found[contract_id][lot].add(date.fromisoformat(f"{month}-01"))
    return found


def reports_filed(
    session: Session, known_on: date, within: Within = None
) -> Mapping[int, dict[date, date]]:
    """Give, of each contract, when the reports known by a day were filed, by their period's end."""
    query = select(
        ClauseReport.contract_id, ClauseReport.period_ends_on, ClauseReport.filed_on
    ).where(ClauseReport.written_on <= known_on)
    if within is not None:
        query = query.where(ClauseReport.contract_id.in_(select(Contract.id).where(within)))
    found: dict[int, dict[date, date]] = defaultdict(dict)
    for contract_id, ends_on, filed_on in session.execute(query):
        found[contract_id][ends_on] = filed_on
    return found
