"""The generated country: the same whoever writes it, and counted alike by hand and by report."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.national import by_hand, country
from bench.national.country import Size
from school.cohorts.models import Enrolment, Trainee
from school.core.database import Database
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.report import EVERY_SCHOOL, hiring_report
from school.hiring.models import Hire

DAY = date(2026, 6, 30)
SMALL = Size(schools=2, trainees=250)
ALIKE = ("leavers", "completed", "certified", "immature", "placed", "offered")
"""What the statement by hand counts by the very rules of the report, when nobody trains twice."""


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/country.db")
    country.write(database, SMALL, DAY, lambda number: None)
    yield database
    database.dispose()


def size_of(session: Session) -> tuple[int, ...]:
    counted = (select(func.count()).select_from(model) for model in (Trainee, Enrolment, Hire))
    return tuple(session.scalars(query).one() for query in counted)


def test_what_is_there_is_not_written_again(written: Database) -> None:
    with written.reading() as session:
        before = size_of(session)
    heard: list[int] = []
    country.write(written, SMALL, DAY, heard.append)
    country.write(written, Size(3, SMALL.trainees), DAY, heard.append)
    assert heard == [3]
    with written.reading() as session:
        after = size_of(session)
    assert before[0] == 500
    assert after[0] == 750
    assert after[2] > before[2] > 100


def test_by_hand_and_by_report(written: Database) -> None:
    options = Options(DAY, DAY, by=(Breakdown.SCHOOL, Breakdown.SEX))
    with written.reading() as session:
        report = hiring_report(session, EVERY_SCHOOL, options)
        by_group = {(row["school"], row["sex"]): row for row in by_hand.figures(session, DAY)}
    lines = report.lines_by(Breakdown.SCHOOL, Breakdown.SEX)
    assert len(lines) == len(by_group) >= 4
    for line in lines:
        tally = line.figures.tally
        found = by_group[(line.group[Breakdown.SCHOOL], line.group[Breakdown.SEX])]
        assert {name: getattr(tally, name) for name in ALIKE} == {
            name: found[name] for name in ALIKE
        }
        assert abs(tally.hired - found["hired"]) <= tally.excluded + found["excluded"]
