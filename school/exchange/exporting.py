"""Writing the tables of a bundle into a folder, an archive or a workbook."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from sqlalchemy.orm import Session

from school.core.errors import InvalidInput, mark
from school.exchange.bundle import SPECS
from school.exchange.cells import csv_line, text_cells, typed_cells
from school.exchange.own_rows import Clauses
from school.exchange.queries import exported_rows
from school.exchange.sources import TABLE_SUFFIX
from school.exchange.specs import TableSpec

OWNER_ONLY = 0o600
"""Rights of the files: personal data is nobody else's on the machine."""

NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The date of every file of an archive, so that the same records make the same bytes."""

UNIX = 3
MOST_SHEET_ROWS = 1_048_575
COLUMN_WIDTH = 18

COPIED_BYTES = 1 << 20

DATED_PART = "docProps/core.xml"
SAME_TIME = rb"\g<1>1980-01-01T00:00:00Z"
_CHANGED_AT = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


@dataclass
class Export:
    """What is exported: every row, or those that clauses let through. Counts what it wrote."""

    session: Session
    readable: Clauses | None = None
    counts: dict[str, int] = field(default_factory=dict)
    started: Callable[[str], None] = field(default=lambda name: None)

    @property
    def specs(self) -> list[TableSpec]:
        """The tables of this export; a school's bundle has none that belong to no school."""
        return [spec for spec in SPECS if self.readable is None or spec.name in self.readable]

    def rows(self, spec: TableSpec) -> Iterator[Sequence[Any]]:
        """Read the rows of a table in the order of its key."""
        self.started(spec.name)
        self.counts[spec.name] = 0
        for row in exported_rows(self.session, spec, self.readable):
            self.counts[spec.name] += 1
            yield row

    def csv_bytes(self, spec: TableSpec) -> Iterator[bytes]:
        """Write a table as the lines of a CSV file, the header first."""
        cells = text_cells(spec)
        yield csv_line([column.name for column in spec.columns]).encode()
        for row in self.rows(spec):
            yield csv_line(cells(row)).encode()


def write_folder(export: Export, folder: Path) -> None:
    """Write a CSV file a table into a folder that is there."""
    for spec in export.specs:
        path = folder / f"{spec.name}{TABLE_SUFFIX}"
        path.touch(mode=OWNER_ONLY)
        with path.open("wb") as stream:
            stream.writelines(export.csv_bytes(spec))


def write_archive(export: Export, stream: IO[bytes]) -> None:
    """Write a `.zip` of the same CSV files; the same records make the same bytes."""
    with ZipFile(stream, "w") as archive:
        for spec in export.specs:
            entry = _entry(f"{spec.name}{TABLE_SUFFIX}")
            with archive.open(entry, "w") as member:
                for line in export.csv_bytes(spec):
                    member.write(line)


def write_workbook(export: Export, stream: IO[bytes]) -> None:
    """Write an `.xlsx` with a sheet a table; the same records make the same bytes.

    Raises `InvalidInput` when a table has more rows than a sheet holds.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.created = datetime(*NO_TIME)  # noqa: DTZ001
    with TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.xlsx"
        try:
            for spec in export.specs:
                _fill_sheet(export, spec, workbook.create_sheet(spec.name))
        finally:
            # After a failure too: saving is how the library drops its own temporary files.
            workbook.save(draft)
        _without_times(draft, stream)


def _fill_sheet(export: Export, spec: TableSpec, sheet: Any) -> None:
    sheet.freeze_panes = "A2"
    for place in range(1, len(spec.columns) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = COLUMN_WIDTH
    sheet.append([column.name for column in spec.columns])
    cells = typed_cells(spec)
    for row in export.rows(spec):
        _refuse_full_sheet(export, spec)
        sheet.append(cells(row))


def _refuse_full_sheet(export: Export, spec: TableSpec) -> None:
    if export.counts[spec.name] > MOST_SHEET_ROWS:
        raise InvalidInput(
            mark("La table %(table)s a plus de lignes qu’une feuille : exportez en .zip."),
            values={"table": spec.name},
        )


def _without_times(source: Path, stream: IO[bytes]) -> None:
    with ZipFile(source) as draft, ZipFile(stream, "w") as archive:
        for name in draft.namelist():
            with draft.open(name) as part, archive.open(_entry(name), "w") as member:
                while data := part.read(COPIED_BYTES):
                    is_dated = name == DATED_PART
                    member.write(_CHANGED_AT.sub(SAME_TIME, data) if is_dated else data)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, NO_TIME)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = UNIX
    entry.external_attr = OWNER_ONLY << 16
    return entry


WRITERS: dict[str, Callable[[Export, IO[bytes]], None]] = {
    ".zip": write_archive,
    ".xlsx": write_workbook,
}
"""The writers of files, by how the file's name ends; anything else is a folder."""
