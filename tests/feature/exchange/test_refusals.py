"""What an import refuses, where it says so, and that it says everything at once."""

from pathlib import Path

import pytest

from school.core.database import Database
from school.exchange.cells import csv_line
from school.exchange.findings import Severity, describe, shorten
from tests.support.bundles import SMALL_SCHOOL, bring_in, bring_in_well, write_bundle, wrongs

GOOD: dict[str, dict[str, str]] = {
    "schools": {"school": "X", "name": "École", "country": "BJ", "timezone": "Africa/Lagos"},
    "staff": {"email": "m@emn.test", "name": "M", "role": "trainer", "school": "EMN"},
    "enterprises": {"enterprise": "E", "name": "Épis"},
    "cohorts": {
        "cohort": "C2",
        "school": "EMN",
        "path": "deployment",
        "name": "N",
        "starts_on": "2026-01-02",
        "ends_on": "",
        "capacity": "24",
    },
    "trainees": {
        "trainee": "T-3",
        "family_name": "A",
        "sex": "F",
        "born_on": "2004-02-29",
        "email": "",
        "disability": "no",
    },
    "enrolments": {
        "trainee": "T-1",
        "cohort": "C1",
        "enrolled_on": "2026-02-02",
        "completed_on": "",
        "certified_on": "",
    },
    "attendance": {
        "trainee": "T-1",
        "cohort": "C1",
        "date": "2026-01-12",
        "half_day": "morning",
        "state": "present",
        "hours": "3,5",
    },
    "assessments": {
        "assessment": "A",
        "trainee": "T-1",
        "cohort": "C1",
        "task": "PA-05",
        "assessed_on": "2026-02-01",
        "verdict": "acquired",
    },
    "placements": {
        "placement": "P",
        "trainee": "T-1",
        "cohort": "C1",
        "enterprise": "DELTA",
        "starts_on": "2026-03-02",
        "ends_on": "",
        "weekly_hours": "35",
        "status": "live",
    },
    "hires": {
        "hire": "H",
        "trainee": "T-1",
        "employer_name": "Delta",
        "contract": "open_ended",
        "starts_on": "2026-10-01",
        "evidence": "E1",
    },
    "situations": {
        "situation_ref": "X",
        "trainee": "T-1",
        "situation": "seeking",
        "starts_on": "2026-03-02",
        "ends_on": "",
    },
    "contracts": {"contract": "K", "name": "Réseau", "currency": "XOF"},
    "commitments": {
        "contract": "K",
        "lot": "",
        "bucket": "training",
        "valid_from": "2026-01-01",
        "share_of_worked": "0.05",
    },
    "worked_hours": {"contract": "K", "lot": "", "month": "2026-03", "hours": "120"},
    "notices": {
        "contract": "K",
        "notice": "N",
        "kind": "formal_notice",
        "on_date": "2026-03-02",
        "expires_on": "",
    },
}
"""One row of each table that is right."""

REFUSALS: list[tuple[str, str, str]] = [
    ("schools", "country", "XX"),
    ("schools", "country", "Bénin"),
    ("schools", "timezone", "Cotonou"),
    ("staff", "school", ""),
    ("staff", "email", "Formateur@emn.test"),
    ("enterprises", "enterprise", ""),
    ("enterprises", "enterprise", "E\nF"),
    ("enterprises", "name", ""),
    ("enterprises", "name", "x" * 4001),
    ("enterprises", "name", "a\x00b"),
    ("cohorts", "school", "NIL"),
    ("cohorts", "school", "emn"),
    ("cohorts", "path", "cooking"),
    ("cohorts", "ends_on", "01/01/2026"),
    ("cohorts", "capacity", "24.5"),
    ("cohorts", "capacity", "0"),
    ("trainees", "born_on", "5 mars 2004"),
    ("trainees", "born_on", "29/02/2023"),
    ("trainees", "born_on", "03/25/2004"),
    ("trainees", "born_on", "5/3/2004"),
    ("trainees", "born_on", "0204-03-05"),
    ("trainees", "sex", "W"),
    ("trainees", "disability", "maybe"),
    ("trainees", "email", "nobody"),
    ("enrolments", "completed_on", "01/02/2026"),
    ("enrolments", "certified_on", "2026-02-01"),
    ("attendance", "hours", "two"),
    ("attendance", "hours", "25"),
    ("attendance", "hours", "-1"),
    ("attendance", "hours", "1e1"),
    ("attendance", "hours", "0.0000001"),
    ("assessments", "task", "PA-99"),
    ("assessments", "verdict", "Acquired"),
    ("placements", "ends_on", "2026-03-01"),
    ("placements", "weekly_hours", "0"),
    ("placements", "weekly_hours", "1000000000000"),
    ("hires", "employer_name", ""),
    ("hires", "starts_on", ""),
    ("situations", "ends_on", "2026-03-01"),
    ("contracts", "currency", "CFA"),
    ("commitments", "share_of_worked", "1.1"),
    ("worked_hours", "month", "2026-13"),
    ("notices", "expires_on", "2026-03-01"),
]
"""Table, column, and a value that makes the good row impossible there."""


