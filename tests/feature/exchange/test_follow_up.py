"""Attempts to reach people and checks of hires, in and out of the bundle."""

from pathlib import Path

import pytest

from school.core.database import Database
from school.exchange.cells import csv_line
from tests.support.bundles import (
    SMALL_SCHOOL,
    bring_in,
    bring_in_well,
    exported,
    write_bundle,
    wrongs,
)

FOLLOW_UP = {
    "follow_up": "F",
    "trainee": "T-1",
    "cohort": "C1",
    "months": "6",
    "attempted_on": "2026-10-05",
    "channel": "call",
    "outcome": "call_back",
    "call_back_on": "2026-10-12",
    "made_by": "Aïcha",
    "note": "Le soir",
}
CHECK = {
    "hire": "H",
    "contact_name": "Codjo",
    "contact_email": "codjo@delta.test",
    "contact_phone": "",
    "asked_on": "2026-10-06",
    "answer": "contested",
    "answered_on": "2026-10-07",
    "answered_by": "Codjo",
    "comment": "Jamais venu",
    "settlement": "withdrawn",
    "settled_on": "2026-10-08",
    "settled_by": "Directrice",
    "reason": "Erreur de nom",
}
SITUATION_CHECK = {
    "situation_ref": "X",
    "asked_on": "2026-10-06",
    "proof": "named_person",
    "dated_on": "2026-10-07",
    "named": "Afi, cliente",
    "seen_on": "2026-10-08",
    "seen_by": "Rodrigue",
}
SITUATIONS = (
    "situation_ref,trainee,situation,observed_on,evidence\nX,T-1,self_employed,2026-09-01,E1\n"
)
HIRES = (
    "hire,trainee,employer_name,contract,starts_on,evidence\nH,T-1,Delta,open_ended,2026-09-01,E1\n"
)


def as_csv(row: dict[str, str]) -> str:
    return csv_line(list(row)) + csv_line(list(row.values()))


@pytest.fixture
def small_school(database: Database, tmp_path: Path) -> Database:
    bring_in_well(
        database,
        write_bundle(
            tmp_path / "school", {**SMALL_SCHOOL, "hires": HIRES, "situations": SITUATIONS}
        ),
    )
    return database


def test_what_is_brought_in_comes_out_alike(small_school: Database, tmp_path: Path) -> None:
    tables = {
        "follow_ups": as_csv(FOLLOW_UP),
        "hire_checks": as_csv(CHECK),
        "situation_checks": as_csv(SITUATION_CHECK),
    }
    bring_in_well(small_school, write_bundle(tmp_path / "in", tables))
    given = exported(small_school, tmp_path / "out")
    for name, text in tables.items():
        assert given[name].decode() == text


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("follow_ups", FOLLOW_UP, "months", "7"),
        ("follow_ups", FOLLOW_UP, "months", "25"),
        ("follow_ups", FOLLOW_UP, "call_back_on", ""),
        ("follow_ups", FOLLOW_UP, "outcome", "asleep"),
        ("follow_ups", FOLLOW_UP, "channel", "pigeon"),
        ("follow_ups", FOLLOW_UP, "cohort", "C-0"),
        ("hire_checks", CHECK, "hire", "H-0"),
        ("hire_checks", CHECK, "answered_on", ""),
        ("hire_checks", CHECK, "settled_on", ""),
        ("hire_checks", CHECK, "settlement", "forgotten"),
        ("situation_checks", SITUATION_CHECK, "situation_ref", "X-0"),
        ("situation_checks", SITUATION_CHECK, "seen_on", ""),
        ("situation_checks", SITUATION_CHECK, "proof", "hearsay"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(
    small_school: Database,
    tmp_path: Path,
    table: str,
    row: dict[str, str],
    column: str,
    value: str,
) -> None:
    folder = write_bundle(tmp_path / "in", {table: as_csv({**row, column: value})})
    found = wrongs(bring_in(small_school, folder))
    assert {(name, line) for name, line, _, _ in found} == {(table, 2)}
    assert column in {place for _, _, place, _ in found}
