"""From rows of text to rows of values: the header, the cells, what is wrong with each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from school.core.errors import mark
from school.exchange.findings import Findings
from school.exchange.kinds import Unreadable
from school.exchange.sources import Record
from school.exchange.specs import RECORDED_ON, Column, TableSpec

SPACE = " "
QUOTE = "'"


@dataclass
class Row:
    """A row of the bundle: its cells as they were written, and what each given column says.

    `values` are by the bundle's names, references still as codes; `stored` are by the database's
    names, references resolved. A row that is not sound is reported and not written; `failed` are
    its columns at fault. `foreign` are those that name what is not for the importing person.
    """

    number: int
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    stored: dict[str, Any] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    foreign: set[str] = field(default_factory=set)
    sound: bool = True

    def fail(self, column: str) -> None:
        """Leave the row out because of a column."""
        self.failed.add(column)
        self.sound = False


def clean(cell: str) -> str:
    """Drop outer spaces (U+0020) and one `'` that keeps a spreadsheet from running a cell."""
    cell = cell.strip(SPACE)
    return cell[1:].strip(SPACE) if cell.startswith(QUOTE) else cell


class Parser:
    """Reads the rows of one table and notes what is wrong with them."""

    def __init__(self, spec: TableSpec, findings: Findings) -> None:
        self.spec = spec
        self.findings = findings
        self.columns: list[Column | None] = []
        self.given: frozenset[str] = frozenset()

    def read_header(self, records: Iterator[Record]) -> bool:
        """Read the header; false when no row of the table can be understood."""
        header = next((record for record in records if any(record[1])), None)
        if header is None:
            self.findings.wrong(self.spec.name, mark("une ligne d’en-tête"), row=1)
            return False
        number, names = header[0], [name.strip(SPACE) for name in header[1]]
        while names and not names[-1]:
            names.pop()
        self.columns = [self.spec.by_name.get(name) for name in names]
        self.given = frozenset(column.name for column in self.columns if column)
        for name, column in zip(names, self.columns, strict=True):
            if column is None:
                self._wrong_column(number, name, mark("une de ces colonnes : %(names)s"))
            elif names.count(name) > 1:
                self._wrong_column(number, name, mark("une seule colonne de ce nom"))
        for name in self.spec.key:
            if name not in self.given:
                self._wrong_column(number, name, mark("cette colonne, qui fait la clé"))
        return set(self.spec.key) <= self.given

    def read_row(self, number: int, cells: Sequence[str]) -> Row | None:
        """Read one row; nothing when it is blank. One of another width than the header is wrong."""
        if not any(cells):
            return None
        row = Row(number, {})
        width = len(self.columns)
        if len(cells) < width or any(cell.strip(SPACE) for cell in cells[width:]):
            self.findings.wrong(
                self.spec.name,
                mark("%(width)s cellules, comme l’en-tête (il y en a %(found)s)"),
                row=number,
                values={"width": width, "found": len(cells)},
            )
            row.sound = False
            return row
        for column, cell in zip(self.columns, cells, strict=False):
            if column is not None:
                self._read_cell(row, column, cell)
        return row

    def _read_cell(self, row: Row, column: Column, cell: str) -> None:
        text = clean(cell)
        row.cells[column.name] = text
        if not text:
            row.values[column.name] = column.default
            if column.required:
                self._wrong_cell(row, column, mark("une valeur : cette colonne est nécessaire"), {})
            return
        try:
            row.values[column.name] = column.kind.parse(text)
        except Unreadable as error:
            self._wrong_cell(row, column, error.expected, error.values)

    def _wrong_cell(self, row: Row, column: Column, expected: str, values: dict[str, Any]) -> None:
        row.fail(column.name)
        self.findings.wrong(
            self.spec.name,
            expected,
            row=row.number,
            column=column.name,
            value=row.cells[column.name],
            values=values,
        )

    def _wrong_column(self, number: int, name: str, expected: str) -> None:
        names = ", ".join(column.name for column in self.spec.columns)
        self.findings.wrong(
            self.spec.name, expected, row=number, column=name, values={"names": names}
        )


class KeysSeen:
    """The keys of a table met so far, each with its row, to find one that is repeated."""

    def __init__(self, spec: TableSpec, today: date) -> None:
        self.spec = spec
        self.today = today
        self._rows: dict[bytes, int] = {}

    def earlier_row(self, row: Row) -> int | None:
        """Give the row that bears the same key already, else note this one's.

        Facts may repeat a key on other days; an empty day is the day of the import.
        """
        key = [row.values.get(name) for name in self.spec.key]
        if self.spec.dated:
            key.append(row.values.get(RECORDED_ON) or self.today)
        digest = blake2b(repr(key).encode(), digest_size=16).digest()
        earlier = self._rows.setdefault(digest, row.number)
        return None if earlier == row.number else earlier