@pytest.fixture
def school(database: Database, tmp_path: Path) -> Database:
    contracts = {"contracts": as_csv("contracts", GOOD["contracts"])}
    bring_in_well(database, write_bundle(tmp_path / "school", {**SMALL_SCHOOL, **contracts}))
    return database


def as_csv(table: str, *rows: dict[str, str]) -> str:
    lines = [list(GOOD[table]), *(list({**GOOD[table], **row}.values()) for row in rows)]
    return "".join(csv_line(line) for line in lines)


def test_the_good_rows_are_good(school: Database, tmp_path: Path) -> None:
    tables = {table: as_csv(table, row) for table, row in GOOD.items()}
    bring_in_well(school, write_bundle(tmp_path / "in", tables))


@pytest.mark.parametrize(("table", "column", "value"), REFUSALS)
def test_a_wrong_cell_is_named_and_nothing_written(
    school: Database, tmp_path: Path, table: str, column: str, value: str
) -> None:
    text = as_csv(table, {column: value})
    outcome = bring_in(school, write_bundle(tmp_path / "in", {table: text}))
    assert wrongs(outcome) == [(table, 2, column, shorten(value))]
    assert outcome.refused


@pytest.mark.parametrize(("role", "school_code"), [("ministry", "EMN"), ("director", "")])
def test_the_ministry_alone_has_no_school(
    school: Database, tmp_path: Path, role: str, school_code: str
) -> None:
    text = as_csv("staff", {"role": role, "school": school_code})
    outcome = bring_in(school, write_bundle(tmp_path / "in", {"staff": text}))
    assert wrongs(outcome) == [("staff", 2, "school", school_code)]


def test_a_repeated_key_is_refused_where_it_comes_back(school: Database, tmp_path: Path) -> None:
    tables = {
        "enterprises": "enterprise,name\nE,a\nF,b\nE,a\n",
        "enrolments": "trainee,cohort\nT-1,C1\nT-1, C1 \n",
    }
    outcome = bring_in(school, write_bundle(tmp_path / "in", tables))
    assert wrongs(outcome) == [
        ("enterprises", 4, "enterprise", "E"),
        ("enrolments", 3, "cohort", "C1"),
    ]


def test_a_line_says_table_row_column_value_and_what_is_expected(
    database: Database, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path / "in", {"trainees": "trainee,family_name,born_on\nT,A,hier\n"})
    (finding,) = bring_in(database, folder).findings.listed(Severity.WRONG)
    assert describe(finding, lambda text: text) == (
        "trainees, ligne 2, born_on «\u00a0hier\u00a0»\u00a0: attendu une date comme 2026-03-05 "
        "ou 05/03/2026"
    )


