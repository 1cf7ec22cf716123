"""A folder in memory for what tests write: databases that live for a second, and profiles."""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 (the folder made in it has a name of its own)
ROOM_BYTES = 4 * 1024**3
"""What a run of all tests may hold at once, with much to spare."""

VARIABLE = "TMPDIR"


def take_folder() -> Path | None:
    """Make the folder for temporary files of this process and of those that it starts.

    On a disk a PostgreSQL database takes ten times as long to make. Gives none where somebody
    chose a folder, and where the machine has no such room.
    """
    if VARIABLE in os.environ or not MEMORY.is_dir():
        return None
    if shutil.disk_usage(MEMORY).free < ROOM_BYTES:
        return None
    folder = Path(tempfile.mkdtemp(prefix="school-tests-", dir=MEMORY))
    # PostgreSQL runs as somebody else, and passes through.
    folder.chmod(0o711)
    os.environ[VARIABLE] = str(folder)
    tempfile.tempdir = None
    return folder


def give_back(folder: Path) -> None:
    """Remove the folder, and use the usual one again."""
    del os.environ[VARIABLE]
    tempfile.tempdir = None
    shutil.rmtree(folder, ignore_errors=True)
