"""Every SELECT about sealed reports."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from school.access.principal import Principal
from school.accounts.models import School
from school.core.errors import NotFound, mark
from school.core.paging import Slice, paginate
from school.hiring.sealing.models import SealedFile, SealedReport, SealedSchool
from school.hiring.sealing.policy import visible_to
from school.hiring.sealing.rules import FIGURES

MISSING = mark("Aucun rapport n’est scellé sous ce code.")


def reports_for(session: Session, principal: Principal, page: int) -> Slice[SealedReport]:
    """List the reports that a person may see, the newest first."""
    query = (
        select(SealedReport)
        .where(visible_to(principal))
        .order_by(SealedReport.sealed_at.desc(), SealedReport.id.desc())
    )
    return paginate(session, query, page)


def report_for(session: Session, principal: Principal, code: str) -> SealedReport:
    """Find a report that a person may see; raise `NotFound` for any other."""
    query = select(SealedReport).where(SealedReport.code == code, visible_to(principal))
    found = session.scalar(query)
    if found is None:
        raise NotFound(MISSING)
    return found


def report_by_code(session: Session, code: str) -> SealedReport:
    """Find a report by the code on its paper, whoever asks; raise `NotFound` without one."""
    found = session.scalar(select(SealedReport).where(SealedReport.code == code))
    if found is None:
        raise NotFound(MISSING)
    return found


def every_report(session: Session) -> Sequence[SealedReport]:
    """List every report, the oldest first."""
    return session.scalars(select(SealedReport).order_by(SealedReport.id)).all()


def figures_released(
    session: Session, schools: Collection[str]
) -> Sequence[tuple[SealedReport, bytes]]:
    """Read the reports about any of some schools, by their codes, with their files of figures.

    The newest comes first; a report that lost its file is not among them.
    """
    about = select(SealedSchool.report_id).join(School, School.id == SealedSchool.school_id)
    query = (
        select(SealedReport, SealedFile.content)
        .join(SealedFile, SealedFile.report_id == SealedReport.id)
        .where(SealedFile.name == FIGURES)
        .where(SealedReport.id.in_(about.where(School.reference.in_(schools))))
        .order_by(SealedReport.id.desc())
    )
    return [(report, content) for report, content in session.execute(query)]


def every_school(session: Session) -> Sequence[School]:
    """List every school by code, for the person who keeps the server."""
    return session.scalars(select(School).order_by(School.reference)).all()


def files_of(session: Session, report: SealedReport) -> dict[str, bytes]:
    """Read the files of a report as they were given out."""
    query = select(SealedFile.name, SealedFile.content).where(SealedFile.report_id == report.id)
    return {row.name: row.content for row in session.execute(query)}


def file_of(session: Session, report: SealedReport, name: str) -> bytes | None:
    """Read one file of a report; nothing when it has none of that name."""
    return session.scalar(
        select(SealedFile.content).where(SealedFile.report_id == report.id, SealedFile.name == name)
    )


def newest_edition(session: Session, report: SealedReport) -> SealedReport:
    """Follow a report to the edition that nothing replaces; itself when it is that."""
    line = select(SealedReport.id).where(SealedReport.id == report.id).cte(recursive=True)
    after = aliased(SealedReport)
    line = line.union_all(select(after.id).join(line, after.replaces_id == line.c.id))
    query = (
        select(SealedReport)
        .where(SealedReport.id.in_(select(line.c.id)))
        .order_by(SealedReport.edition.desc())
    )
    found = session.scalars(query).first()
    return found or report


def edition_before(session: Session, report: SealedReport) -> SealedReport | None:
    """Give the edition that a report replaces."""
    return session.get(SealedReport, report.replaces_id) if report.replaces_id else None
