"""Cells of an export: text for CSV, typed values for a workbook."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from school.exchange.kinds import show_decimal
from school.exchange.specs import TableSpec

RUNNABLE = ("=", "+", "-", "@", "\t", "\r", "'")
"""How a text begins that a spreadsheet would run, or that import would shorten."""

CERTAIN_DIGITS = 15
"""Digits that a spreadsheet keeps of a number."""

FIRST_SOUND_DATE = date(1900, 3, 1)
"""Spreadsheets believe in a 29 February 1900: earlier dates are written as text."""

_QUOTED = re.compile('[",\r\n]')
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_BLANK = re.compile("[\t\n ]")
_NO_CHARACTERS = re.compile("[\ufffe\uffff\ud800-\udfff]")


def text_cells(spec: TableSpec) -> Callable[[Sequence[Any]], list[str]]:
    """Make the writer of a table's rows as text; nothing is an empty cell."""
    kinds = [(column.kind.show, column.kind.is_text) for column in spec.columns]

    def write(row: Sequence[Any]) -> list[str]:
        return [
            "" if value is None else neutralised(show(value)) if is_text else show(value)
            for value, (show, is_text) in zip(row, kinds, strict=True)
        ]

    return write


def typed_cells(spec: TableSpec) -> Callable[[Sequence[Any]], list[Any]]:
    """Make the writer of a table's rows for a workbook: dates and numbers stay what they are."""
    as_text = text_cells(spec)

    def write(row: Sequence[Any]) -> list[Any]:
        return [_typed(value, text) for value, text in zip(row, as_text(row), strict=True)]

    return write


def neutralised(text: str) -> str:
    """Put a `'` before a text that a spreadsheet would run, and before one that has it already."""
    return f"'{text}" if text.startswith(RUNNABLE) else text


def csv_line(cells: Sequence[str]) -> str:
    """Write a row as RFC 4180 has it, with `,` and a line end of `\\n`."""
    return ",".join(_quoted(cell) for cell in cells) + "\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def _typed(value: Any, text: str) -> Any:
    if value is None or text == "":
        return None
    # An instant is a date to the language; the bundle writes it as text.
    if isinstance(value, bool | datetime):
        return text
    if isinstance(value, date):
        return value if value >= FIRST_SOUND_DATE else text
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        digits = len(show_decimal(abs(value)).replace(".", "").lstrip("0"))
        return value if digits <= CERTAIN_DIGITS else text
    return workbook_text(text)


def workbook_text(text: str) -> str:
    """Write a text as a workbook holds it: what does not print is escaped (ECMA-376, 22.4.2.4)."""
    escaped = _UNPRINTED.sub(_escaped, text)
    # Readers take a cell of nothing but blanks for an empty one.
    if escaped.isspace():
        escaped = _BLANK.sub(_escaped, escaped)
    return _NO_CHARACTERS.sub("\ufffd", escaped)


def _escaped(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"
