"""Importing a bundle: everything is checked, everything is reported, all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.core.audit import AuditEntry
from school.core.errors import mark
from school.exchange import clause_checks, policy
from school.exchange.aftermath import settle
from school.exchange.bundle import CLAUSE_TABLES, SPEC_BY_NAME, SPECS
from school.exchange.findings import Findings, Severity
from school.exchange.oddities import WATCHED_TABLES, note_oddities
from school.exchange.own_rows import changeable_by
from school.exchange.resolving import Resolver
from school.exchange.run import Count, Run, Scope
from school.exchange.sources import Advance, Bundle, Sheet
from school.exchange.table_import import TableImport

UNKNOWN_TABLE = mark("une de ces tables : %(names)s")
REPEATED_TABLE = mark("une seule table de ce nom")
NOT_OF_A_SCHOOL = mark("une table de votre école : celle-ci n’appartient à aucune")
IGNORED_FILE = mark("ce fichier n’est pas une table et n’a pas été lu")

Started = Callable[[str], None]
"""Told the name of each table as its reading begins."""


@dataclass(frozen=True)
class Outcome:
    """What an import found and counted, table by table in the order of the bundle."""

    findings: Findings
    counts: dict[str, Count]
    today: date

    @property
    def refused(self) -> bool:
        """Whether anything is wrong: then nothing may be kept."""
        return self.findings.counts[Severity.WRONG] > 0

    @property
    def changes_something(self) -> bool:
        """Whether the database would be another after it."""
        return any(count.added or count.changed for count in self.counts.values())


@dataclass(frozen=True)
class Watcher:
    """Who is told how far an import has come."""

    advance: Advance = field(default=lambda weight: None)
    started: Started = field(default=lambda name: None)


def import_bundle(
    session: Session,
    principal: Principal | None,
    bundle: Bundle,
    *,
    actor: str,
    today: date,
    changes_kept: int = 0,
    most_rows: int | None = None,
    watcher: Watcher | None = None,
) -> Outcome:
    """Write the rows of a bundle and report what is wrong, odd or changed (EXCHANGE).

    A person is held to the rows of the own schools; the keeper of the server, who is nobody
    here, to none. Rows are flushed while others are still checked, so a caller must drop the
    transaction when the outcome is refused, and commits it otherwise. Raises `InvalidInput`
    when there are more rows than a caller has time for, and when the database refuses what the
    checks let through.
    """
    watcher = watcher or Watcher()
    run = Run(
        session,
        Findings(),
        Resolver(session, policy.nameable_by(principal) if principal else None),
        today,
        watcher.advance,
        _scope(principal),
        changes_kept,
        most_rows,
        watched={name: {} for name in WATCHED_TABLES},
    )
    session.flush()
    for table, sheet in _known_sheets(run, bundle):
        watcher.started(table)
        TableImport(run, SPEC_BY_NAME[table], sheet).bring_in()
    settle(run, principal)
    clause_checks.settle(run)
    note_oddities(run)
    return _outcome(run, actor)


def _outcome(run: Run, actor: str) -> Outcome:
    outcome = Outcome(run.findings, run.counts, run.today)
    if outcome.changes_something and not outcome.refused:
        _record(run.session, actor, outcome)
    run.session.expire_all()
    return outcome


def _scope(principal: Principal | None) -> Scope | None:
    if principal is None:
        return None
    return Scope(changeable_by(principal), policy.exported_to(principal))


def _known_sheets(run: Run, bundle: Bundle) -> list[tuple[str, Sheet]]:
    known: dict[str, Sheet] = {}
    names = ", ".join(spec.name for spec in SPECS)
    for sheet in bundle.sheets:
        if sheet.name not in SPEC_BY_NAME:
            run.findings.wrong(sheet.name, UNKNOWN_TABLE, values={"names": names})
        elif run.scope is not None and sheet.name in CLAUSE_TABLES:
            run.findings.wrong(sheet.name, NOT_OF_A_SCHOOL)
        elif sheet.name in known:
            run.findings.wrong(sheet.name, REPEATED_TABLE)
        else:
            known[sheet.name] = sheet
    for name in bundle.ignored:
        run.findings.odd(name, IGNORED_FILE, value=None)
    return [(spec.name, known[spec.name]) for spec in SPECS if spec.name in known]


def _record(session: Session, actor: str, outcome: Outcome) -> None:
    # One line for the whole: a line a row would say less and fill the trail.
    changes = {
        table: [count.added, count.changed]
        for table, count in outcome.counts.items()
        if count.added or count.changed
    }
    session.add(
        AuditEntry(
            actor=actor, action="exchange.import", table_name="", object_id=None, changes=changes
        )
    )
    session.flush()
