"""The list of whom to ask is in the order of what an answer brings to coverage (a property)."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Enrolment, Trainee
from school.core.statistics import Rate
from school.hiring.follow_up.due_list import Due, campaign, due_page
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.report import Report, Scope, hiring_report
from tests.factories.careers import DUE_ON, Careers
from tests.support.follow_up import careers_at
from tests.support.people import People

PRESENT = DUE_ON + timedelta(days=60)
SIZES = st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 2))
"""Of a cohort: hired, certified without news, withdrawn."""


def reported(session: Session, principal: Principal) -> Report:
    scope = Scope(principal.school_ids(Permission.FOLLOW_UP))
    options = Options(as_of=PRESENT, known_on=PRESENT, by=(Breakdown.COHORT,))
    return hiring_report(session, scope, options)


def coverage(report: Report, cohort: str) -> Rate:
    [row] = [row for row in report.rows[:-1] if row.group[Breakdown.COHORT] == cohort]
    return row.figures.coverage


def raised_by(session: Session, principal: Principal, one: Due, careers: Careers) -> int:
    """Count by how many more the situation is known once somebody has answered."""
    before = reported(session, principal).total.figures.coverage.numerator
    answer = session.begin_nested()
    query = select(Enrolment).join(Trainee).where(Trainee.reference == one.trainee)
    careers.hire(session.scalars(query).one())
    session.flush()
    found = reported(session, principal).total.figures.coverage.numerator - before
    answer.rollback()
    return found


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sizes=st.lists(SIZES, min_size=1, max_size=3))
def test_who_is_first_raises_coverage_at_least_as_much_as_who_is_last(
    people: People, session: Session, sizes: list[tuple[int, int, int]]
) -> None:
    principal = people.principal("director")
    session.rollback()
    for number, (hired, unknown, withdrawn) in enumerate(sizes):
        careers = careers_at(session, people.school, f"C-{number}")
        careers.hired(hired)
        careers.certified(unknown)
        careers.withdrawn(withdrawn)
    session.flush()
    total = campaign(session, principal, 6, PRESENT).listed
    found = list(due_page(session, principal, 6, PRESENT, total=total, number=1).items)
    assert len(found) == sum(unknown + withdrawn for _, unknown, withdrawn in sizes)
    if found:
        first, last = (raised_by(session, principal, one, careers) for one in (found[0], found[-1]))
        assert first >= last
        assert first == (1 if any(one.certified for one in found) else 0)
        report = reported(session, principal)
        certified = [coverage(report, one.cohort).value or 0 for one in found if one.certified]
        assert certified == sorted(certified), "the cohort that is known least comes first"
    session.rollback()
