"""What can be done with reports: file one, or say that one came another way."""

from datetime import date

from sqlalchemy.orm import Session

from school.clauses.contracts.operations import attach_document
from school.clauses.models import Contract
from school.clauses.reports.models import ClauseReport
from school.clauses.reports.rules import Period, period_of
from school.core import audit
from school.core.errors import InvalidInput, NotFound, mark
from school.core.periods import written_day
from school.core.references import new_reference


def report_period(contract: Contract, ends_on: str) -> Period:
    """Read the period of a contract that an address names; raises `NotFound` for none."""
    try:
        found = period_of(contract, date.fromisoformat(ends_on))
    except ValueError:
        found = None
    if found is None:
        raise NotFound(mark("Le contrat ne demande pas de bilan de cette période."))
    return found


def file_report(
    session: Session,
    actor: str,
    contract: Contract,
    period: Period,
    paper: tuple[str, bytes],
    day: date,
) -> ClauseReport:
    """File the report of a period as a PDF, today; `paper` is its title and its bytes.

    Raises `InvalidInput` for a period that is not over and for what is no PDF. A second report
    of a period is refused by its constraint.
    """
    _expect_over(period, day, None)
    document = attach_document(session, actor, contract, *paper)
    return _keep(session, actor, contract, period, (day, day), document.id)


def receive_report(
    session: Session, actor: str, contract: Contract, period: Period, came_on: date, day: date
) -> ClauseReport:
    """Say that the report of a period came another way, and on which day.

    Raises `InvalidInput` for a day to come, and for one on which the period was not over.
    """
    if came_on > day:
        raise InvalidInput(mark("Ce jour n’est pas encore venu."), "filed_on")
    _expect_over(period, came_on, "filed_on")
    return _keep(session, actor, contract, period, (came_on, day), None)


def _expect_over(period: Period, day: date, field: str | None) -> None:
    if day <= period.ends_on:
        raise InvalidInput(
            mark("La période finit le %(day)s : son bilan vient après."),
            field,
            {"day": written_day(period.ends_on)},
        )


def _keep(
    session: Session,
    actor: str,
    contract: Contract,
    period: Period,
    days: tuple[date, date],
    document_id: int | None,
) -> ClauseReport:
    filed_on, written_on = days
    report = ClauseReport(
        reference=new_reference("BI"),
        contract_id=contract.id,
        period_ends_on=period.ends_on,
        filed_on=filed_on,
        written_on=written_on,
        written_by=actor,
        document_id=document_id,
    )
    session.add(report)
    audit.record(session, actor, "clause_report.file", report)
    return report
