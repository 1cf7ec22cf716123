"""`school report seal|list|verify|regenerate`: sealed reports from a terminal."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from school.accounts.queries import school_by_code
from school.cohorts.rules import Sex
from school.core.database import Database
from school.hiring.models import Hire
from school.hiring.sealing.models import SealedReport
from tests.factories.careers import Careers
from tests.factories.records import make_cohort
from tests.feature.commands.conftest import FOUND, Command

DAYS = ("--as-of", "2026-06-30", "--known-on", "2026-06-30")


@pytest.fixture
def founded(command: Command, instance: Path) -> Database:
    """A school of 30 certified, 20 of them hired."""
    command(*FOUND)
    database = Database(f"sqlite:///{instance / 'school.db'}")
    with database.transaction() as session:
        _fill(session)
    return database


def _fill(session: Session) -> None:
    school = school_by_code(session, "EMN")
    assert school is not None
    cohort = make_cohort(session, school, reference="C-2025", starts_on=date(2024, 11, 1))
    careers = Careers(session, cohort)
    careers.hired(20, Sex.FEMALE)
    careers.certified(10, Sex.MALE)


def sealed(command: Command, target: Path) -> str:
    ended = command("report", "seal", "--by", "Afi Dossou", *DAYS, "--out", target)
    ended.done()
    return ended.said.strip()


def test_a_report_is_sealed_listed_verified_and_made_again(
    founded: Database, command: Command, tmp_path: Path
) -> None:
    archive = tmp_path / "report.zip"
    code = sealed(command, archive)
    command("report", "list").done(code, "edition 1", "EMN", "Afi Dossou")
    command("report", "verify", archive).done("sound, signed by this installation")
    command("report", "verify", archive, "--code", code.lower()).done(code.lower())
    command("report", "regenerate", code).done("byte for byte the same")


def test_one_byte_is_found(founded: Database, command: Command, tmp_path: Path) -> None:
    archive = tmp_path / "report.zip"
    code = sealed(command, archive)
    body = archive.read_bytes()
    place = body.index(b'"hired": 20')
    archive.write_bytes(body[:place] + b'"hired": 21' + body[place + 11 :])
    command("report", "verify", archive).refused()
    command("report", "verify", archive, "--code", code).refused()
    archive.write_bytes(body[:1000])
    command("report", "verify", archive).refused("damaged")


def test_a_change_behind_its_back_is_told(
    founded: Database, command: Command, tmp_path: Path
) -> None:
    code = sealed(command, tmp_path / "report.zip")
    with founded.transaction() as session:
        session.execute(update(Hire).values(contested=True))
    command("report", "regenerate", code).refused("figures.json", "figures changed")
    again = command(
        "report", "seal", "--by", "Afi", "--replaces", code, "--reason", "Contesté", *DAYS[2:]
    )
    again.done()
    command("report", "list").done("edition 2")
    command("report", "regenerate", again.said.strip()).done("the same")


def test_what_cannot_be_sealed_is_refused(founded: Database, command: Command) -> None:
    command("report", "seal", "--by", "Afi", "--school", "NONE").refused("does not exist")
    command("report", "seal", "--by", "Afi", "--known-on", "2190-01-01").refused("yesterday")
    command("report", "seal", "--by", "Afi", "--as-of", "1950-01-01").refused("nothing to seal")
    command("report", "regenerate", "AAAAA-AAAAA").refused("No report")


def test_a_spoilt_report_is_listed_as_spoilt(
    founded: Database, command: Command, tmp_path: Path
) -> None:
    code = sealed(command, tmp_path / "report.zip")
    with founded.transaction() as session:
        session.execute(update(SealedReport).values(manifest=b'{"files": []}'))
    command("report", "list").done(code, "spoilt")
    command("report", "verify", tmp_path / "report.zip", "--code", code).refused("does not hold")


def test_a_report_is_sealed_before_its_file_is_written(
    founded: Database, command: Command, tmp_path: Path
) -> None:
    ended = command("report", "seal", "--by", "Afi", *DAYS, "--out", tmp_path / "none" / "a.zip")
    assert ended.status == 2
    command("report", "list").done(ended.said.strip(), "Afi")
