"""Facts are dated: a bundle adds, corrects of the same day, or supersedes (EXCHANGE)."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.database import Database
from school.hiring.models import Hire
from school.hiring.rules import Evidence
from tests.support.bundles import (
    SMALL_SCHOOL,
    TODAY,
    bring_in,
    bring_in_well,
    write_bundle,
    wrongs,
)

HEADER = "hire,trainee,employer_name,contract,starts_on,ends_on,evidence,recorded_on\n"
FIRST = "H1,T-1,Delta,open_ended,2026-10-05,,E1,2026-10-06\n"

Facts = list[tuple[date, Evidence, str | None]]


@pytest.fixture
def school(database: Database, tmp_path: Path) -> Database:
    bring_in_well(database, write_bundle(tmp_path / "school", SMALL_SCHOOL))
    return database


def bring_hires(
    database: Database, tmp_path: Path, rows: str, *, header: str = HEADER, today: date = TODAY
) -> None:
    folder = write_bundle(tmp_path / "hires", {"hires": header + rows})
    bring_in_well(database, folder, today=today)


def facts(session: Session) -> Facts:
    session.rollback()
    session.expire_all()
    rows = session.scalars(select(Hire).order_by(Hire.recorded_on))
    return [(row.recorded_on, row.evidence, row.employer_name) for row in rows]


def test_a_fact_without_its_day_is_learned_on_the_day_of_the_import(
    school: Database, session: Session, tmp_path: Path
) -> None:
    bring_hires(school, tmp_path, "H1,T-1,Delta,open_ended,2026-10-05,,E1,\n")
    assert facts(session) == [(TODAY, Evidence.DECLARED, "Delta")]


def test_an_empty_day_changes_nothing_on_what_is_there_already(
    school: Database, session: Session, tmp_path: Path
) -> None:
    bring_hires(school, tmp_path, FIRST)
    bring_hires(school, tmp_path, "H1,T-1,Delta,open_ended,2026-10-05,,E1,\n")
    assert facts(session) == [(date(2026, 10, 6), Evidence.DECLARED, "Delta")]


def test_another_saying_supersedes_from_the_day_of_the_import(
    school: Database, session: Session, tmp_path: Path
) -> None:
    bring_hires(school, tmp_path, FIRST)
    again = "H1,T-1,Delta,open_ended,2026-10-05,,E3,\n"
    bring_hires(school, tmp_path, again)
    expected: Facts = [
        (date(2026, 10, 6), Evidence.DECLARED, "Delta"),
        (TODAY, Evidence.DOCUMENT_SEEN, "Delta"),
    ]
    assert facts(session) == expected
    bring_hires(school, tmp_path, again, today=TODAY + timedelta(days=3))
    assert facts(session) == expected


def test_two_corrections_of_one_day_are_one_row(
    school: Database, session: Session, tmp_path: Path
) -> None:
    bring_hires(school, tmp_path, FIRST)
    bring_hires(school, tmp_path, "H1,T-1,Delta,open_ended,2026-10-05,,E3,\n")
    bring_hires(school, tmp_path, "H1,T-1,Gamma,open_ended,2026-10-05,,E3,\n")
    assert [row[2] for row in facts(session)] == ["Delta", "Gamma"]


def test_a_day_that_is_stated_is_added_or_corrected(
    school: Database, session: Session, tmp_path: Path
) -> None:
    bring_hires(school, tmp_path, FIRST)
    rows = FIRST.replace("E1", "E2") + FIRST.replace("2026-10-06", "2026-10-20")
    bring_hires(school, tmp_path, rows)
    assert facts(session) == [
        (date(2026, 10, 6), Evidence.CONFIRMED, "Delta"),
        (date(2026, 10, 20), Evidence.DECLARED, "Delta"),
    ]


def test_what_is_compared_is_what_is_known_on_the_day_of_the_import(
    school: Database, session: Session, tmp_path: Path
) -> None:
    later = FIRST.replace("2026-10-06", "2026-12-24").replace("E1", "E3")
    bring_hires(school, tmp_path, FIRST + later)
    bring_hires(school, tmp_path, "H1,T-1,Delta,open_ended,2026-10-05,,E1,\n")
    assert [row[1] for row in facts(session)] == [Evidence.DECLARED, Evidence.DOCUMENT_SEEN]


def test_rows_with_a_day_are_read_before_those_without(
    school: Database, session: Session, tmp_path: Path
) -> None:
    bring_hires(school, tmp_path, "H1,T-1,Delta,open_ended,2026-10-05,,E1,\n" + FIRST)
    assert facts(session) == [(date(2026, 10, 6), Evidence.DECLARED, "Delta")]


def test_a_missing_column_keeps_what_was_known(
    school: Database, session: Session, tmp_path: Path
) -> None:
    bring_hires(school, tmp_path, FIRST)
    bring_hires(school, tmp_path, "H1,E2\n", header="hire,evidence\n")
    bring_hires(school, tmp_path, "H1,E3,2026-10-10\n", header="hire,evidence,recorded_on\n")
    assert facts(session) == [
        (date(2026, 10, 6), Evidence.DECLARED, "Delta"),
        (date(2026, 10, 10), Evidence.DOCUMENT_SEEN, "Delta"),
        (TODAY, Evidence.CONFIRMED, "Delta"),
    ]


@pytest.mark.parametrize("day", ["", TODAY.isoformat(), TODAY.strftime("%d/%m/%Y")])
def test_one_fact_cannot_be_said_twice_of_one_day(
    school: Database, tmp_path: Path, day: str
) -> None:
    rows = "H1,T-1,Delta,open_ended,2026-10-05,,E1,\n"
    rows += f"H1,T-1,Delta,open_ended,2026-10-05,,E2,{day}\n"
    folder = write_bundle(tmp_path / "hires", {"hires": HEADER + rows})
    assert wrongs(bring_in(school, folder)) == [("hires", 3, "hire", "H1")]


def test_a_correction_is_checked_with_what_it_keeps(school: Database, tmp_path: Path) -> None:
    bring_hires(school, tmp_path, FIRST)
    folder = write_bundle(tmp_path / "more", {"hires": "hire,ends_on\nH1,2026-10-04\n"})
    assert wrongs(bring_in(school, folder)) == [("hires", 2, "ends_on", "2026-10-04")]
