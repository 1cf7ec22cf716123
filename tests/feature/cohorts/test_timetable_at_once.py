"""Bookings, plans, roll calls and addresses at the same moment: nothing is held twice."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from school.access.principal import Principal
from school.cohorts.attendance_operations import take_roll_call
from school.cohorts.attendance_rules import HALF_DAY_HOURS, Moment
from school.cohorts.models import Attendance, Cohort
from school.cohorts.queries import cohort_by_reference
from school.cohorts.rules import AttendanceState, HalfDay
from school.cohorts.timetable import feeds, operations, queries, series_operations
from school.cohorts.timetable.feeds import Owner
from school.cohorts.timetable.models import CalendarFeed, ClassSession, Room
from school.cohorts.timetable.plan_rules import Week
from school.cohorts.timetable.rules import Place, SessionDetails, Slot
from school.core.constraints import broken_constraint
from school.core.database import Base, Database
from school.core.errors import InvalidInput, NotAllowed, StaleRecord
from tests.factories.records import make_cohort, make_enrolment, make_staff
from tests.factories.timetable import make_room, make_session
from tests.support.overlapping import overlapping
from tests.support.people import People

MONDAY = date(2026, 3, 2)
MORNING = Moment(MONDAY, HalfDay.MORNING)

Act = Callable[[Session], object]


@pytest.fixture
def director(people: People) -> Principal:
    return people.principal("director")


@pytest.fixture
def cohorts(people: People, session: Session) -> tuple[str, str]:
    made = make_cohort(session, people.school), make_cohort(session, people.school)
    session.commit()
    return made[0].reference, made[1].reference


def read(session: Session, director: Principal, reference: str) -> Cohort:
    return cohort_by_reference(session, director, reference)


def holding(director: Principal, reference: str, **values: Any) -> Act:
    details = SessionDetails(**{"moment": MORNING, **values})
    return lambda session: operations.hold_session(
        session, director, read(session, director, reference), details, language="fr"
    )


def filling(director: Principal, reference: str, **values: Any) -> Act:
    details = SessionDetails(**{"moment": MORNING, **values})
    slots = frozenset({Slot(0, HalfDay.MORNING)})
    return lambda session: series_operations.hold_series(
        session, director, read(session, director, reference), slots, details,
        last=MONDAY, language="fr",
    )  # fmt: skip


def count(session: Session, table: type[Base]) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(table)) or 0


def is_taken(refusal: BaseException | None, constraint: str) -> bool:
    """Tell whether something was refused as taken: by its constraint, or by what is read first."""
    if isinstance(refusal, IntegrityError):
        return broken_constraint(refusal) == constraint
    return isinstance(refusal, InvalidInput)


@pytest.mark.parametrize("what", ["trainer", "room"])
@pytest.mark.parametrize("ways", [(holding, holding), (filling, holding), (holding, filling)])
def test_two_cohorts_do_not_book_the_same(
    people: People, database: Database, session: Session, director: Principal,
    cohorts: tuple[str, str], what: str, ways: tuple[Any, Any],
) -> None:  # fmt: skip
    values: dict[str, Any] = {"room": make_room(session, people.school).name}
    if what == "trainer":
        values = {"trainer_id": make_staff(session, school=people.school).id}
    session.commit()
    first, second = (way(director, one, **values) for way, one in zip(ways, cohorts, strict=True))
    refusal = overlapping(database, first, second)
    assert is_taken(refusal, f"uq_class_sessions_{what}_id_date_half_day"), refusal
    assert count(session, ClassSession) == 1


def test_a_cohort_has_one_session_at_a_time(
    database: Database, session: Session, director: Principal, cohorts: tuple[str, str]
) -> None:
    twice = holding(director, cohorts[0])
    refusal = overlapping(database, twice, twice)
    assert is_taken(refusal, "uq_class_sessions_cohort_id_date_half_day")
    assert count(session, ClassSession) == 1


def test_a_new_room_is_opened_once(
    database: Database, session: Session, director: Principal, cohorts: tuple[str, str]
) -> None:
    later = Moment(MONDAY, HalfDay.AFTERNOON)
    refusal = overlapping(
        database,
        holding(director, cohorts[0], room="Atelier neuf"),
        holding(director, cohorts[1], room="ATELIER NEUF", moment=later),
    )
    assert refusal is None or is_taken(refusal, "uq_rooms_school_id_sort_name")
    assert count(session, Room) == 1


def test_a_session_is_cancelled_once(
    database: Database, session: Session, director: Principal, people: People
) -> None:
    held = make_session(session, make_cohort(session, people.school))
    session.commit()

    def cancel(session: Session) -> None:
        found = queries.session_by_reference(session, director, held.reference)
        operations.cancel_session(session, director, found, "Panne", known_version=1, today=MONDAY)

    refusal = overlapping(database, cancel, cancel)
    assert isinstance(refusal, StaleRecord | StaleDataError | NotAllowed)


def test_the_second_plan_is_told_of_the_first(
    database: Database, session: Session, director: Principal, cohorts: tuple[str, str]
) -> None:
    def fixing(module: str) -> Act:
        def fix(session: Session) -> None:
            cohort = read(session, director, cohorts[0])
            plan = [Week(cohort.starts_on, Place.CENTRE, module)]
            operations.fix_plan(session, director, cohort, plan, 1)

        return fix

    refusal = overlapping(database, fixing("F0"), fixing("D1"))
    assert isinstance(refusal, StaleRecord | StaleDataError | IntegrityError)
    session.rollback()
    cohort = read(session, director, cohorts[0])
    assert [one.module for one in queries.plan_of(session, cohort.id)] == ["F0"]


def test_an_address_opened_twice_at_once_is_one(
    database: Database, session: Session, director: Principal
) -> None:
    owner = Owner(staff_id=director.staff_id)

    def open_one(session: Session) -> None:
        feeds.open_feed(session, director.name, owner)

    assert overlapping(database, open_one, open_one) is None
    session.rollback()
    alive = select(func.count()).where(CalendarFeed.revoked_at.is_(None))
    assert session.scalar(alive.select_from(CalendarFeed)) == 1


def test_a_half_day_is_called_once(
    database: Database, session: Session, director: Principal, people: People
) -> None:
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    reference, person = enrolment.cohort.reference, enrolment.trainee.reference
    session.commit()

    def calling(state: AttendanceState) -> Act:
        return lambda session: take_roll_call(
            session, director, read(session, director, reference), MORNING, {person: state},
            hours=HALF_DAY_HOURS, today=MONDAY,
        )  # fmt: skip

    refusal = overlapping(
        database, calling(AttendanceState.PRESENT), calling(AttendanceState.ABSENT)
    )
    # SQLite lets the second in after the first: it then corrects what it reads.
    assert refusal is None or isinstance(refusal, IntegrityError)
    assert count(session, Attendance) == 1
