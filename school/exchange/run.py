"""What one import carries along: where it writes, what it found, what it counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from school.core.errors import InvalidInput, mark
from school.exchange.findings import Finding, Findings, Severity, shorten
from school.exchange.own_rows import Clauses
from school.exchange.parsing import Row
from school.exchange.resolving import Resolver
from school.exchange.sources import Advance
from school.exchange.specs import TableSpec


@dataclass
class Count:
    """The rows of one table: read, added, changed, and refused."""

    read: int = 0
    added: int = 0
    changed: int = 0
    wrong: int = 0

    @property
    def unchanged(self) -> int:
        """Rows that the database holds already, as they are."""
        return self.read - self.added - self.changed - self.wrong


@dataclass(frozen=True)
class Scope:
    """The rows a person of a school may change and may read; an import without one may all."""

    changeable: Clauses
    readable: Clauses


@dataclass(frozen=True)
class FullDay:
    """A row whose hours were too many for the person's day when it was written."""

    row: int
    participant_id: int
    day: date
    hours: str


@dataclass
class Run:
    """One import. Nothing is committed here; a run that found something wrong is dropped."""

    session: Session
    findings: Findings
    resolver: Resolver
    today: date
    advance: Advance
    scope: Scope | None = None
    changes_kept: int = 0
    most_rows: int | None = None
    counts: dict[str, Count] = field(default_factory=dict)
    failed: dict[str, set[str]] = field(default_factory=dict)
    """Codes of rows that were refused: naming them is not a fault of its own."""
    broken: set[str] = field(default_factory=set)
    """Tables that could not be read to their end: any code may have been theirs."""
    watched: dict[str, dict[str, int]] = field(default_factory=dict)
    """Rows in which something odd may be looked for: table → code → row number."""
    full_days: list[FullDay] = field(default_factory=list)
    """Days to look at again when every row is there."""
    share_quotas: dict[tuple[int, str], tuple[int, str]] = field(default_factory=dict)
    """Quotas that are shares: contract and lot → row number and the contract's code."""

    def refuse_too_many(self, blank_row: int = 0) -> None:
        """Stop an import that has more rows than there is time for; blank ones take time too."""
        read = sum(count.read for count in self.counts.values())
        if self.most_rows is not None and max(read, blank_row) > self.most_rows:
            raise InvalidInput(
                mark(
                    "Ce fichier a plus de %(most)s lignes : partagez-le, ou demandez à la "
                    "personne qui tient le serveur de l’importer."
                ),
                values={"most": self.most_rows},
            )

    def refuse(
        self, spec: TableSpec, row: Row, column: str, expected: str, values: Mapping[str, Any]
    ) -> None:
        """Note what is wrong with a cell that could be read, and leave its row out."""
        row.fail(column)
        self.findings.wrong(
            spec.name,
            expected,
            row=row.number,
            column=column,
            value=row.cells.get(column, ""),
            values=values,
        )

    def note_change(
        self, spec: TableSpec, row: Row, message: str, column: str | None, **values: Any
    ) -> None:
        """Keep the first changes to show them; the others are counted alone."""
        if self.findings.counts[Severity.CHANGE] >= self.changes_kept:
            return
        key = " · ".join(row.cells[name] for name in spec.key)
        finding = Finding(
            Severity.CHANGE, spec.name, message, row.number, column, shorten(key), values
        )
        self.findings.add(finding)
