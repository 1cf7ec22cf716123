"""Hours against the timetable, and the sheet on which people sign in."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.attendance_rules import Moment
from school.cohorts.models import Attendance, Cohort
from school.cohorts.rules import AttendanceState, HalfDay
from school.cohorts.timetable import hours_queries
from school.cohorts.timetable.documents import SheetBox, SignInSheet, sign_in_document
from tests.factories.records import make_attendance, make_cohort, make_enrolment, make_trainee
from tests.factories.timetable import days_of, make_session, make_week, module_of
from tests.support.people import People

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
NOON = "2026-03-03T12:00:00+00:00"
AFTERNOON = HalfDay.AFTERNOON


@pytest.fixture
def cohort(people: People, session: Session) -> Cohort:
    """A cohort with a week of F0 and three half-days, the last one without a roll call."""
    made = make_cohort(session, people.school)
    make_week(session, made, MONDAY)
    make_session(session, made, date=MONDAY, hours=Decimal(4))
    make_session(session, made, date=MONDAY, half_day=AFTERNOON, module=module_of(session, "D1"))
    make_session(session, made, date=TUESDAY, half_day=AFTERNOON)
    make_session(session, made, date=MONDAY - timedelta(days=3))
    make_session(
        session, made, date=MONDAY - timedelta(days=4), cancelled_on=MONDAY, cancel_reason="Panne"
    )
    return made


def test_hours_are_counted_by_module(people: People, session: Session, cohort: Cohort) -> None:
    one = make_enrolment(session, cohort)
    late = make_enrolment(session, cohort, enrolled_on=MONDAY)
    for enrolment, state in ((one, AttendanceState.PRESENT), (late, AttendanceState.ABSENT)):
        hours = None if state is AttendanceState.PRESENT else Decimal(0)
        make_attendance(session, enrolment, date=MONDAY, state=state, hours=hours)
    make_attendance(session, one, date=MONDAY, half_day=AFTERNOON, hours=Decimal(3))
    make_attendance(session, one, date=date(2026, 2, 2), hours=Decimal(2))
    first, second = module_of(session, "F0").id, module_of(session, "D1").id
    found = hours_queries.hours_of_cohort(session, cohort, days_of(session, cohort), TUESDAY)
    by_id = {enrolment.id: hours for enrolment, hours in found.people}
    assert {module: tally.done for module, tally in by_id[one.id].tallies.items()} == {
        first: 4, second: 3, None: 2,
    }  # fmt: skip
    assert by_id[one.id].due == {first: 4, second: Decimal("3.5"), None: Decimal("5.5")}
    assert by_id[one.id].not_called == 1
    assert by_id[late.id].total.missed == 4
    assert by_id[late.id].is_behind
    assert by_id[late.id].not_called == 1, "the afternoon was called, but not for this person"
    assert found.not_called == [Moment(MONDAY - timedelta(days=3), HalfDay.MORNING)]
    own = hours_queries.hours_of_person(session, one, days_of(session, cohort), TUESDAY)
    assert own == by_id[one.id]


@time_machine.travel(NOON, tick=False)
def test_hours_are_shown_to_staff_and_to_oneself(
    people: People, session: Session, cohort: Cohort
) -> None:
    trainee_id = people.account("apprentice").trainee_id
    enrolment = make_enrolment(session, cohort)
    enrolment.trainee_id = trainee_id or 0
    session.flush()
    make_attendance(session, enrolment, date=MONDAY, state=AttendanceState.ABSENT)
    session.commit()
    session.refresh(enrolment)
    page = people.client("trainer").get(f"/cohorts/{cohort.reference}/hours").text
    assert "Appel non fait" in page
    assert "à rattraper" in page
    own = f"/trainees/{enrolment.trainee.reference}/hours"
    for who in ("director", "trainer", "apprentice"):
        assert "1 absence" in people.client(who).get(own).text
    other = make_enrolment(session, cohort).trainee.reference
    session.commit()
    assert people.client("apprentice").get(f"/trainees/{other}/hours").status_code == 404
    assert people.client("foreign_director").get(own).status_code == 404


@time_machine.travel(NOON, tick=False)
def test_a_roll_call_is_as_long_as_its_session(
    people: People, session: Session, cohort: Cohort
) -> None:
    enrolment = make_enrolment(session, cohort)
    session.commit()
    address = f"/cohorts/{cohort.reference}/attendance?date=2026-03-02&half_day=morning"
    trainer = people.client("trainer")
    page = trainer.get(address).text
    assert 'data-outbox="attendance.roll_call"' in page
    assert 'name="hours" required type="text" value="4"' in page or 'value="4"' in page
    assert 'name="date" type="hidden" value="2026-03-02"' in page
    form = {f"state_{enrolment.trainee_id}": "late", "hours": "4"}
    assert trainer.post(address, data=form).status_code == 303
    mark = session.scalars(select(Attendance)).one()
    assert mark.state is AttendanceState.LATE
    assert mark.hours == 4


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (15, 1), (200, 9)])
def test_a_sheet_has_a_row_for_everybody(app: Flask, count: int, pages: int) -> None:
    people = [f"Ọlá Ɖɔ̀ssou-Agbégnénou n° {number}" for number in range(1, count + 1)]
    boxes = [
        SheetBox("lun. 2 mars", "Matin", "F0 · Soudure"),
        SheetBox("lun. 2 mars", "Après-midi"),
    ]
    with app.test_request_context():
        paper = sign_in_document(
            SignInSheet("École Émile", "Promotion 2026-1", "lundi 2 mars 2026", "fr", boxes, people)
        )
    read = PdfReader(BytesIO(paper))
    text = "".join(page.extract_text() for page in read.pages)
    assert len(read.pages) == pages
    assert f"page {pages} sur {pages}" in text.replace("\u00a0", " ")
    assert text.count("Signature du formateur") == 1
    assert all(f"n° {number}" in text.replace("\u00a0", " ") for number in (1, count) if count)


def test_no_half_day_is_broken_in_a_narrow_box(app: Flask) -> None:
    boxes = [SheetBox(f"jour {day}", half) for day in range(7) for half in ("Matin", "Après-midi")]
    with app.test_request_context():
        paper = sign_in_document(SignInSheet("École", "Promotion", "mars", "fr", boxes, ["Ọlá"]))
    [page] = PdfReader(BytesIO(paper)).pages
    assert page.extract_text().count("Après-midi") == 7


@time_machine.travel(NOON, tick=False)
def test_the_sheet_of_a_day_and_of_a_week(people: People, session: Session, cohort: Cohort) -> None:
    make_enrolment(session, cohort, make_trainee(session, family_name="Ɖossou"))
    gone = make_trainee(session, family_name="Partie")
    make_enrolment(session, cohort, gone, withdrawn_on=MONDAY)
    session.commit()
    trainer, page = people.client("trainer"), f"/cohorts/{cohort.reference}/sign-in-sheet.pdf"
    for asked, mornings in (("date=2026-03-03&half_day=morning", 1), ("date=2026-03-03", 1),
                             ("week=2026-03-02", 5), ("date=x&week=2026-02-30", 5)):  # fmt: skip
        answer = trainer.get(f"{page}?{asked}")
        assert answer.mimetype == "application/pdf"
        text = "".join(one.extract_text() for one in PdfReader(BytesIO(answer.data)).pages)
        assert text.count("Matin") == mornings, asked
        assert "Ɖossou" in text
        assert ("Partie" in text) == (mornings == 5)
    assert people.client("foreign_trainer").get(page).status_code == 404
