"""`school otdr` names what is wrong with a file in one line, and prints nothing of it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from tests.feature.commands.conftest import Command
from tests.support.sor_examples import SYNTHETIC, keep, synthetic
from tests.support.sor_files import written

WHOLE = SYNTHETIC.read_bytes()


def zipped(content: bytes) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        archive.writestr("trace.sor", content)
    return held.getvalue()


def photo() -> bytes:
    held = BytesIO()
    Image.new("RGB", (8, 8)).save(held, "JPEG")
    return held.getvalue()


BAD = {
    "empty": (b"", ""),
    "truncated": (WHOLE[:900], "DataPts"),
    "cut map": (WHOLE[:20], "Map"),
    "zipped": (zipped(WHOLE), "ZIP"),
    "photo": (photo(), "JPEG"),
    "random": (bytes(range(256)) * 40, ""),
    "lying": (written(synthetic().but(lies={"events": 60_000})), "60000"),
}


def test_a_trace_is_printed(command: Command) -> None:
    command("otdr", SYNTHETIC).done('"wavelength_nm": 1550.0')


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("shape", ["json", "table"])
def test_bad_input_is_named(command: Command, tmp_path: Path, name: str, shape: str) -> None:
    content, word = BAD[name]
    path = keep(tmp_path / "bad.sor", content)
    ended = command("otdr", path, "--format", shape)
    ended.refused(str(path), word)
    assert ended.said == ""


def test_a_sparse_file_of_a_gigabyte_is_refused(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "huge.sor"
    with path.open("wb") as stream:
        stream.write(WHOLE)
        stream.truncate(2**30)
    command("otdr", path).refused(str(path), "16")


def test_folders_and_files_that_are_not_there_are_refused(command: Command, tmp_path: Path) -> None:
    command("otdr", tmp_path).refused("directory", str(tmp_path))
    command("otdr", tmp_path / "none.sor").refused("does not exist", "none.sor")
    command("otdr").refused("FILE")
    command("otdr", SYNTHETIC, "--format", "xml").refused("xml")


@contextmanager
def closed_file() -> Iterator[Path]:
    """A file that nobody may read; root, who may read anything, is somebody else here."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    path = keep(folder / "closed.sor", WHOLE)
    path.chmod(0)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65_534)
    try:
        yield path
    finally:
        if is_root:
            os.seteuid(0)
        path.unlink()
        folder.rmdir()


def test_a_file_that_may_not_be_read_is_told(command: Command) -> None:
    with closed_file() as path:
        command("otdr", path).refused(str(path))
