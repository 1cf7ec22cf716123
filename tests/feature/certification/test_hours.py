"""Hours of a module: the plan decides, then the proposal, and both pages count alike."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from school.certification.facts import standings_of
from school.certification.rules import Condition, ConditionKind
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.rules import AttendanceState, HalfDay
from school.cohorts.timetable.hours_queries import hours_of_cohort
from school.cohorts.timetable.rules import Place
from school.competencies.hours import hours_of
from school.core.clock import today
from tests.factories.certification import attend, work
from tests.factories.records import make_attendance, make_cohort, make_enrolment
from tests.factories.timetable import days_of, make_session, make_week, module_of

MONDAY = date(2026, 1, 5)


def week(number: int) -> date:
    """Give the Monday of a week of the cohort, from 0."""
    return MONDAY + timedelta(weeks=number)


@pytest.fixture
def enrolment(session: Session) -> Enrolment:
    return make_enrolment(session, make_cohort(session, starts_on=MONDAY))


def condition(
    session: Session, enrolment: Enrolment, module: str, kind: ConditionKind
) -> Condition:
    found = standings_of(session, enrolment.cohort, [enrolment.trainee_id], today())
    conditions = found.of(enrolment.trainee_id, module).conditions
    return next(one for one in conditions if one.kind is kind)


def hours(session: Session, enrolment: Enrolment) -> dict[str, Decimal | None]:
    """Give the hours in the centre that completion counts, by module."""
    centre = ConditionKind.CENTRE_HOURS
    return {one: condition(session, enrolment, one, centre).done for one in ("F0", "D1")}


def in_timetable(session: Session, cohort: Cohort) -> dict[int | None, Decimal]:
    """Give the hours that the timetable's page credits to the one person, by module."""
    [(_, found)] = hours_of_cohort(session, cohort, days_of(session, cohort), today()).people
    return {module: tally.done for module, tally in found.tallies.items()}


def test_the_plan_goes_before_the_weeks_of_the_curriculum(
    session: Session, enrolment: Enrolment
) -> None:
    attend(session, enrolment, week(0), "5")
    work(session, enrolment, {week(0): ("7", True), week(2): ("8", True)})
    assert hours(session, enrolment) == {"F0": 5, "D1": None}
    make_week(session, enrolment.cohort, week(0), module=module_of(session, "D1"))
    make_week(session, enrolment.cohort, week(1), module=module_of(session, "F0"))
    assert hours(session, enrolment) == {"F0": None, "D1": 5}
    enterprise = ConditionKind.ENTERPRISE_HOURS
    assert condition(session, enrolment, "D1", enterprise).done == 7
    assert condition(session, enrolment, "F0", enterprise).done == 8


def test_weeks_off_and_after_the_plan_go_on_with_the_module_before(
    session: Session, enrolment: Enrolment
) -> None:
    make_week(session, enrolment.cohort, week(1), place=Place.OFF)
    make_week(session, enrolment.cohort, week(2), module=module_of(session, "D1"))
    make_week(session, enrolment.cohort, week(3), place=Place.OFF)
    for number, stated in enumerate(("1", "2", "3", "3.5", "4")):
        attend(session, enrolment, week(number), stated)
    assert hours(session, enrolment) == {"F0": None, "D1": Decimal("10.5")}
    assert in_timetable(session, enrolment.cohort) == {
        None: 3, module_of(session, "D1").id: Decimal("10.5"),
    }  # fmt: skip


def test_a_session_says_its_module_and_its_length(session: Session, enrolment: Enrolment) -> None:
    make_session(
        session, enrolment.cohort, date=MONDAY, module=module_of(session, "D1"), hours=Decimal(4)
    )
    make_session(
        session, enrolment.cohort, date=week(1), half_day=HalfDay.MORNING, hours=Decimal(3)
    )
    attend(session, enrolment, MONDAY, None)
    attend(session, enrolment, week(1), None)
    make_attendance(
        session, enrolment, date=week(2), state=AttendanceState.ABSENT, hours=Decimal(3)
    )
    assert hours(session, enrolment) == {"F0": 3, "D1": 4}
    ids = {code: module_of(session, code).id for code in ("F0", "D1")}
    assert in_timetable(session, enrolment.cohort) == {ids["F0"]: 3, ids["D1"]: 4}


def test_a_half_day_without_any_length_waits_for_it(session: Session, enrolment: Enrolment) -> None:
    attend(session, enrolment, MONDAY, None)
    found = condition(session, enrolment, "F0", ConditionKind.CENTRE_HOURS)
    assert (found.done, found.unstated) == (Decimal(0), Decimal(6))
    assert in_timetable(session, enrolment.cohort) == {module_of(session, "F0").id: 0}
    [(_, all_of)] = hours_of_cohort(
        session, enrolment.cohort, days_of(session, enrolment.cohort), today()
    ).people
    assert (all_of.total.unstated, all_of.total.missed) == (1, Decimal(0))
    assert not all_of.is_behind
    assert hours_of(session, enrolment.trainee_id).centre == 0


def test_the_livret_counts_as_completion_does(session: Session, enrolment: Enrolment) -> None:
    make_session(session, enrolment.cohort, date=MONDAY, hours=Decimal(4))
    attend(session, enrolment, MONDAY, None)
    attend(session, enrolment, week(1), "2.5")
    attend(session, enrolment, week(2), None)
    assert hours(session, enrolment) == {"F0": Decimal("6.5"), "D1": None}
    assert hours_of(session, enrolment.trainee_id).centre == Decimal("6.5")
