"""The generated country: the same whoever writes it, and counted alike by hand and by report."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.national import by_hand, country, simple_counts
from bench.national.by_hand import Group
from bench.national.country import Size
from school.cohorts.models import Enrolment, Trainee
from school.core.database import Database
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.report import EVERY_SCHOOL, ReportRow, hiring_report
from school.hiring.indicators.tallies import SUMS
from school.hiring.models import Hire
from tests.support.databases import Databases

DAY = date(2026, 6, 30)
SMALL = Size(schools=2, trainees=250)
LARGER = Size(schools=3, trainees=1000)
ALIKE = ("leavers", "completed", "certified", "immature", "placed", "offered")
"""What simple counts give by the very rules of the report, when nobody trains twice."""
MEDIANS = ("lower_middle", "upper_middle")


@pytest.fixture
def empty(databases: Databases, engine_name: str) -> Iterator[Database]:
    with databases.fresh(engine_name, empty=True) as address:
        database = Database(address)
        yield database
        database.dispose()


def size_of(session: Session) -> tuple[int, ...]:
    counted = (select(func.count()).select_from(model) for model in (Trainee, Enrolment, Hire))
    return tuple(session.scalars(query).one() for query in counted)


def group_of(row: ReportRow) -> Group:
    """Name a line of the report as the statement by hand does."""
    names = " and ".join(key.value for key in row.group) or "country"
    return (names, row.group.get(Breakdown.SCHOOL), row.group.get(Breakdown.SEX))


def test_what_is_there_is_not_written_again(empty: Database) -> None:
    country.write(empty, SMALL, DAY, lambda number: None)
    with empty.reading() as session:
        before = size_of(session)
    heard: list[int] = []
    country.write(empty, SMALL, DAY, heard.append)
    country.write(empty, Size(3, SMALL.trainees), DAY, heard.append)
    assert heard == [3]
    with empty.reading() as session:
        after = size_of(session)
    assert before[0] == 500
    assert after[0] == 750
    assert after[2] > before[2] > 100


def test_by_hand_and_by_report(empty: Database) -> None:
    country.write(empty, LARGER, DAY, lambda number: None)
    with empty.transaction() as session:
        # Somebody of the first school trained in the second too.
        moved = session.scalars(
            select(Enrolment).where(Enrolment.certified_on.is_not(None))
        ).first()
        assert moved is not None
        moved.trainee_id = LARGER.trainees + 1
    options = Options(DAY, DAY, by=(Breakdown.SCHOOL, Breakdown.SEX))
    with empty.reading() as session:
        report = hiring_report(session, EVERY_SCHOOL, options, thorough=True)
        hand = by_hand.figures(session, DAY)
    tallies = {group_of(row): row.figures.tally for row in report.rows}
    assert hand.tallies == tallies
    assert all(getattr(report.total.figures.tally, name) for name in SUMS)
    assert hand.middles == {
        group_of(row): tuple(getattr(row.figures, name) for name in MEDIANS)
        for row in report.rows
        if row.figures.lower_middle is not None
    }


def test_simple_counts_and_report(empty: Database) -> None:
    country.write(empty, SMALL, DAY, lambda number: None)
    options = Options(DAY, DAY, by=(Breakdown.SCHOOL, Breakdown.SEX))
    with empty.reading() as session:
        report = hiring_report(session, EVERY_SCHOOL, options)
        counted = simple_counts.figures(session, DAY)
    by_group = {("school and sex", row["school"], row["sex"]): row for row in counted}
    lines = report.lines_by(Breakdown.SCHOOL, Breakdown.SEX)
    assert len(lines) == len(by_group) >= 4
    for line in lines:
        tally, found = line.figures.tally, by_group[group_of(line)]
        assert [getattr(tally, name) for name in ALIKE] == [found[name] for name in ALIKE]
        assert abs(tally.hired - found["hired"]) <= tally.excluded + found["excluded"]
