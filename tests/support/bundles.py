"""Bundles for tests: written from text, imported in one step, exported as bytes."""

from datetime import date
from pathlib import Path

from school.access.principal import Principal
from school.core.database import Database
from school.exchange.exporting import Export, write_folder
from school.exchange.findings import Severity
from school.exchange.operations import Outcome, import_bundle
from school.exchange.policy import exported_to
from school.exchange.reading import opened_bundle

TODAY = date(2026, 11, 20)

SMALL_SCHOOL = {
    "schools": "school,name,country,department,timezone\nEMN,École,BJ,Littoral,\n",
    "staff": "email,name,role,school,phone,language\nformateur@emn.test,Koffi,trainer,EMN,,fr\n",
    "enterprises": "enterprise,name\nDELTA,Delta Réseaux\n",
    "tutors": "tutor,enterprise,name\nTUT-1,DELTA,Awa\n",
    "cohorts": "cohort,school,path,name,starts_on,ends_on\n"
    "C1,EMN,deployment,Promotion 1,2026-01-12,2026-09-11\n",
    "trainees": "trainee,family_name,given_names,sex,born_on\n"
    "T-1,Houngbédji,Aïcha,F,2004-05-17\nT-2,Sossa,Yves,M,2003-02-01\n",
    "enrolments": "trainee,cohort,applied_on,enrolled_on,certified_on\n"
    "T-1,C1,2025-12-01,2026-01-12,2026-09-11\nT-2,C1,2025-12-02,2026-01-12,\n",
}
"""A school with one class, as small as can be."""


def write_bundle(folder: Path, tables: dict[str, str]) -> Path:
    """Write a folder of CSV files from their texts."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        folder.joinpath(f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder


def bring_in(
    database: Database,
    path: Path,
    *,
    today: date = TODAY,
    principal: Principal | None = None,
    changes_kept: int = 0,
) -> Outcome:
    """Import a bundle as the command does: kept unless something is wrong."""
    with opened_bundle(path) as bundle, database.session(write=True) as session:
        outcome = import_bundle(
            session, principal, bundle, actor="test", today=today, changes_kept=changes_kept
        )
        if outcome.refused:
            session.rollback()
        else:
            session.commit()
    return outcome


def bring_in_well(database: Database, path: Path, **options: date | Principal | None) -> Outcome:
    """Import a bundle in which nothing may be wrong."""
    outcome = bring_in(database, path, **options)  # type: ignore[arg-type]
    assert wrongs(outcome) == []
    return outcome


def wrongs(outcome: Outcome) -> list[tuple[str, int | None, str | None, str | None]]:
    """List where an import found something wrong: table, row, column, value."""
    return [
        (found.table, found.row, found.column, found.value)
        for found in outcome.findings.listed(Severity.WRONG)
    ]


def oddities(outcome: Outcome) -> list[tuple[str, int | None, str | None]]:
    """List where an import found something odd: table, row, key."""
    return [
        (found.table, found.row, found.value) for found in outcome.findings.listed(Severity.ODD)
    ]


def exported(
    database: Database, folder: Path, principal: Principal | None = None
) -> dict[str, bytes]:
    """Export everything, or what a person may have, and give the files by table."""
    folder.mkdir(parents=True)
    with database.reading() as session:
        readable = exported_to(principal) if principal else None
        write_folder(Export(session, readable), folder)
    return {path.stem: path.read_bytes() for path in sorted(folder.iterdir())}
