"""Importing one table: its rows are read, resolved, compared and written a thousand at a time."""

from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import func, select

from school.core.errors import mark
from school.exchange.clause_checks import look_at
from school.exchange.existing import histories, rows_by_key
from school.exchange.merging import UNKNOWN_CODE, Merger
from school.exchange.parsing import KeysSeen, Parser, Row
from school.exchange.resolving import key_attribute
from school.exchange.run import Count, Run
from school.exchange.sources import Broken, Record, Sheet
from school.exchange.specs import RECORDED_ON, Column, TableSpec
from school.exchange.writing import write

ROWS_AT_ONCE = 1_000

REPEATED_KEY = mark("une clé qui n’est pas déjà à la ligne %(earlier)s")
SAME_BUT_CASE = mark("une adresse qui ne diffère pas d’une autre par les seules majuscules")

UNKNOWN_CODES = {
    "curriculum_versions": mark("un référentiel chargé et sa version, comme « fibre 2026.2 »"),
    "paths": mark("le code d’un parcours de formation chargé"),
    "modules": mark("le code d’un module d’un parcours chargé"),
    "practical_tasks": mark("le code d’une tâche pratique d’un parcours chargé"),
}


class TableImport:
    """Brings the rows of one sheet into one table, in order, in bounded memory."""

    def __init__(self, run: Run, spec: TableSpec, sheet: Sheet) -> None:
        self.run = run
        self.spec = spec
        self.sheet = sheet
        self.count = run.counts.setdefault(spec.name, Count())
        self.parser = Parser(spec, run.findings)
        self.keys = KeysSeen(spec, run.today)

    def bring_in(self) -> None:
        """Import the sheet; what is wrong is noted and the other rows go on."""
        with closing(self.sheet.records(self.run.advance)) as records:
            for chunk in self._chunks(records):
                self._import_chunk(chunk)
                self.run.findings.settle()
        self.run.findings.settle()

    def _chunks(self, records: Iterator[Record]) -> Iterator[list[Row]]:
        chunk: list[Row] = []
        try:
            if not self.parser.read_header(records):
                self.run.broken.add(self.spec.name)
                return
            for number, cells in records:
                row = self.parser.read_row(number, cells)
                if row is None:
                    self.run.refuse_too_many(blank_row=number - 1)
                    continue
                chunk.append(row)
                if len(chunk) == ROWS_AT_ONCE:
                    yield chunk
                    chunk = []
        except Broken as error:
            self.run.broken.add(self.spec.name)
            self.run.findings.wrong(
                self.spec.name, error.expected, row=error.row, values=error.values
            )
        if chunk:
            yield chunk

    def _import_chunk(self, rows: list[Row]) -> None:
        self.count.read += len(rows)
        self.run.refuse_too_many()
        for row in rows:
            self._refuse_repeated(row)
            row.stored = {
                self.spec.by_name[name].stored_as: value for name, value in row.values.items()
            }
        for column in self.spec.references:
            self._resolve(column, [row for row in rows if row.values.get(column.name)])
        # Rows that are wrong elsewhere go on, so that everything wrong in them is said at once.
        key = set(self.spec.key)
        self._merge([row for row in rows if row.values and row.failed.isdisjoint(key)])
        self._note_refused(rows)
        self._watch(rows)
        look_at(self.run, self.spec.name, rows)

    def _refuse_repeated(self, row: Row) -> None:
        if any(row.values.get(name) is None for name in self.spec.key) and not row.sound:
            return
        earlier = self.keys.earlier_row(row)
        if earlier is not None:
            self.run.refuse(self.spec, row, self.spec.key[-1], REPEATED_KEY, {"earlier": earlier})

    def _resolve(self, column: Column, rows: list[Row]) -> None:
        table = str(getattr(column.kind, "table", ""))
        codes = {row.values[column.name] for row in rows}
        named = self.run.resolver.look_up(table, codes)
        expected = UNKNOWN_CODES.get(table, UNKNOWN_CODE)
        for row in rows:
            code = row.values[column.name]
            found = named.get(code)
            row.stored[column.stored_as] = found.stored if found else None
            if found is None and self._was_refused(table, code):
                row.fail(column.name)
            elif found is None or (not found.allowed and column.name in self.spec.key):
                self.run.refuse(self.spec, row, column.name, expected, {"table": table})
            elif not found.allowed:
                row.foreign.add(column.name)

    def _was_refused(self, table: str, code: str) -> bool:
        return table in self.run.broken or code in self.run.failed.get(table, ())

    def _merge(self, rows: list[Row]) -> None:
        if not rows:
            return
        merger = Merger(self.run, self.spec, self.parser.given)
        if self.spec.dated:
            self._merge_facts(merger, rows)
        else:
            self._merge_plain(merger, rows)
        write(self.run.session, self.spec, merger.writes)
        self.count.added += len(merger.writes.added)
        self.count.changed += len(merger.writes.changed)
        if len(self.spec.key) == 1:
            attribute = key_attribute(self.spec)
            self.run.resolver.note_created(
                self.spec.name, (added[attribute] for added in merger.writes.added)
            )

    def _merge_plain(self, merger: Merger, rows: list[Row]) -> None:
        attributes = [self.spec.by_name[name].stored_as for name in self.spec.key]
        keys = [tuple(row.stored[name] for name in attributes) for row in rows]
        found = rows_by_key(self.run.session, self.spec, keys, self.run.scope)
        if self.spec.folded_key:
            new = [row for row, key in zip(rows, keys, strict=True) if key not in found]
            self._refuse_folded(new)
        for row, key in zip(rows, keys, strict=True):
            if self.spec.key[0] not in row.failed:
                merger.merge(row, found.get(key))

    def _merge_facts(self, merger: Merger, rows: list[Row]) -> None:
        attribute = key_attribute(self.spec)
        codes = {row.stored[attribute] for row in rows}
        found = histories(self.run.session, self.spec, codes, self.run.scope)
        # Rows with a day of their own come first: the others are compared with what they say.
        for row in sorted(rows, key=lambda one: one.stored.get(RECORDED_ON) is None):
            merger.merge_fact(row, found.setdefault(row.stored[attribute], {}))

    def _refuse_folded(self, rows: list[Row]) -> None:
        column = self.spec.table.c[key_attribute(self.spec)]
        name = self.spec.key[0]
        folded = {row.values[name].lower() for row in rows}
        query = select(func.lower(column)).where(func.lower(column).in_(sorted(folded)))
        taken = set(self.run.session.scalars(query))
        for row in rows:
            address = row.values[name].lower()
            if address in taken:
                self.run.refuse(self.spec, row, name, SAME_BUT_CASE, {})
            taken.add(address)

    def _note_refused(self, rows: list[Row]) -> None:
        name = self.spec.key[0]
        for row in rows:
            if not row.sound:
                self.count.wrong += 1
                if len(self.spec.key) == 1 and row.cells.get(name):
                    self.run.failed.setdefault(self.spec.name, set()).add(row.cells[name])

    def _watch(self, rows: list[Row]) -> None:
        watched = self.run.watched.get(self.spec.name)
        if watched is not None:
            watched.update((row.cells[self.spec.key[0]], row.number) for row in rows if row.sound)
