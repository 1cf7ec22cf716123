"""`school import` and `school export`: status, lines, and nothing half written."""

import sys
import tempfile
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.command import run
from school.core.database import Database
from school.enterprises.models import Enterprise
from school.exchange import cli
from school.exchange.bundle import SPECS
from school.exchange.cli import Progress
from tests.support.bundles import SMALL_SCHOOL, write_bundle

TABLES = len(SPECS)


@pytest.fixture
def installation(
    database: Database, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """An installation without any school, and a folder to work in."""
    monkeypatch.setenv("SCHOOL_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("DATABASE_URL", database_url)
    tmp_path.joinpath("instance").mkdir()
    return tmp_path


def test_a_bundle_goes_in_and_out(
    installation: Path, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_bundle(installation / "in", SMALL_SCHOOL)
    assert run(["import", str(folder)]) == 0
    assert "trainees: 2 rows, 2 added, 0 changed, 0 unchanged" in capsys.readouterr().out
    for name in ("out", "out.zip", "out.xlsx"):
        assert run(["export", str(installation / name)]) == 0
        assert run(["import", str(installation / name)]) == 0
        assert "trainees: 2 rows, 0 added, 0 changed, 2 unchanged" in capsys.readouterr().out
    assert len(list(installation.joinpath("out").iterdir())) == TABLES
    assert session.scalar(select(func.count()).select_from(School)) == 1


def test_what_is_wrong_is_listed_and_ends_with_status_two(
    installation: Path,
    session: Session,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A slow machine would tell how far it came, between the lines that are counted here.
    monkeypatch.setattr(cli, "QUIET_SECONDS", 3600.0)
    tables = {**SMALL_SCHOOL, "visits": "visit,placement,kind\nV,P,walk\n", "cooks": "cook\n"}
    assert run(["import", str(write_bundle(installation / "in", tables))]) == 2
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 4
    assert any("cooks" in line for line in errors)
    kind, placement = [line for line in errors if line.startswith("visits")]
    for part in ("2", "kind", "walk", "visit, call, message"):
        assert part in kind
    assert "placement" in placement
    assert errors[-1] == "school: 3 things are wrong; nothing was imported"
    assert session.scalar(select(func.count()).select_from(School)) == 0


def test_a_dry_run_reports_and_writes_nothing(
    installation: Path, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_bundle(installation / "in", SMALL_SCHOOL)
    assert run(["import", str(folder), "--dry-run"]) == 0
    output = capsys.readouterr().out
    assert "enrolments: 2 rows, 2 added" in output
    assert output.splitlines()[-1] == "nothing written (dry run)"
    assert session.scalar(select(func.count()).select_from(School)) == 0


@pytest.mark.parametrize("name", ["nowhere", "letter.pdf"])
def test_what_is_no_bundle_is_refused_in_one_line(
    installation: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    installation.joinpath("letter.pdf").write_bytes(b"%PDF")
    assert run(["import", str(installation / name)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_export_replaces_a_former_one_alone(installation: Path, session: Session) -> None:
    target = installation / "out"
    assert run(["export", str(target)]) == 0
    session.add(Enterprise(reference="E", name="Épis"))
    session.commit()
    assert run(["export", str(target)]) == 0
    text = target.joinpath("enterprises.csv").read_text(encoding="utf-8")
    assert text.splitlines()[1:] == ["E,Épis,,,,,,"]
    target.joinpath("letter.txt").write_text("kept", encoding="utf-8")
    assert run(["export", str(target)]) == 2
    assert target.joinpath("letter.txt").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize("name", ["mine.zip", "mine.xlsx", "mine"])
def test_an_export_overwrites_nothing_else(installation: Path, name: str) -> None:
    target = installation / name
    target.write_text("kept", encoding="utf-8")
    assert run(["export", str(target)]) == 2
    assert target.read_text(encoding="utf-8") == "kept"
    target.unlink()
    target.mkdir()
    target.joinpath("cooks.csv").write_text("kept", encoding="utf-8")
    assert run(["export", str(target)]) == 2


@pytest.mark.parametrize("name", ["out", "out.zip", "out.xlsx"])
def test_an_export_that_fails_leaves_no_trace(
    installation: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = write_bundle(installation / "in", SMALL_SCHOOL)
    assert run(["import", str(folder)]) == 0
    target = installation / name
    assert run(["export", str(target)]) == 0
    before = {path: path.stat().st_mtime_ns for path in installation.rglob(f"{name}*")}

    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("school.exchange.exporting.exported_rows", fail)
    drafts = installation / "drafts"
    drafts.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(drafts))
    names = set(installation.iterdir())
    assert run(["export", str(target)]) == 2
    assert set(installation.iterdir()) == names
    assert list(drafts.iterdir()) == []
    assert {path: path.stat().st_mtime_ns for path in installation.rglob(f"{name}*")} == before


def test_exported_files_are_the_owners_alone(installation: Path) -> None:
    assert run(["export", str(installation / "out")]) == 0
    assert run(["export", str(installation / "out.zip")]) == 0
    files = [installation / "out.zip", *installation.joinpath("out").iterdir()]
    assert {oct(path.stat().st_mode & 0o777) for path in files} == {"0o600"}


def test_a_long_import_shows_how_far_it_has_come(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(cli, "monotonic", lambda: now)
    progress = Progress(200)
    progress.start("attendance")
    progress.advance(10)
    assert capsys.readouterr().err == ""
    now = 10.0
    progress.advance(90)
    assert capsys.readouterr().err == "50 % read (attendance)\n"
    progress.advance(50)
    assert capsys.readouterr().err == ""
    now = 20.0
    progress.advance(50)
    assert capsys.readouterr().err == "100 % read (attendance)\n"
    progress.finish()


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_is_shown_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(cli, "monotonic", lambda: now)
    progress = Progress(200)
    progress.advance(50)
    progress.finish()
    assert terminal.getvalue() == ""
    now = 2.0
    progress.advance(50)
    progress.finish()
    assert "50%" in terminal.getvalue()
