"""Reading a workbook: sheets of typed cells, turned into the text a CSV file would hold."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from school.core.archives import ZIP_FAULTS
from school.core.errors import InvalidInput, mark
from school.exchange.kinds import show_decimal
from school.exchange.reading_archive import check_archive
from school.exchange.sources import Advance, Bundle, Records, Sheet

WORKBOOK_PART = "xl/workbook.xml"
MOST_CELLS = 4_000_000
"""Places between the first cell of a sheet and its last: the reader keeps them all in memory."""

CHUNK_BYTES = 1 << 20
LONGEST_TAG = 256
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})([0-9]{1,7})["']""")
_ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\bt\s*=\s*["']e["']""")

Cell = int | float | str | bool | time | date | datetime | timedelta


def workbook_bundle(archive: ZipFile, path: Path) -> Bundle:
    """List the sheets of a workbook; raises `InvalidInput` when it is broken or too large."""
    try:
        check_archive(archive)
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                _check_sheet(archive, name)
        workbook = CalamineWorkbook.from_path(str(path))
        found = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
    except (CalamineError, *ZIP_FAULTS) as error:
        raise InvalidInput(mark("Ce classeur est abîmé : il ne s’ouvre pas.")) from error
    except BaseException as error:
        # A fault inside the reader surfaces as a panic, which no ordinary handler sees.
        if type(error).__name__ != "PanicException":
            raise
        raise InvalidInput(mark("Ce classeur est abîmé : il ne s’ouvre pas.")) from error
    sheets = tuple(_sheet(one) for one in found if one.start is not None)
    return Bundle(sheets, (), lambda: None)


def _check_sheet(archive: ZipFile, name: str) -> None:
    # The reader takes room for every cell of the rectangle, and reads errors as empty cells.
    width = height = 1
    rest = b""
    with archive.open(name) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            part = rest + chunk
            if error := _ERROR_CELL.search(part):
                place = _PLACE.search(error[0])
                raise InvalidInput(
                    mark("La cellule %(place)s d’une feuille contient une erreur de calcul."),
                    values={"place": b"".join(place.groups()).decode() if place else "?"},
                )
            for letters, digits in _PLACE.findall(part):
                width = max(width, _column_number(letters))
                height = max(height, int(digits))
            rest = part[-LONGEST_TAG:]
    if width * height > MOST_CELLS:
        raise InvalidInput(
            mark("Une feuille du classeur est trop étendue : enregistrez-la en CSV.")
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheet(sheet: CalamineSheet) -> Sheet:
    def read(advance: Advance) -> Records:
        for row, cells in enumerate(sheet.iter_rows(), start=1):
            advance(1)
            yield row, [cell_text(cell) for cell in cells]

    return Sheet(sheet.name, sheet.height, read)


def cell_text(cell: Cell) -> str:
    """Write a cell as a CSV file would hold it: dates in full, numbers without a trailing `.0`."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date().isoformat()
    if isinstance(cell, float):
        # Fifteen digits are what a spreadsheet computes with; the rest is noise of its machine.
        return show_decimal(Decimal(format(cell, ".15g")))
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
