"""What every form of the bundle is read into: sheets of rows of text."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

Record = tuple[int, list[str]]
"""A row: its number, as a spreadsheet counts (the header is row 1), and its cells."""

Records = Generator[Record, None, None]
"""The rows of a table, read one by one; closed, it closes its file."""

Advance = Callable[[int], None]
"""Told how much of a sheet's weight was read since the last call."""

TABLE_SUFFIX = ".csv"


class Broken(Exception):
    """A source that cannot be read any further; says what was expected, and at which row."""

    def __init__(self, expected: str, row: int | None = None, **values: Any) -> None:
        super().__init__(expected)
        self.expected = expected
        self.row = row
        self.values = values


@dataclass(frozen=True)
class Sheet:
    """One table of a bundle, not read yet. Its weight is only for showing progress."""

    name: str
    weight: int
    read: Callable[[Advance], Records]

    def records(self, advance: Advance) -> Records:
        """Read the rows one by one; raises `Broken` at the first that cannot be read."""
        return self.read(advance)


@dataclass(frozen=True)
class Bundle:
    """The sheets of a bundle, and the names of what else lies in it."""

    sheets: tuple[Sheet, ...]
    ignored: tuple[str, ...]
    close: Callable[[], None]

    @property
    def weight(self) -> int:
        """The work of reading it all once."""
        return sum(sheet.weight for sheet in self.sheets)


def is_hidden(name: str) -> bool:
    """Tell whether a file is one that systems leave behind, such as `.DS_Store`."""
    return name.startswith((".", "__MACOSX", "~$")) or name in {"Thumbs.db", "desktop.ini"}
