"""What a row of the bundle changes: a new row, an updated one, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from school.core.errors import mark
from school.exchange.existing import Existing
from school.exchange.parsing import Row
from school.exchange.resolving import target_columns
from school.exchange.run import Run
from school.exchange.specs import RECORDED_ON, Column, TableSpec

UNKNOWN_CODE = mark("le code d’une ligne de %(table)s")
TAKEN_CODE = mark("un code qui n’est pas déjà pris ailleurs")
FOREIGN_ROW = mark("une ligne de votre école : celle-ci appartient à une autre")
KEPT = mark("ce qui est déjà noté : une correction est une ligne nouvelle, sous un autre code")
OWN_SCHOOL = mark("le code de votre école")
MISSING_COLUMN = mark("une valeur : la ligne est nouvelle et cette colonne manque")
ADDED = mark("ligne nouvelle")
SUPERSEDED = mark("fait nouveau, l’ancien est gardé")
CHANGED = mark("« %(before)s » devient « %(after)s »")


SCHOOL = "school_id"


@dataclass
class Writes:
    """The rows to add and to change, as the database stores them; a changed row has its number."""

    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)


class Merger:
    """Compares the rows of one table with those of the database."""

    def __init__(self, run: Run, spec: TableSpec, given: frozenset[str]) -> None:
        self.run = run
        self.spec = spec
        self.given = given
        self.writes = Writes()

    def merge(self, row: Row, existing: Existing | None) -> None:
        """Add or update the row that a key names."""
        if existing is None:
            self._add(row, None, {})
        elif self._may_meet(row, existing):
            self._update(row, existing)

    def merge_fact(self, row: Row, history: dict[date, Existing]) -> None:
        """Add a dated row, correct the row of the same day, or leave what says the same.

        Without a day of its own the row is compared with what is known today, and supersedes
        it from today when it says something else (EXCHANGE, `recorded_on`).
        """
        if not all(self._may_meet(row, existing) for existing in history.values()):
            return
        stated: date | None = row.stored.get(RECORDED_ON)
        day = stated or self.run.today
        row.stored[RECORDED_ON] = day
        if day in history:
            self._update(row, history[day])
            return
        known = known_on(history, day)
        if stated is None and known is not None and not self._differences(row, known):
            return
        stored = self._add(row, known, {RECORDED_ON: day})
        if stored is not None:
            history[day] = Existing(None, stored)

    def _may_meet(self, row: Row, existing: Existing) -> bool:
        if existing.readable:
            return True
        self.run.refuse(self.spec, row, self.spec.key[0], TAKEN_CODE, {})
        return False

    def _add(
        self, row: Row, base: Existing | None, fixed: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        stored: dict[str, Any] = {}
        for column in self.spec.columns:
            name = column.stored_as
            if column.name in self.given or name in fixed:
                stored[name] = row.stored.get(name)
            elif base is not None:
                stored[name] = base.stored[name]
            elif column.required:
                self.run.refuse(self.spec, row, column.name, MISSING_COLUMN, {})
            else:
                stored[name] = column.default
        self._refuse_foreign(row, base)
        if not self._holds(row, stored):
            return None
        if base is not None and not base.changeable:
            self.run.refuse(self.spec, row, self.spec.key[0], FOREIGN_ROW, {})
            return None
        self.writes.added.append({**stored, **self._derived(stored)})
        self.run.note_change(self.spec, row, ADDED if base is None else SUPERSEDED, None)
        return stored

    def _update(self, row: Row, existing: Existing) -> None:
        changed = self._differences(row, existing)
        if not changed:
            return
        if self.spec.append_only:
            self.run.refuse(self.spec, row, changed[0].name, KEPT, {})
            return
        self._refuse_foreign(row, existing)
        if not existing.changeable:
            self.run.refuse(self.spec, row, self.spec.key[0], FOREIGN_ROW, {})
        before = dict(existing.stored)
        stored = {
            **before,
            **{column.stored_as: row.stored[column.stored_as] for column in changed},
        }
        if not self._holds(row, stored):
            return
        existing.stored.update(stored)
        self.writes.changed.append({"number": existing.number, **stored, **self._derived(stored)})
        for column in changed:
            self.run.note_change(
                self.spec,
                row,
                CHANGED,
                column.name,
                before=self._shown(column, before[column.stored_as]),
                after=self._shown(column, row.stored[column.stored_as]),
            )

    def _differences(self, row: Row, existing: Existing) -> list[Column]:
        return [
            column
            for column in self.spec.columns
            if column.name in self.given - row.failed
            and column.name != RECORDED_ON
            and row.stored[column.stored_as] != existing.stored[column.stored_as]
        ]

    def _refuse_foreign(self, row: Row, existing: Existing | None) -> None:
        for name in sorted(row.foreign):
            column = self.spec.by_name[name]
            kept = existing is not None and existing.stored[column.stored_as] == row.stored.get(
                column.stored_as
            )
            if not kept:
                self.run.refuse(self.spec, row, name, UNKNOWN_CODE, {"table": _table_of(column)})

    def _holds(self, row: Row, stored: Mapping[str, Any]) -> bool:
        is_nobodys = stored.get(SCHOOL, 0) is None and "school" not in row.failed
        if self.run.scope is not None and is_nobodys:
            # The ministry belongs to no school: nobody of a school may make or change its people.
            self.run.refuse(self.spec, row, "school", OWN_SCHOOL, {})
        values = {column.name: stored.get(column.stored_as) for column in self.spec.columns}
        for check in self.spec.checks:
            if row.failed.isdisjoint(check.columns) and (problem := check.find(values)):
                self.run.refuse(self.spec, row, problem.column, problem.expected, problem.values)
        return row.sound

    def _derived(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        if self.spec.derive is None:
            return {}
        return self.spec.derive(stored)

    def _shown(self, column: Column, stored: Any) -> str:
        if stored is None:
            return ""
        if column not in self.spec.references:
            return column.kind.show(stored)
        table, code, target = target_columns(_table_of(column))
        return str(self.run.session.scalar(select(code).select_from(table).where(target == stored)))


def known_on(history: Mapping[date, Existing], day: date) -> Existing | None:
    """Give the row recorded last on or before a day; before all of them, the first."""
    if not history:
        return None
    days = [recorded for recorded in history if recorded <= day]
    return history[max(days) if days else min(history)]


def _table_of(column: Column) -> str:
    return str(getattr(column.kind, "table", ""))
