"""The small traces beside a cohort's people, on both databases."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from school.cohorts.rules import AttendanceState, HalfDay
from school.core.clock import today
from school.oversight.small_trace_queries import MarkKind, marks
from school.practicals.rules import Verdict
from tests.factories.records import (
    make_assessment,
    make_attendance,
    make_cohort,
    make_enrolment,
    make_hire,
    make_logbook_day,
    make_placement,
)
from tests.support.people import People
from tests.support.statements import count_statements

START = date(2026, 1, 12)
LATER = date(2026, 12, 1)


def test_hours_are_added_by_fortnight_in_the_centre_and_outside(session: Session) -> None:
    cohort = make_cohort(session, starts_on=START)
    one, other = make_enrolment(session, cohort), make_enrolment(session, cohort)
    make_attendance(session, one)
    make_attendance(session, one, half_day=HalfDay.AFTERNOON, hours=Decimal("2.25"))
    make_attendance(session, one, date=START + timedelta(days=6), hours=Decimal(3))
    make_attendance(session, one, date=START + timedelta(days=14), hours=Decimal(1))
    make_attendance(session, one, date=START + timedelta(days=15), state=AttendanceState.EXCUSED)
    placement = make_placement(session, other)
    make_logbook_day(session, placement, date=START + timedelta(days=50))
    elsewhere = make_enrolment(session, make_cohort(session), one.trainee)
    make_attendance(session, elsewhere, hours=Decimal(4))
    make_logbook_day(session, make_placement(session, elsewhere), date=START)
    session.flush()

    found = marks(session, cohort, [one.trainee_id, other.trainee_id], LATER)
    assert {who: person.read() for who, person in found.items()} == {
        one.trainee_id: [
            (START + timedelta(days=6), MarkKind.HOURS, Decimal("8.75")),
            (START + timedelta(days=14), MarkKind.HOURS, Decimal(1)),
        ],
        other.trainee_id: [(START + timedelta(days=50), MarkKind.HOURS, Decimal(7))],
    }
    assert set(marks(session, cohort, [other.trainee_id], LATER)) == {other.trainee_id}


def test_practicals_and_hires_are_marked_as_known_on_the_day(session: Session) -> None:
    cohort = make_cohort(session, starts_on=START)
    one = make_enrolment(session, cohort)
    first = make_assessment(session, one, verdict=Verdict.NOT_ACQUIRED)
    make_assessment(
        session, one, reference=first.reference, recorded_on=first.recorded_on + timedelta(days=9)
    )
    make_hire(session, one.trainee)
    make_hire(session, one.trainee, contested=True, starts_on=date(2026, 9, 20))
    session.flush()

    def known(on: date) -> list[MarkKind]:
        found = marks(session, cohort, [one.trainee_id], on)
        return [mark.kind for mark in found[one.trainee_id].read()]

    assert known(first.recorded_on) == [MarkKind.DIFFICULTY]
    assert known(LATER) == [MarkKind.SUCCESS, MarkKind.HIRE]


def test_plan_is_the_sum_of_the_path(session: Session) -> None:
    cohort = make_cohort(session)
    one = make_enrolment(session, cohort)
    make_attendance(session, one)
    modules = [entry.module for entry in cohort.path.modules]
    expected = sum(module.centre_hours + module.enterprise_hours for module in modules)
    found = marks(session, cohort, [one.trainee_id], LATER)
    assert found[one.trainee_id].planned_hours == expected > 0


def test_everybody_admitted_is_drawn_in_as_many_statements(
    people: People, session: Session
) -> None:
    cohort = make_cohort(session, people.school, starts_on=START)
    make_attendance(session, make_enrolment(session, cohort))
    make_enrolment(session, cohort, enrolled_on=None)
    session.commit()
    client = people.client("trainer")
    client.get("/cohorts")
    with count_statements(people.app) as few:
        page = client.get(f"/cohorts/{cohort.reference}").text
    assert page.count('class="trace-small"') == 1
    assert "0\N{NO-BREAK SPACE}% des heures faites" in page
    for _ in range(25):
        make_attendance(session, make_enrolment(session, cohort))
    session.commit()
    with count_statements(people.app) as many:
        page = client.get(f"/cohorts/{cohort.reference}").text
    assert page.count('class="trace-small"') > 20
    assert many.count == few.count <= 8


def test_a_cohort_that_has_not_begun_is_not_drawn(people: People, session: Session) -> None:
    cohort = make_cohort(
        session, people.school, starts_on=today() + timedelta(days=9), ends_on=None
    )
    make_enrolment(session, cohort)
    session.commit()
    page = people.client("director").get(f"/cohorts/{cohort.reference}").text
    assert "trace-small" not in page
    assert "Houngbédji" in page
