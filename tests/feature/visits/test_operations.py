"""Planning, moving and logging visits."""

from datetime import date

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.audit import AuditEntry
from school.core.errors import InvalidInput, NeedsConfirmation, NotAllowed, StaleRecord
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from school.visits import operations
from school.visits.rules import Account, Plan, VisitKind
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_placement,
    make_staff,
    make_visit,
)
from tests.support.people import People

TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel("2026-03-10 09:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    return make_placement(session, enrolment, status=PlacementStatus.LIVE)


def plan_on(day: date | None, **values: object) -> Plan:
    return Plan(VisitKind.VISIT, day, **values)  # type: ignore[arg-type]


def account_of(day: date | None, summary: str | None = "Tout va bien.") -> Account:
    return Account(VisitKind.CALL, day, summary)


def test_the_one_who_plans_makes_the_visit(
    people: People, session: Session, placement: Placement
) -> None:
    principal = people.principal("trainer")
    visit = operations.plan(session, principal, placement, plan_on(date(2026, 3, 20)))
    assert (visit.trainer_id, visit.planned_on) == (principal.staff_id, date(2026, 3, 20))
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "visit.plan")).one()
    assert entry.object_id == visit.id


@pytest.mark.parametrize("day", [None, date(2026, 3, 9)])
def test_a_visit_is_not_planned_on_a_day_that_has_passed(
    people: People, session: Session, placement: Placement, day: date | None
) -> None:
    with pytest.raises(InvalidInput) as refused:
        operations.plan(session, people.principal("trainer"), placement, plan_on(day))
    assert refused.value.field == "planned_on"


def test_a_day_outside_the_placement_is_asked_about(
    people: People, session: Session, placement: Placement
) -> None:
    principal = people.principal("trainer")
    with pytest.raises(NeedsConfirmation):
        operations.plan(session, principal, placement, plan_on(date(2026, 5, 4)))
    visit = operations.plan(
        session, principal, placement, plan_on(date(2026, 5, 4), confirmed=True)
    )
    assert visit.planned_on == date(2026, 5, 4)


def test_a_placement_that_is_not_confirmed_is_not_visited(
    people: People, session: Session, placement: Placement
) -> None:
    placement.status = PlacementStatus.PROPOSED
    with pytest.raises(NotAllowed):
        operations.plan(session, people.principal("trainer"), placement, plan_on(date(2026, 3, 20)))
    with pytest.raises(NotAllowed):
        operations.log_unplanned(session, people.principal("trainer"), placement, account_of(TODAY))


def test_only_staff_of_the_school_are_named(
    people: People, session: Session, placement: Placement
) -> None:
    principal = people.principal("director")
    colleague = make_staff(session, school=people.school)
    stranger = make_staff(session)
    visit = operations.plan(session, principal, placement, plan_on(TODAY, trainer_id=colleague.id))
    assert visit.trainer_id == colleague.id
    with pytest.raises(InvalidInput) as refused:
        operations.plan(session, principal, placement, plan_on(TODAY, trainer_id=stranger.id))
    assert refused.value.field == "trainer"


def test_a_late_visit_is_moved_and_one_that_was_made_is_not(
    people: People, session: Session, placement: Placement
) -> None:
    principal = people.principal("trainer")
    visit = make_visit(session, placement, planned_on=date(2026, 3, 3))
    operations.move(session, principal, visit, plan_on(date(2026, 3, 12)), visit.version)
    assert visit.planned_on == date(2026, 3, 12)
    operations.log(session, principal, visit, account_of(TODAY), visit.version)
    with pytest.raises(NotAllowed):
        operations.move(session, principal, visit, plan_on(date(2026, 3, 12)), visit.version)


def test_a_late_visit_keeps_its_day_when_only_its_kind_changes(
    people: People, session: Session, placement: Placement
) -> None:
    visit = make_visit(session, placement, planned_on=date(2026, 3, 3))
    given = Plan(VisitKind.CALL, date(2026, 3, 3))
    operations.move(session, people.principal("trainer"), visit, given, visit.version)
    assert (visit.kind, visit.planned_on) == (VisitKind.CALL, date(2026, 3, 3))


@pytest.mark.parametrize(
    ("day", "summary", "field"),
    [
        (None, "Vu.", "done_on"),
        (TODAY, None, "summary"),
        (date(2026, 3, 11), "Vu.", "done_on"),
    ],
)
def test_an_account_needs_its_day_and_its_words(
    people: People,
    session: Session,
    placement: Placement,
    day: date | None,
    summary: str | None,
    field: str,
) -> None:
    visit = make_visit(session, placement)
    with pytest.raises(InvalidInput) as refused:
        operations.log(
            session, people.principal("trainer"), visit, account_of(day, summary), visit.version
        )
    assert refused.value.field == field


def test_who_logs_an_orphan_visit_made_it_and_nobody_takes_over_another(
    people: People, session: Session, placement: Placement
) -> None:
    principal = people.principal("trainer")
    colleague = make_staff(session, school=people.school)
    orphan = make_visit(session, placement)
    taken = make_visit(session, placement, trainer=colleague)
    for visit in (orphan, taken):
        operations.log(session, principal, visit, account_of(TODAY), visit.version)
    assert orphan.trainer_id == principal.staff_id
    assert taken.trainer_id == colleague.id


def test_an_unplanned_call_is_written_down_even_once_the_placement_is_over(
    people: People, session: Session, placement: Placement
) -> None:
    placement.status = PlacementStatus.BROKEN_OFF
    visit = operations.log_unplanned(
        session, people.principal("trainer"), placement, account_of(TODAY)
    )
    assert (visit.kind, visit.planned_on, visit.done_on) == (VisitKind.CALL, None, TODAY)


def test_a_stale_version_is_refused(people: People, session: Session, placement: Placement) -> None:
    visit = make_visit(session, placement)
    with pytest.raises(StaleRecord):
        operations.log(
            session, people.principal("trainer"), visit, account_of(TODAY), visit.version + 1
        )
