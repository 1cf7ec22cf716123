"""Plans and sessions: fixed at once, double bookings refused by both databases."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.cohorts.attendance_rules import Moment
from school.cohorts.models import Cohort
from school.cohorts.rules import HalfDay
from school.cohorts.timetable import operations, queries, series_operations
from school.cohorts.timetable.models import ClassSession, Room
from school.cohorts.timetable.plan_rules import Week
from school.cohorts.timetable.rules import SLOTS, DayKind, Place, SessionDetails, Slot
from school.core.audit import AuditEntry
from school.core.constraints import broken_constraint
from school.core.database import Database
from school.core.errors import InvalidInput, NeedsConfirmation, NotAllowed, StaleRecord
from tests.factories.records import make_cohort, make_staff
from tests.factories.timetable import make_day, make_room, make_session, make_week
from tests.support.people import People

MONDAY = date(2026, 3, 2)
MORNING = Moment(MONDAY, HalfDay.MORNING)
FRIDAY = MONDAY + timedelta(days=4)


def hold(session: Session, people: People, cohort: Cohort, **values: Any) -> ClassSession:
    """Hold a session as the director, on the Monday morning unless told otherwise."""
    details = SessionDetails(**{"moment": MORNING, **values})
    return operations.hold_session(
        session, people.principal("director"), cohort, details, language="fr"
    )


def fill(session: Session, people: People, cohort: Cohort, **values: Any) -> Any:
    """Fill the week of the Monday as the director."""
    slots = values.pop("slots", frozenset(SLOTS))
    details = SessionDetails(**{"moment": MORNING, **values})
    return series_operations.hold_series(
        session, people.principal("director"), cohort, slots, details, last=FRIDAY, language="fr"
    )


def test_a_plan_is_fixed_whole_and_told_in_the_trail(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    director = people.principal("director")
    monday = cohort.starts_on
    plan = [Week(monday, Place.CENTRE, "F0"), Week(monday + timedelta(days=7), Place.OFF)]
    assert operations.fix_plan(session, director, cohort, plan, cohort.version) == 2
    assert queries.plan_of(session, cohort.id) == plan
    assert operations.fix_plan(session, director, cohort, plan, cohort.version) == 0
    later = [Week(monday, Place.ENTERPRISE, "F0")]
    assert operations.fix_plan(session, director, cohort, later, cohort.version) == 2
    assert queries.plan_of(session, cohort.id) == later
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "plan.fix").order_by(AuditEntry.id)
    ).all()
    assert entries[1].changes == {
        "2026-01-12": ["centre F0", "enterprise F0"],
        "2026-01-19": ["off", None],
    }


def test_two_people_do_not_overwrite_one_plan(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    director, seen = people.principal("director"), cohort.version
    plan = [Week(cohort.starts_on, Place.CENTRE, "F0")]
    operations.fix_plan(session, director, cohort, plan, seen)
    with pytest.raises(StaleRecord):
        operations.fix_plan(session, director, cohort, [], seen)
    assert queries.plan_of(session, cohort.id) == plan


@pytest.mark.parametrize(
    "week",
    [
        Week(date(2026, 1, 5), Place.CENTRE, "F0"),
        Week(date(2026, 1, 13), Place.CENTRE, "F0"),
        Week(date(2026, 1, 12), Place.CENTRE, "P1"),
        Week(date(2026, 1, 12), Place.CENTRE),
        Week(date(2026, 1, 12), Place.OFF, "F0"),
    ],
)
def test_impossible_weeks_are_refused(people: People, session: Session, week: Week) -> None:
    cohort = make_cohort(session, people.school)
    with pytest.raises(InvalidInput):
        operations.fix_plan(session, people.principal("director"), cohort, [week], cohort.version)


@pytest.mark.parametrize("what", ["cohort_id", "trainer_id", "room_id"])
def test_nothing_is_booked_twice(people: People, session: Session, what: str) -> None:
    cohort, other = (make_cohort(session, people.school) for _ in range(2))
    trainer, room = make_staff(session, school=people.school), make_room(session, people.school)
    taken: dict[str, Any] = {"cohort": cohort} if what == "cohort_id" else {"cohort": other}
    taken |= {"trainer": trainer} if what == "trainer_id" else {}
    taken |= {"room": room} if what == "room_id" else {}
    make_session(session, cohort, trainer=trainer, room=room)
    make_session(session, **{**taken, "half_day": HalfDay.AFTERNOON})
    make_session(session, **taken, cancelled_on=MONDAY, cancel_reason="Panne")
    with pytest.raises(IntegrityError) as refusal:
        make_session(session, **taken)
    assert broken_constraint(refusal.value) == f"uq_class_sessions_{what}_date_half_day"


def test_of_two_bookings_at_once_one_is_refused(
    database: Database, people: People, session: Session
) -> None:
    first, second = (make_cohort(session, people.school) for _ in range(2))
    trainer = make_staff(session, school=people.school)
    session.commit()
    with database.transaction() as one:
        make_session(one, one.get_one(Cohort, first.id), trainer_id=trainer.id)
    with pytest.raises(IntegrityError), database.transaction() as two:
        make_session(two, two.get_one(Cohort, second.id), trainer_id=trainer.id)
    assert session.scalar(select(func.count()).select_from(ClassSession)) == 1


def test_a_session_on_a_day_without_work_is_asked_about(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    make_day(session, people.school, date=MONDAY, label="Congés")
    make_week(session, cohort, MONDAY + timedelta(days=7), place=Place.ENTERPRISE)
    for day in (MONDAY, date(2026, 5, 1), MONDAY + timedelta(days=8)):
        with pytest.raises(NeedsConfirmation) as question:
            hold(session, people, cohort, moment=Moment(day, HalfDay.MORNING))
        assert question.value.field == "date"
    make_day(session, people.school, date=date(2026, 5, 1), kind=DayKind.WORKED, label="Travaillé")
    assert hold(session, people, cohort, moment=Moment(date(2026, 5, 1), HalfDay.MORNING)).id


def test_a_room_is_known_by_its_name_however_written(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    first = hold(session, people, cohort, room="Atelier Été")
    second = hold(
        session, people, cohort, room="ATELIER ETE", moment=Moment(MONDAY, HalfDay.AFTERNOON)
    )
    assert first.room_id == second.room_id
    assert session.scalars(select(Room.name)).all() == ["Atelier Été"]


def test_a_session_is_moved_and_cancelled_once(people: People, session: Session) -> None:
    cohort, director = make_cohort(session, people.school), people.principal("director")
    held = hold(session, people, cohort)
    details = SessionDetails(Moment(MONDAY, HalfDay.AFTERNOON), subject="Dénudage")
    version = held.version
    operations.move_session(session, director, held, details, known_version=version, language="fr")
    assert (held.half_day, held.subject, held.version) == (HalfDay.AFTERNOON, "Dénudage", 2)
    with pytest.raises(StaleRecord):
        operations.cancel_session(
            session, director, held, "Panne", known_version=version, today=MONDAY
        )
    with pytest.raises(InvalidInput):
        operations.cancel_session(session, director, held, None, known_version=2, today=MONDAY)
    operations.cancel_session(session, director, held, "Panne", known_version=2, today=MONDAY)
    with pytest.raises(NotAllowed):
        operations.move_session(session, director, held, details, known_version=3, language="fr")
    with pytest.raises(NotAllowed):
        operations.cancel_session(session, director, held, "Eau", known_version=3, today=MONDAY)


def test_a_series_leaves_out_what_is_closed_or_taken(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    make_day(session, people.school, date=MONDAY + timedelta(days=1))
    make_session(session, cohort, date=MONDAY)
    series = fill(session, people, cohort, room="Atelier", hours=Decimal(3))
    assert (series.held, series.taken, series.closed) == (7, 1, 2)
    again = fill(session, people, cohort, room="Atelier")
    assert (again.held, again.taken, again.closed) == (0, 8, 2)


def test_a_series_names_the_day_on_which_somebody_is_taken(
    people: People, session: Session
) -> None:
    cohort, other = (make_cohort(session, people.school) for _ in range(2))
    trainer = make_staff(session, school=people.school)
    make_session(session, other, date=FRIDAY, trainer=trainer)
    with pytest.raises(InvalidInput) as refusal:
        fill(session, people, cohort, trainer_id=trainer.id)
    assert refusal.value.field == "trainer"
    assert refusal.value.values == {"day": "06/03/2026", "cohort": other.name}
    fill(session, people, other, room="Atelier", slots=frozenset({Slot(0, HalfDay.MORNING)}))
    with pytest.raises(InvalidInput) as refusal:
        fill(session, people, cohort, room="atelier")
    assert refusal.value.field == "room"


def test_a_week_is_held_like_another(people: People, session: Session) -> None:
    cohort, director = make_cohort(session, people.school), people.principal("director")
    fill(session, people, cohort, room="Atelier", subject="Soudure")
    target = MONDAY + timedelta(days=10)
    series = series_operations.copy_week(session, director, cohort, MONDAY, target, language="fr")
    assert (series.held, series.taken) == (10, 0)
    copies = queries.sessions_of_cohort(
        session, cohort.id, MONDAY + timedelta(days=7), MONDAY + timedelta(days=13)
    )
    assert {(one.subject, one.room.name if one.room else None) for one in copies} == {
        ("Soudure", "Atelier")
    }
    for source, again in ((MONDAY, MONDAY), (date(2026, 6, 1), MONDAY)):
        with pytest.raises(InvalidInput):
            series_operations.copy_week(session, director, cohort, source, again, language="fr")


def test_what_was_said_of_a_day_is_corrected_and_taken_back(
    people: People, session: Session
) -> None:
    director, school = people.principal("director"), people.school
    for kind in (DayKind.OFF, DayKind.WORKED):
        operations.settle_day(session, director, school, date(2026, 5, 1), kind, "Fête")
    assert [one.kind for one in queries.own_days(session, school.id)] == [DayKind.WORKED]
    assert queries.closed_days(session, school, date(2026, 5, 1), date(2026, 5, 1), "fr") == {}
    assert operations.forget_day(session, director, school, date(2026, 5, 1))
    assert not operations.forget_day(session, director, school, date(2026, 5, 1))
    found = queries.closed_days(session, school, date(2026, 5, 1), date(2026, 5, 1), "fr")
    assert found[date(2026, 5, 1)].name == "Fête du Travail"
