"""From codes to rows: what a code of the bundle names, looked up many at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, literal, select
from sqlalchemy.orm import Session

from school.core.database import Base
from school.exchange.bundle import SPEC_BY_NAME
from school.exchange.own_rows import Clauses
from school.exchange.specs import TableSpec

KEPT_CODES = 50_000
"""Codes of one table kept in memory; beyond, the table's are forgotten and looked up again."""


@dataclass(frozen=True)
class Named:
    """The row that a code names, and whether the importing person may name it."""

    stored: Any
    allowed: bool


def target_columns(
    name: str, alias: str | None = None
) -> tuple[FromClause, ColumnElement[Any], ColumnElement[Any]]:
    """Give the table that a reference names, its code, and what is stored in the naming row.

    Assessments are named by their code itself, which several of their rows may bear; a version
    of a curriculum by the curriculum's code and its number.
    """
    table: FromClause = Base.metadata.tables[name]
    if alias is not None:
        table = table.alias(alias)
    if name == "curriculum_versions":
        return table, table.c.code + " " + table.c.version, table.c.id
    spec = SPEC_BY_NAME.get(name)
    code = table.c[key_attribute(spec)] if spec else table.c.reference
    return table, code, code if spec is not None and spec.dated else table.c.id


def key_attribute(spec: TableSpec) -> str:
    """Give the database column of a table's own code."""
    return spec.by_name[spec.key[0]].stored_as


class Resolver:
    """Looks codes up, and remembers those that stand for many rows."""

    def __init__(self, session: Session, nameable: Clauses | None) -> None:
        self.session = session
        self.nameable = nameable
        self.created: dict[str, set[str]] = {}
        self._known: dict[str, dict[str, Named]] = {}

    def note_created(self, table: str, codes: Iterable[str]) -> None:
        """Let the rows that this import makes be named though nobody's school has them yet."""
        if self.nameable is not None:
            self.created.setdefault(table, set()).update(codes)

    def look_up(self, table: str, codes: set[str]) -> dict[str, Named]:
        """Give the rows that codes name; a code that names none is left out."""
        known = self._known.setdefault(table, {})
        missing = sorted(codes - known.keys())
        if missing:
            if len(known) > KEPT_CODES:
                known.clear()
                missing = sorted(codes)
            known.update(self._find(table, missing))
        return {code: known[code] for code in codes if code in known}

    def _find(self, name: str, codes: Sequence[str]) -> dict[str, Named]:
        _, code, stored = target_columns(name)
        allowed = literal(True) if self.nameable is None else self.nameable[name]
        query: Select[Any] = select(code, stored, allowed).where(code.in_(codes)).distinct()
        created = self.created.get(name, set())
        found: dict[str, Named] = {}
        for key, value, seen in self.session.execute(query):
            earlier = key in found and found[key].allowed
            found[key] = Named(value, bool(seen) or earlier or key in created)
        return found
