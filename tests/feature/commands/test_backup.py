"""`school backup`: everything an installation is, in one file closed to others."""

import sqlite3
import stat
import tarfile
from pathlib import Path

import pytest

from tests.feature.commands.conftest import FOUND, Command


def names_in(path: Path) -> list[str]:
    with tarfile.open(path) as archive:
        return sorted(archive.getnames())


def test_a_backup_holds_the_files_and_a_whole_database(
    command: Command, instance: Path, tmp_path: Path
) -> None:
    command(*FOUND).done()
    (instance / "uploads").mkdir()
    (instance / "uploads" / "letter.pdf").write_bytes(b"%PDF")
    (instance / "secret_key").write_text("k" * 64)
    target = tmp_path / "backup.tar.gz"
    command("backup", str(target)).done(f"{target} written")
    assert names_in(target) == ["school.db", "secret_key", "uploads", "uploads/letter.pdf"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with tarfile.open(target) as archive:
        archive.extract("school.db", tmp_path / "restored", filter="data")
    connection = sqlite3.connect(tmp_path / "restored" / "school.db")
    assert connection.execute("SELECT reference FROM schools").fetchall() == [("EMN",)]
    connection.close()


def test_an_installation_comes_back_from_its_backup(
    command: Command, instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command(*FOUND).done()
    target = tmp_path / "backup.tar.gz"
    command("backup", str(target)).done()
    with tarfile.open(target) as archive:
        archive.extractall(tmp_path / "elsewhere", filter="data")
    monkeypatch.setenv("SCHOOL_INSTANCE", str(tmp_path / "elsewhere"))
    command("user", "list").done("awa@example.test")


def test_a_backup_in_the_instance_folder_does_not_hold_itself(
    command: Command, instance: Path
) -> None:
    command(*FOUND).done()
    command("backup", str(instance / "backup.tar.gz")).done()
    assert names_in(instance / "backup.tar.gz") == ["school.db"]


def test_a_database_kept_elsewhere_is_in_it(
    on_database: Command, instance: Path, tmp_path: Path, engine_name: str
) -> None:
    instance.mkdir()
    target = tmp_path / "backup.tar.gz"
    on_database("backup", str(target)).done()
    assert names_in(target) == (["school.db"] if engine_name == "sqlite" else [])


def test_nothing_is_overwritten_and_nothing_is_left_half_done(
    command: Command, tmp_path: Path
) -> None:
    command(*FOUND).done()
    target = tmp_path / "backup.tar.gz"
    target.write_text("mine")
    command("backup", str(target)).refused("is there already")
    assert target.read_text() == "mine"
    command("backup", str(tmp_path / "nowhere" / "backup.tar.gz")).refused("nowhere")
    command("backup", str(tmp_path)).refused()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.tar.gz", "instance"]
