"""The file behind SQLite's connections: once moved, replaced or deleted, it is written no more."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

IDENTITY = "file"


def watch(engine: Engine) -> None:
    """Let a pool give only connections to the file that stands at its address now.

    A system keeps a file for those who hold it open: what they write after somebody moved or
    deleted it would be lost without a word. When another file is put there, the pool connects
    to that one; where none is, whoever asks is refused and no empty file is made.
    """
    path = engine.url.database
    if not path or path == ":memory:" or path.startswith("file:"):
        return
    known: list[tuple[int, int]] = []

    @event.listens_for(engine, "do_connect")
    def refuse_missing(*_: Any) -> None:
        # The first connection may make the file; `school init` does.
        if known and identity(path) is None:
            raise sqlite3.OperationalError(f"the file {path} is not there any more")

    @event.listens_for(engine, "connect")
    def note(_: Any, record: Any) -> None:
        record.info[IDENTITY] = identity(path)
        known[:] = [record.info[IDENTITY]]

    @event.listens_for(engine, "checkout")
    def compare(_: Any, record: Any, __: Any) -> None:
        if record.info[IDENTITY] != identity(path):
            raise DisconnectionError(f"the file {path} is another one now")


def identity(path: str) -> tuple[int, int] | None:
    """Tell a file from every other of the machine; nothing when there is none."""
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
