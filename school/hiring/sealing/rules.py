"""What a seal binds: files, parameters and digests in one signed statement, under a short code."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from school.core.references import ALPHABET

FORMAT = "epissure-sealed-report/1"

PDF = "report.pdf"
FIGURES = "figures.json"
TABLE = "figures.csv"
DEFINITIONS = "definitions.md"
MANIFEST = "manifest.json"
SIGNATURE = "signature.json"

CLAUSES = "clauses"
"""The subject of a sealed board of integration clauses; a report of hiring names none."""

CODE_LETTERS = 10
"""Ten letters of five bits name a report; that it is unchanged is for its signature to prove."""

_NOT_OURS = (UnicodeDecodeError, KeyError, TypeError, AttributeError, RecursionError)
"""What JSON of another shape raises, or of lists within lists without end."""

_BETWEEN = re.compile(r"[\s\u2010-\u2015-]")
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


class Integrity(StrEnum):
    """How a sealed report stands to its seal."""

    INTACT = "intact"
    OTHER_KEY = "other_key"
    BROKEN = "broken"


@dataclass(frozen=True)
class Statement:
    """What is said of a report beside its files: asked how, sealed when, by whom, in place of what.

    `parameters` are plain values. `replaces` is the code of the edition before, and `reason` why
    there is a new one; both are missing in a first edition.
    """

    parameters: Mapping[str, Any]
    edition: int
    sealed_at: datetime
    sealed_by: str
    program: str
    replaces: str | None = None
    reason: str | None = None

    @property
    def is_of_clauses(self) -> bool:
        """Tell whether a board of integration clauses was sealed, and no report of hiring."""
        return self.parameters.get("subject") == CLAUSES

    def as_plain(self) -> dict[str, Any]:
        """Give the statement as values of JSON."""
        return {
            "format": FORMAT,
            "parameters": dict(self.parameters),
            "edition": self.edition,
            "replaces": self.replaces,
            "reason": self.reason,
            "sealed_at": f"{self.sealed_at.isoformat()}Z",
            "sealed_by": self.sealed_by,
            "program": self.program,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Statement":
        """Read a statement that a manifest holds."""
        return cls(
            parameters=dict(plain["parameters"]),
            edition=int(plain["edition"]),
            sealed_at=datetime.fromisoformat(plain["sealed_at"].removesuffix("Z")),
            sealed_by=plain["sealed_by"],
            program=plain["program"],
            replaces=plain["replaces"],
            reason=plain["reason"],
        )


@dataclass(frozen=True)
class Manifest:
    """The statement with the report's code and the digest of every file: what is signed."""

    statement: Statement
    code: str
    digests: Mapping[str, str] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        """Write the manifest; equal manifests give equal bytes."""
        plain = {**self.statement.as_plain(), "code": self.code, "files": dict(self.digests)}
        return as_canonical(plain)

    @classmethod
    def from_bytes(cls, content: bytes) -> "Manifest":
        """Read a manifest; raise `ValueError` when it is none."""
        try:
            plain = json.loads(content)
            digests = {str(name): str(one) for name, one in plain["files"].items()}
            return cls(Statement.from_plain(plain), str(plain["code"]), digests)
        except _NOT_OURS as error:
            raise ValueError("not the manifest of a sealed report") from error


def as_canonical(plain: Any) -> bytes:
    """Write JSON whose keys are sorted, so that equal values give equal bytes."""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{text}\n".encode()


def digest(content: bytes) -> str:
    """Give the SHA-256 of bytes, in hexadecimal (FIPS 180-4)."""
    return hashlib.sha256(content).hexdigest()


def code_of(statement: Statement, files: Mapping[str, bytes]) -> str:
    """Compute the short code of a report from what it says, before it is set on paper.

    Fifty bits of a SHA-256 over the statement and the files of figures: who seals does not choose
    it, and whoever has them can compute it again.
    """
    bound = {**statement.as_plain(), "files": _digests(files)}
    number = int.from_bytes(hashlib.sha256(as_canonical(bound)).digest()[:7]) >> 6
    letters = ""
    for _ in range(CODE_LETTERS):
        number, letter = divmod(number, len(ALPHABET))
        letters = ALPHABET[letter] + letters
    return f"{letters[:5]}-{letters[5:]}"


def manifest_of(statement: Statement, code: str, files: Mapping[str, bytes]) -> Manifest:
    """Bind the files of a report to its statement."""
    return Manifest(statement, code, _digests(files))


def altered(digests: Mapping[str, str], files: Mapping[str, bytes]) -> list[str]:
    """Name the files whose bytes are not those of the digests, that are missing or too many."""
    return [
        name
        for name in sorted({*digests, *files})
        if name not in files or digests.get(name) != digest(files[name])
    ]


def typed_code(text: str) -> str | None:
    """Read a code as somebody typed it: small letters, spaces, O for 0; nothing if it is none."""
    letters = _BETWEEN.sub("", text).upper().translate(_MISREAD)
    if len(letters) != CODE_LETTERS or not set(letters) <= set(ALPHABET):
        return None
    return f"{letters[:5]}-{letters[5:]}"


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: digest(content) for name, content in sorted(files.items())}
