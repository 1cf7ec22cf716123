"""Uploaded bundles: kept beside the database, for their owner, until confirmed or for a day."""

import json
import os
import re
import secrets
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any, Self

from school.core.errors import NotFound, mark
from school.exchange.findings import Finding, Severity
from school.exchange.operations import Outcome
from school.exchange.run import Count

LIFETIME_SECONDS = 24 * 60 * 60
SHOWN_FINDINGS = 200
"""Findings of each severity that a page shows; the others are counted."""

DATA_SUFFIX = ".bundle"
NOTE_SUFFIX = ".json"
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True)
class Preview:
    """What an upload would do: counts by table, and what is wrong, odd and changed."""

    counts: dict[str, Count]
    totals: dict[Severity, int]
    wrong: list[Finding]
    odd: list[Finding]
    changes: list[Finding]

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        """Take from an import what a page shows of it."""
        shown = {
            severity: list(outcome.findings.listed(severity, SHOWN_FINDINGS))
            for severity in Severity
        }
        return cls(
            {name: count for name, count in outcome.counts.items() if count.read},
            dict(outcome.findings.counts),
            shown[Severity.WRONG],
            shown[Severity.ODD],
            shown[Severity.CHANGE],
        )

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Read a preview that was kept as JSON."""
        return cls(
            {name: Count(**count) for name, count in plain["counts"].items()},
            {Severity(name): total for name, total in plain["totals"].items()},
            *(
                [Finding.from_plain(one) for one in plain[name]]
                for name in ("wrong", "odd", "changes")
            ),
        )

    @property
    def total_changes(self) -> int:
        """The rows that would be added or changed."""
        return sum(count.added + count.changed for count in self.counts.values())


@dataclass
class Upload:
    """A bundle that a person uploaded, with what it would do.

    `about` says what it was sent for, where that is more than the whole school.
    """

    folder: Path
    key: str
    account_id: int
    name: str
    about: str = ""
    preview: Preview | None = field(default=None)

    @property
    def data(self) -> Path:
        """The file as it was sent."""
        return self.folder / f"{self.key}{DATA_SUFFIX}"

    @property
    def note(self) -> Path:
        """What is remembered about it."""
        return self.folder / f"{self.key}{NOTE_SUFFIX}"

    def save_note(self) -> None:
        """Remember whose it is, its name and what it would do."""
        plain = {
            "account_id": self.account_id,
            "name": self.name,
            "about": self.about,
            "preview": asdict(self.preview) if self.preview else None,
        }
        draft = self.note.with_suffix(".draft")
        _write_private(draft, json.dumps(plain).encode())
        draft.replace(self.note)

    def drop(self) -> None:
        """Delete the file and its note."""
        self.data.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)


def keep(folder: Path, account_id: int, name: str, stream: IO[bytes], about: str = "") -> Upload:
    """Keep an uploaded file under a random name, readable by the program alone.

    Uploads that nobody confirmed for a day are deleted on the way.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _drop_old(folder)
    upload = Upload(folder, secrets.token_urlsafe(16), account_id, name, about)
    with os.fdopen(_open_private(upload.data), "wb") as target:
        copyfileobj(stream, target)
    upload.save_note()
    return upload


def find(folder: Path, account_id: int | None, key: str, about: str = "") -> Upload:
    """Find a person's upload; raise `NotFound` when it is gone, somebody else's, or for else."""
    missing = NotFound(mark("Ce fichier n’est plus là : envoyez-le de nouveau."))
    if not _KEY.fullmatch(key):
        raise missing
    try:
        plain = json.loads((folder / f"{key}{NOTE_SUFFIX}").read_bytes())
    except (OSError, ValueError) as error:
        raise missing from error
    if (plain["account_id"], plain.get("about", "")) != (account_id, about):
        raise missing
    upload = Upload(folder, key, plain["account_id"], plain["name"], about)
    if plain["preview"]:
        upload.preview = Preview.from_plain(plain["preview"])
    return upload


def _drop_old(folder: Path) -> None:
    oldest = time.time() - LIFETIME_SECONDS
    for path in folder.iterdir():
        # Others confirm, cancel and clean up meanwhile: a file that was listed may be gone.
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()


def _open_private(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def _write_private(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(_open_private(path), "wb") as target:
        target.write(data)
