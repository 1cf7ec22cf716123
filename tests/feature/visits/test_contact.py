"""Permanent contact: who is told when a placement had none in time, plans, rounds, misses."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.errors import InvalidInput, NotAllowed
from school.core.outbox import MailMessage
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from school.visits import missed_operations, operations
from school.visits.contact.queries import (
    concerning_director,
    overdue_for_keeper,
    standing_of,
    standings,
)
from school.visits.contact.route_queries import stops_for
from school.visits.contact.route_rules import areas_of
from school.visits.models import Visit
from school.visits.rules import Account, Missed, MissedReason, VisitKind
from tests.factories.contact import make_contact_rules
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_enterprise,
    make_placement,
    make_visit,
)
from tests.factories.timetable import make_session
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.phones import entry, results

TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-03-10 09:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    """A placement that began nineteen days ago: its first contact is twelve days late."""
    cohort = make_cohort(session, people.school)
    make_session(session, cohort, trainer=people.staff("trainer"), date=date(2026, 2, 2))
    found = make_placement(
        session,
        make_enrolment(session, cohort),
        status=PlacementStatus.LIVE,
        starts_on=date(2026, 2, 19),
        ends_on=date(2026, 6, 30),
    )
    session.commit()
    return found


def test_the_trainer_reads_it_first_and_the_director_after_the_delay(
    people: People, session: Session, placement: Placement
) -> None:
    make_contact_rules(session, people.school, first_within_days=16, director_after_days=5)
    session.commit()
    trainer, director = people.principal("trainer"), people.principal("director")
    assert [one.placement for one in overdue_for_keeper(session, trainer, TODAY)] == [placement]
    assert concerning_director(standings(session, director, TODAY), TODAY) == []
    later = TODAY + timedelta(days=3)
    silent = concerning_director(standings(session, director, later), later)
    assert [one.placement for one in silent] == [placement]
    assert overdue_for_keeper(session, people.principal("foreign_trainer"), TODAY) == []
    assert "Sans contact à temps" in people.client("trainer").get("/").text
    assert "Sans contact à temps" not in people.client("director").get("/").text


def test_a_contact_in_time_keeps_it_off_the_list(
    people: People, session: Session, placement: Placement
) -> None:
    make_visit(session, placement, kind=VisitKind.CALL, planned_on=None, done_on=date(2026, 2, 20))
    session.commit()
    trainer = people.principal("trainer")
    assert overdue_for_keeper(session, trainer, TODAY) == []
    assert [one.placement for one in overdue_for_keeper(session, trainer, date(2026, 3, 14))] == [
        placement
    ]


def test_the_one_named_in_the_plan_keeps_contact_and_is_told(
    people: People, session: Session, placement: Placement
) -> None:
    director, trainer = people.staff("director"), people.staff("trainer")
    address = f"/visits/placements/{placement.reference}/contact/edit"
    data = {"keeper": str(director.id), "every_days": "10", "midterm_visit": "no",
            "final_visit": "", "version": ""}  # fmt: skip
    assert people.client("trainer").post(address, data=data).status_code == 303
    session.rollback()
    told = set(session.scalars(select(MailMessage.recipient)))
    assert told == {director.email}
    standing = standing_of(session, people.principal("director"), placement.reference, TODAY)
    assert standing.keeper is not None
    assert standing.keeper.id == director.id
    assert (standing.rhythm.every_days, standing.rhythm.midterm_visit) == (10, False)
    assert overdue_for_keeper(session, people.principal("trainer"), TODAY) == []
    again = people.client("director").post(address, data={**data, "keeper": str(trainer.id)})
    assert again.status_code == 422, "the plan changed since the page was opened"


def test_a_plan_refuses_a_rhythm_that_is_none_and_keeps_what_was_typed(
    people: People, placement: Placement
) -> None:
    answer = people.client("trainer").post(
        f"/visits/placements/{placement.reference}/contact/edit",
        data={"keeper": "", "every_days": "0", "midterm_visit": "", "final_visit": ""},
    )
    assert answer.status_code == 422
    assert 'value="0"' in answer.text
    assert "Un nombre de jours" in answer.text


def test_a_director_sets_the_rules_of_the_school(
    people: People, session: Session, placement: Placement
) -> None:
    address = f"/visits/schools/{people.school.reference}/rules"
    data = {"first_within_days": "30", "every_days": "30", "director_after_days": "0"}
    assert people.client("director").post(address, data=data).status_code == 303
    session.rollback()
    assert overdue_for_keeper(session, people.principal("trainer"), TODAY) == []
    assert set(session.scalars(select(MailMessage.recipient))) == {people.staff("trainer").email}


def test_a_round_goes_by_department_then_plans_one_day(
    people: People, session: Session, placement: Placement
) -> None:
    placement.enterprise.department = "Ouémé"
    for department in ("Atlantique", None):
        other = make_placement(
            session,
            make_enrolment(session, placement.cohort),
            enterprise=make_enterprise(session, people.school, department=department),
            status=PlacementStatus.LIVE,
            starts_on=date(2026, 3, 2),
            ends_on=None,
        )
    planned = make_visit(session, other, planned_on=date(2026, 3, 20))
    session.commit()
    stops = stops_for(session, people.principal("trainer"), TODAY)
    assert [area.department for area in areas_of(stops)] == ["Atlantique", "Ouémé", None]
    chosen = [stop.mark for stop in stops if stop.placement in (placement, other)]
    client = people.client("trainer")
    answer = client.post("/visits/route", data=round_of(*chosen, *chosen))
    assert answer.status_code == 303
    session.rollback()
    session.refresh(planned)
    assert planned.planned_on == date(2026, 3, 12)
    assert planned_days(session, placement) == [date(2026, 3, 12)]
    nothing = client.post("/visits/route", data=round_of())
    assert nothing.status_code == 422
    assert "Cochez au moins une étape" in nothing.text


def round_of(*marks: str, day: str = "2026-03-12") -> dict[str, object]:
    return {"stops": list(marks), "kind": "call", "planned_on": day}


def planned_days(session: Session, placement: Placement) -> list[date | None]:
    query = select(Visit.planned_on).where(Visit.placement_id == placement.id).order_by(Visit.id)
    return list(session.scalars(query))


def test_a_stop_that_a_colleague_planned_meanwhile_is_not_planned_twice(
    people: People, session: Session, placement: Placement
) -> None:
    (stop,) = stops_for(session, people.principal("trainer"), TODAY)
    first = people.client("director").post("/visits/route?who=all", data=round_of(stop.mark))
    assert first.status_code == 303
    second = people.client("trainer").post(
        "/visits/route", data=round_of(stop.mark, day="2026-03-13")
    )
    assert second.status_code == 422
    assert "a été prévue ou changée entre-temps" in second.text
    assert "2026-03-13" in second.text, "what was typed is kept"
    session.rollback()
    assert planned_days(session, placement) == [date(2026, 3, 12)]
    # The list now shows whose visit it is; who still wants the day moves that one.
    (shown,) = stops_for(session, people.principal("trainer"), TODAY)
    assert shown.visit is not None
    assert shown.mark in second.text
    again = people.client("trainer").post(
        "/visits/route", data=round_of(shown.mark, day="2026-03-13")
    )
    assert again.status_code == 303
    session.rollback()
    assert planned_days(session, placement) == [date(2026, 3, 13)]


def test_two_rounds_at_once_plan_a_stop_once(
    people: People, session: Session, placement: Placement
) -> None:
    (stop,) = stops_for(session, people.principal("trainer"), TODAY)
    shown = stop.mark
    session.rollback()
    clients = [people.client("trainer"), people.client("director")]
    ready = Barrier(len(clients))

    def plan(client: CheckingClient) -> int:
        ready.wait(timeout=30)
        return client.post("/visits/route?who=all", data=round_of(shown)).status_code

    with ThreadPoolExecutor(len(clients)) as pool:
        assert sorted(pool.map(plan, clients)) == [303, 422]
    session.rollback()
    assert planned_days(session, placement) == [date(2026, 3, 12)]


def missed(reason: MissedReason = MissedReason.TUTOR_AWAY, **values: object) -> Missed:
    return Missed(date(2026, 3, 9), reason, **values)  # type: ignore[arg-type]


def test_a_missed_visit_says_why_and_is_planned_again(
    people: People, session: Session, placement: Placement
) -> None:
    principal = people.principal("trainer")
    visit = make_visit(session, placement, planned_on=date(2026, 3, 9))
    given = missed(again_on=date(2026, 3, 16))
    again = missed_operations.miss(session, principal, visit, given, visit.version)
    assert again is not None
    assert (again.planned_on, visit.missed_reason) == (
        date(2026, 3, 16),
        MissedReason.TUTOR_AWAY,
    )
    assert [one.placement for one in overdue_for_keeper(session, principal, TODAY)] == [placement]
    with pytest.raises(InvalidInput) as refused:
        missed_operations.miss(session, principal, again, missed(MissedReason.OTHER), again.version)
    assert refused.value.field == "missed_detail"
    # What was noted by mistake is corrected by its account.
    account = Account(VisitKind.VISIT, date(2026, 3, 9), "Vu.")
    operations.log(session, principal, visit, account, visit.version)
    assert visit.missed_on is None
    with pytest.raises(NotAllowed):
        missed_operations.miss(session, principal, visit, missed(), visit.version)


def test_a_missed_visit_is_noted_on_a_phone_once(
    people: People, session: Session, placement: Placement
) -> None:
    visit = make_visit(session, placement, planned_on=date(2026, 3, 9))
    session.commit()
    fields = (("missed_on", "2026-03-09"), ("missed_reason", "site_moved"),
              ("again_on", "2026-03-17"), ("version", "1"))  # fmt: skip
    sent = entry("visit.missed", f"/visits/{visit.reference}/missed", *fields, saved_at=None)
    phone: CheckingClient = people.client("trainer")
    assert results(phone, sent) == results(phone, sent)
    copied = entry("visit.missed", f"/visits/{visit.reference}/missed", *fields, saved_at=None)
    assert results(phone, copied)[0]["outcome"] == "accepted"
    session.rollback()
    made = session.scalars(select(Visit).order_by(Visit.id)).all()
    assert [(one.missed_on, one.planned_on) for one in made] == [
        (date(2026, 3, 9), date(2026, 3, 9)),
        (None, date(2026, 3, 17)),
    ]
    refused = entry("visit.missed", f"/visits/{visit.reference}/missed", *fields, saved_at=None)
    assert results(people.client("foreign_trainer"), refused)[0]["outcome"] == "refused"
