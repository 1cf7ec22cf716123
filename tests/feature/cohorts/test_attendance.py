"""Roll calls: taken, corrected, audited and listed."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts import attendance_operations, attendance_queries
from school.cohorts.attendance_rules import Moment
from school.cohorts.models import Attendance, Cohort
from school.cohorts.rules import AttendanceState, HalfDay
from school.core.audit import AuditEntry
from school.core.errors import InvalidInput, StaleRecord
from tests.factories.records import make_attendance, make_cohort, make_enrolment, make_trainee
from tests.support.people import People

DAY = date(2026, 3, 2)
MORNING = Moment(DAY, HalfDay.MORNING)
PRESENT, LATE, ABSENT, EXCUSED = AttendanceState


def take(
    session: Session,
    people: People,
    cohort: Cohort,
    states: dict[str, AttendanceState],
    hours: str = "3.5",
    moment: Moment = MORNING,
    role: str = "trainer",
    known: int | None = None,
) -> int:
    """Take the roll call as the trainer."""
    return attendance_operations.take_roll_call(
        session,
        people.principal(role),
        cohort,
        moment,
        states,
        hours=Decimal(hours),
        today=DAY,
        known=known,
    )


def noted(session: Session) -> list[tuple[int, AttendanceState, Decimal | None]]:
    """List what is noted, by person."""
    rows = session.scalars(select(Attendance).order_by(Attendance.trainee_id))
    return [(row.trainee_id, row.state, row.hours) for row in rows]


def test_a_roll_call_notes_everybody_expected(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    first = make_enrolment(session, cohort, make_trainee(session, family_name="Adjovi"))
    second = make_enrolment(session, cohort, make_trainee(session, family_name="Bio"))
    make_enrolment(session, cohort, enrolled_on=None)
    make_enrolment(session, cohort, withdrawn_on=date(2026, 3, 1))
    make_enrolment(session, cohort, enrolled_on=date(2026, 3, 3))
    make_enrolment(session, make_cohort(session, people.school))
    entries = attendance_queries.roll_call(session, cohort, MORNING)
    assert [entry.trainee for entry in entries] == [first.trainee, second.trainee]
    states = {first.trainee.reference: LATE, second.trainee.reference: ABSENT}
    assert take(session, people, cohort, states) == 2
    assert noted(session) == [
        (first.trainee_id, LATE, Decimal("3.5")),
        (second.trainee_id, ABSENT, Decimal(0)),
    ]


def test_the_same_half_day_again_corrects_it(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    one = make_enrolment(session, cohort)
    reference = one.trainee.reference
    for state, hours in ((PRESENT, "3.5"), (PRESENT, "3.5"), (EXCUSED, "3.5"), (LATE, "4")):
        take(session, people, cohort, {reference: state}, hours)
    assert noted(session) == [(one.trainee_id, LATE, Decimal(4))]
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "attendance.take").order_by(AuditEntry.id)
    ).all()
    assert [entry.changes["states"] for entry in entries] == [
        {reference: [None, "present"]},
        {reference: ["present", "excused"]},
        {reference: ["excused", "late"]},
    ]
    assert {entry.changes["date"] for entry in entries} == {"2026-03-02"}


def test_a_late_roll_call_does_not_overwrite_what_somebody_else_noted(
    people: People, session: Session
) -> None:
    cohort = make_cohort(session, people.school)
    first, second = (make_enrolment(session, cohort).trainee.reference for _ in range(2))
    take(session, people, cohort, {first: PRESENT})
    take(session, people, cohort, {first: EXCUSED}, role="director")
    session.commit()
    with pytest.raises(StaleRecord) as refusal:
        take(session, people, cohort, {first: ABSENT}, known=0)
    session.rollback()
    assert [state for _, state, _ in noted(session)] == [EXCUSED]
    # The same again, or somebody not noted yet, overwrites nothing.
    assert take(session, people, cohort, {first: EXCUSED, second: PRESENT}, known=0) == 2
    session.rollback()
    take(session, people, cohort, {first: ABSENT}, known=refusal.value.values["version"])
    assert [state for _, state, _ in noted(session)] == [ABSENT]
    # One's own roll call of before is corrected, whatever the page of the telephone showed.
    take(session, people, cohort, {first: LATE}, known=0)
    assert [state for _, state, _ in noted(session)] == [LATE]


def test_who_noted_a_half_day_last(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    one = make_enrolment(session, cohort)
    assert attendance_queries.taken_by(session, cohort, MORNING) is None
    take(session, people, cohort, {one.trainee.reference: PRESENT})
    taking = attendance_queries.taken_by(session, cohort, MORNING)
    assert taking is not None
    assert taking.actor == people.principal("trainer").name
    for other in (Moment(DAY, HalfDay.AFTERNOON), Moment(date(2026, 3, 1), HalfDay.MORNING)):
        assert attendance_queries.taken_by(session, cohort, other) is None
    assert (
        attendance_queries.taken_by(session, make_cohort(session, people.school), MORNING) is None
    )


def test_imported_hours_stay_unless_they_change(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    short, full = make_enrolment(session, cohort), make_enrolment(session, cohort)
    make_attendance(session, short, date=DAY, state=LATE, hours=Decimal("2.5"))
    make_attendance(session, full, date=DAY, hours=Decimal("3.5"))
    both = {short.trainee.reference: LATE, full.trainee.reference: PRESENT}
    take(session, people, cohort, both)
    assert noted(session)[0] == (short.trainee_id, LATE, Decimal("2.5"))
    take(session, people, cohort, both, hours="3")
    assert [hours for _, _, hours in noted(session)] == [3, 3]


def test_who_left_stays_in_a_half_day_that_is_noted(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    left = make_enrolment(session, cohort, withdrawn_on=date(2026, 2, 1))
    make_attendance(session, left, date=DAY)
    entries = attendance_queries.roll_call(session, cohort, MORNING)
    assert [entry.trainee for entry in entries] == [left.trainee]


def test_strangers_are_not_noted(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    stranger = make_enrolment(session, make_cohort(session, people.other_school))
    assert take(session, people, cohort, {stranger.trainee.reference: PRESENT}) == 0
    assert noted(session) == []
    assert session.scalars(select(AuditEntry.action)).all().count("attendance.take") == 0


@pytest.mark.parametrize(
    ("moment", "hours", "field"),
    [
        (Moment(date(2026, 3, 3), HalfDay.MORNING), "3.5", "date"),
        (Moment(date(2026, 1, 11), HalfDay.MORNING), "3.5", "date"),
        (MORNING, "0", "hours"),
        (MORNING, "7", "hours"),
    ],
)
def test_a_roll_call_that_cannot_be(
    people: People, session: Session, moment: Moment, hours: str, field: str
) -> None:
    cohort = make_cohort(session, people.school)
    one = make_enrolment(session, cohort)
    with pytest.raises(InvalidInput) as refused:
        take(session, people, cohort, {one.trainee.reference: PRESENT}, hours, moment)
    assert refused.value.field == field
    assert noted(session) == []


def test_the_half_days_of_a_cohort(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    people_of_it = [make_enrolment(session, cohort) for _ in range(4)]
    for one, state in zip(people_of_it, AttendanceState, strict=True):
        make_attendance(session, one, date=DAY, state=state, hours=Decimal("1.25"))
        make_attendance(session, one, date=DAY, half_day=HalfDay.AFTERNOON, hours=None)
        make_attendance(session, one, date=date(2026, 2, 27), hours=Decimal(3))
    make_attendance(session, make_enrolment(session, make_cohort(session, people.school)))
    page = attendance_queries.half_days(session, cohort, 1)
    assert page.total == 3
    assert [
        (row.day, row.half_day, row.present, row.late, row.absent, row.excused, row.hours)
        for row in page.items
    ] == [
        (DAY, HalfDay.AFTERNOON, 4, 0, 0, 0, Decimal(0)),
        (DAY, HalfDay.MORNING, 1, 1, 1, 1, Decimal(5)),
        (date(2026, 2, 27), HalfDay.MORNING, 4, 0, 0, 0, Decimal(12)),
    ]