def test_everything_wrong_is_said_at_once(database: Database, tmp_path: Path) -> None:
    tables = {
        **SMALL_SCHOOL,
        "cooks": "cook\n1\n",
        "trainees": "trainee,family_name,sex,born_on,shoe\nT-1,,W,2004-02-30,42\n",
        "visits": "visit,placement,kind\nV,P,wave\n\nV2,P\n",
        "logbook": "date,hours\n2026-01-01,7\n",
    }
    outcome = bring_in(database, write_bundle(tmp_path / "in", tables))
    assert sorted(wrongs(outcome), key=str) == sorted(
        [
            ("cooks", None, None, None),
            ("trainees", 1, "shoe", None),
            ("trainees", 2, "family_name", ""),
            ("trainees", 2, "sex", "W"),
            ("trainees", 2, "born_on", "2004-02-30"),
            ("enrolments", 3, "trainee", "T-2"),
            ("visits", 2, "kind", "wave"),
            ("visits", 2, "placement", "P"),
            ("visits", 4, None, None),
            ("logbook", 1, "placement", None),
        ],
        key=str,
    )


def test_everything_wrong_in_one_row_is_said_at_once(school: Database, tmp_path: Path) -> None:
    placement = {
        "trainee": "T-9",
        "cohort": "C9",
        "starts_on": "2026-03-02",
        "ends_on": "2026-03-01",
        "weekly_hours": "0",
        "status": "gone",
    }
    hire = {"trainee": "T-9", "employer_name": "", "starts_on": "soon"}
    tables = {"placements": as_csv("placements", placement), "hires": as_csv("hires", hire)}
    outcome = bring_in(school, write_bundle(tmp_path / "in", tables))
    assert sorted(found[::2] for found in wrongs(outcome)) == [
        ("hires", "employer_name"),
        ("hires", "starts_on"),
        ("hires", "trainee"),
        ("placements", "cohort"),
        ("placements", "ends_on"),
        ("placements", "status"),
        ("placements", "trainee"),
        ("placements", "weekly_hours"),
    ]


def test_a_check_on_a_cell_that_could_not_be_read_is_not_made(
    school: Database, tmp_path: Path
) -> None:
    text = as_csv("staff", {"role": "cook", "school": ""})
    outcome = bring_in(school, write_bundle(tmp_path / "in", {"staff": text}))
    assert wrongs(outcome) == [("staff", 2, "role", "cook")]


def test_what_is_wrong_is_listed_in_the_order_of_the_rows(school: Database, tmp_path: Path) -> None:
    rows = ({"cohort": f"N{one}", "school": "NIL", "capacity": "0"} for one in range(3))
    text = as_csv("cohorts", *rows)
    outcome = bring_in(school, write_bundle(tmp_path / "in", {"cohorts": text}))
    assert [found[1] for found in wrongs(outcome)] == [2, 2, 3, 3, 4, 4]


def test_naming_a_row_that_was_refused_is_no_second_fault(
    database: Database, tmp_path: Path
) -> None:
    tables = {**SMALL_SCHOOL, "trainees": "trainee,family_name,sex\nT-1,A,W\nT-2,B,M\n"}
    outcome = bring_in(database, write_bundle(tmp_path / "in", tables))
    assert wrongs(outcome) == [("trainees", 2, "sex", "W")]


def test_naming_a_row_of_a_table_that_broke_is_no_second_fault(
    database: Database, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path / "in", SMALL_SCHOOL)
    folder.joinpath("trainees.csv").write_bytes(b"trainee,family_name\nT-1,A\nT-2,\xe9\n")
    assert wrongs(bring_in(database, folder)) == [("trainees", 3, None, None)]


@pytest.mark.parametrize("row", ["T-1,A,F", "T-1", '"T-1","A"x', '"T-1,A'])
def test_a_row_that_is_not_as_its_header_is_refused(
    database: Database, tmp_path: Path, row: str
) -> None:
    folder = write_bundle(tmp_path / "in", {"trainees": f"trainee,family_name\n{row}"})
    assert wrongs(bring_in(database, folder)) == [("trainees", 2, None, None)]


@pytest.mark.parametrize("text", ["", "\n\n", "trainee,trainee,family_name\nT,T,A\n"])
def test_a_header_that_is_missing_or_repeats_itself_is_refused(
    database: Database, tmp_path: Path, text: str
) -> None:
    folder = write_bundle(tmp_path / "in", {"trainees": text})
    assert {found[:2] for found in wrongs(bring_in(database, folder))} == {("trainees", 1)}
