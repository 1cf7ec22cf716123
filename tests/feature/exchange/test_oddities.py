"""What is odd is imported and told."""

from pathlib import Path

import pytest

from school.core.database import Database
from tests.support.bundles import SMALL_SCHOOL, bring_in_well, oddities, write_bundle

PLACEMENTS = "placement,trainee,cohort,enterprise,starts_on,ends_on,ended_on,status\n"
HIRES = "hire,trainee,employer_name,contract,starts_on,evidence\n"
HIRE = "H,{},Delta,open_ended,{},E2\n"
TRAINEES = "trainee,family_name,given_names,born_on\n"


def told(
    database: Database, folder: Path, **tables: str
) -> list[tuple[str, int | None, str | None]]:
    return oddities(bring_in_well(database, write_bundle(folder, {**SMALL_SCHOOL, **tables})))


@pytest.mark.parametrize(
    "second",
    [
        "P2,T-1,C1,DELTA,2026-04-24,2026-05-29,,live\n",
        "P2,T-1,C1,DELTA,2026-03-10,2026-03-20,,proposed\n",
        "P2,T-1,C1,DELTA,2026-01-12,,,live\n",
    ],
)
def test_placements_that_overlap_are_told_once(
    database: Database, tmp_path: Path, second: str
) -> None:
    rows = f"{PLACEMENTS}P1,T-1,C1,DELTA,2026-03-02,2026-04-24,,completed\n{second}"
    assert told(database, tmp_path / "in", placements=rows) == [("placements", 3, "P2")]


@pytest.mark.parametrize(
    "second",
    [
        "P2,T-1,C1,DELTA,2026-04-25,2026-05-29,,live\n",
        "P2,T-2,C1,DELTA,2026-03-02,2026-04-24,,live\n",
        "P2,T-1,C1,DELTA,2026-03-02,2026-04-24,,declined\n",
        "P2,T-1,C1,DELTA,,,,proposed\n",
        "P2,T-1,C1,DELTA,2026-02-02,2026-04-24,2026-03-01,broken_off\n",
    ],
)
def test_other_placements_are_not_told(database: Database, tmp_path: Path, second: str) -> None:
    rows = f"{PLACEMENTS}P1,T-1,C1,DELTA,2026-03-02,2026-04-24,,completed\n{second}"
    assert told(database, tmp_path / "in", placements=rows) == []


def test_a_placement_is_held_against_those_that_were_there(
    database: Database, tmp_path: Path
) -> None:
    first = f"{PLACEMENTS}P1,T-1,C1,DELTA,2026-03-02,2026-04-24,,completed\n"
    assert told(database, tmp_path / "in", placements=first) == []
    second = f"{PLACEMENTS}P2,T-1,C1,DELTA,2026-04-01,2026-05-29,,live\n"
    folder = write_bundle(tmp_path / "more", {"placements": second})
    assert oddities(bring_in_well(database, folder)) == [("placements", 2, "P2")]


@pytest.mark.parametrize(
    ("trainee", "day", "odd"),
    [
        ("T-1", "2026-09-10", True),
        ("T-1", "2026-09-11", False),
        ("T-1", "2025-06-01", True),
        ("T-2", "2026-12-01", True),
        ("T-3", "2026-05-01", False),
    ],
)
def test_a_hire_before_the_exit_is_told(
    database: Database, tmp_path: Path, trainee: str, day: str, odd: bool
) -> None:
    tables = {
        "trainees": SMALL_SCHOOL["trainees"] + "T-3,Dossou,Ayi,M,2001-01-01\n",
        "hires": HIRES + HIRE.format(trainee, day),
    }
    assert told(database, tmp_path / "in", **tables) == ([("hires", 2, "H")] if odd else [])


def test_a_hire_between_two_trainings_is_not_told(database: Database, tmp_path: Path) -> None:
    tables = {
        "cohorts": SMALL_SCHOOL["cohorts"] + "C2,EMN,maintenance,Promotion 2,2027-01-11,\n",
        "enrolments": SMALL_SCHOOL["enrolments"] + "T-1,C2,,2027-01-11,\n",
        "hires": HIRES + HIRE.format("T-1", "2026-10-01"),
    }
    assert told(database, tmp_path / "in", **tables) == []


@pytest.mark.parametrize(
    ("row", "odd"),
    [
        ("T-9,HOUNGBEDJI,aicha,2004-05-17\n", True),
        ("T-9,Houngbédji,Aïcha,2004-05-18\n", False),
        ("T-9,Houngbédji,Aïcha,\n", False),
        ("T-9,Houngbédji,Afi,2004-05-17\n", False),
    ],
)
def test_a_likely_double_is_told(database: Database, tmp_path: Path, row: str, odd: bool) -> None:
    assert told(database, tmp_path / "in") == []
    folder = write_bundle(tmp_path / "more", {"trainees": TRAINEES + row})
    assert oddities(bring_in_well(database, folder)) == ([("trainees", 2, "T-9")] if odd else [])


def test_a_file_that_is_no_table_is_told(database: Database, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "in", SMALL_SCHOOL)
    folder.joinpath("notes.txt").write_text("…", encoding="utf-8")
    assert oddities(bring_in_well(database, folder)) == [("notes.txt", None, None)]
