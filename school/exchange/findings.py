"""What an import found: what is wrong, what is odd, what changes; one line each."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import Any, Self
from weakref import finalize

from school.core.errors import mark

MEMORY_BYTES = 1_000_000
"""Findings beyond this go to a temporary file: a bundle may be wrong in every cell."""

VALUE_LENGTH = 60

Translate = Callable[[str], str]


class Severity(StrEnum):
    """What a finding means for the import."""

    WRONG = "wrong"
    ODD = "odd"
    CHANGE = "change"


@dataclass(frozen=True)
class Finding:
    """One line of the report. Of a wrong cell the message says what is expected there."""

    severity: Severity
    table: str
    message: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    values: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Read a finding that was kept as JSON."""
        return cls(**{**plain, "severity": Severity(plain["severity"])})

    def words(self, translate: Translate) -> str:
        """Give the message in a language."""
        text = translate(self.message)
        return text % self.values if self.values else text


class Findings:
    """The findings of one import, in bounded memory: table by table, row by row."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=MEMORY_BYTES, mode="w+b")  # noqa: SIM115
        finalize(self, self._file.close)
        self._unordered: list[Finding] = []
        self.counts = dict.fromkeys(Severity, 0)

    def add(self, finding: Finding) -> None:
        """Note one finding."""
        self.counts[finding.severity] += 1
        self._unordered.append(finding)

    def settle(self) -> None:
        """Put what was noted since the last call in the order of the rows."""
        for finding in sorted(self._unordered, key=lambda one: one.row or 0):
            self._file.write(json.dumps(asdict(finding)).encode() + b"\n")
        self._unordered.clear()

    def wrong(
        self,
        table: str,
        message: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        """Note what makes the import impossible."""
        named = dict(values or {})
        self.add(Finding(Severity.WRONG, table, message, row, column, shorten(value), named))

    def odd(
        self, table: str, message: str, *, row: int | None = None, value: str | None, **values: Any
    ) -> None:
        """Note what is imported though it is odd."""
        self.add(Finding(Severity.ODD, table, message, row, None, shorten(value), values))

    def listed(self, severity: Severity, limit: int | None = None) -> Iterator[Finding]:
        """List the findings of one severity, the first `limit` of them when it is given."""
        self.settle()
        self._file.seek(0)
        found = 0
        try:
            for line in self._file:
                if limit is not None and found >= limit:
                    return
                finding = Finding.from_plain(json.loads(line))
                if finding.severity is severity:
                    found += 1
                    yield finding
        finally:
            self._file.seek(0, SEEK_END)


def shorten(value: str | None) -> str | None:
    """Cut a long value and show what does not print, so that it fits in a line."""
    if value is None:
        return None
    shown = value if len(value) <= VALUE_LENGTH else value[:VALUE_LENGTH] + "…"
    return "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in shown)


def describe(finding: Finding, translate: Translate) -> str:
    """Say a finding in one line: table, row, column, value, and what is expected or odd."""
    place = finding.table
    if finding.row is not None:
        place += translate(mark(", ligne %(row)s")) % {"row": finding.row}
    if finding.column is not None:
        place += f", {finding.column}"
    if finding.value is not None:
        place += " " + translate(mark("« %(value)s »")) % {"value": finding.value}
    words = finding.words(translate)
    if finding.severity is Severity.WRONG:
        return translate(mark("%(place)s : attendu %(expected)s")) % {
            "place": place,
            "expected": words,
        }
    return translate(mark("%(place)s : %(words)s")) % {"place": place, "words": words}
