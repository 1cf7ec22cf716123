"""Accounts of visits that waited on a phone: once, on their day, never over a colleague's."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from school.visits import operations
from school.visits.models import Visit
from school.visits.rules import Account, Plan, VisitKind
from tests.factories.records import make_cohort, make_enrolment, make_placement, make_visit
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.phones import entry, results

TODAY = date(2026, 3, 10)
WORDS = "Épissures propres, à revoir : le rangement."
Entry = dict[str, Any]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-03-10 09:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    return make_placement(
        session, enrolment, status=PlacementStatus.LIVE, starts_on=date(2026, 2, 2), ends_on=None
    )


@pytest.fixture
def visit(session: Session, placement: Placement) -> Visit:
    found = make_visit(session, placement, planned_on=date(2026, 3, 3))
    session.commit()
    return found


@pytest.fixture
def phone(people: People) -> CheckingClient:
    return people.client("trainer")


def written(day: int, hour: int = 9) -> int:
    """Give the milliseconds of a moment of March 2026."""
    return int(datetime(2026, 3, day, hour, tzinfo=UTC).timestamp() * 1000)


def account_of(
    visit: Visit, done_on: str = "2026-03-09", summary: str = WORDS, **values: Any
) -> Entry:
    fields = (("kind", "call"), ("done_on", done_on), ("summary", summary),
              ("version", str(visit.version)))  # fmt: skip
    target = f"/visits/{visit.reference}/log"
    return entry("visit.account", target, *fields, **{"saved_at": written(9), **values})


def call_of(placement: Placement, *more: tuple[str, str], done_on: str = "2026-03-09") -> Entry:
    fields = (("kind", "call"), ("done_on", done_on), ("summary", WORDS), *more)
    target = f"/visits/placements/{placement.reference}/unplanned"
    return entry("visit.unplanned", target, *fields, saved_at=written(9))


def log_as(people: People, session: Session, who: str, visit: Visit, summary: str) -> None:
    given = Account(VisitKind.CALL, date(2026, 3, 9), summary)
    operations.log(session, people.principal(who), visit, given, visit.version)
    session.commit()


def said(session: Session, visit: Visit) -> tuple[object, ...]:
    session.rollback()
    session.refresh(visit)
    return visit.kind, visit.done_on, visit.summary


def test_an_account_arrives_once(phone: CheckingClient, session: Session, visit: Visit) -> None:
    sent = account_of(visit)
    first = results(phone, sent)
    assert first[0]["location"] == f"/visits/{visit.reference}"
    assert said(session, visit) == (VisitKind.CALL, date(2026, 3, 9), WORDS)
    version = visit.version
    assert results(phone, sent, sent) == first * 2
    session.rollback()
    session.refresh(visit)
    assert visit.version == version


def test_a_colleague_with_other_words_is_not_overwritten(
    people: People, phone: CheckingClient, session: Session, visit: Visit
) -> None:
    sent = account_of(visit)
    log_as(people, session, "director", visit, "Le tuteur est content.")
    [refused] = results(phone, sent)
    assert refused["outcome"] == "refused"
    assert "Le tuteur est content." in refused["reasons"][0]["words"]
    assert said(session, visit)[2] == "Le tuteur est content."
    # Read again and sent on purpose, with the version that the page now has.
    [accepted] = results(phone, account_of(visit))
    assert accepted["outcome"] == "accepted"
    assert said(session, visit)[2] == WORDS


def test_the_same_words_are_no_quarrel(
    people: People, phone: CheckingClient, session: Session, visit: Visit
) -> None:
    sent = account_of(visit)
    log_as(people, session, "director", visit, WORDS)
    version = visit.version
    assert results(phone, sent)[0]["outcome"] == "accepted"
    session.rollback()
    session.refresh(visit)
    assert visit.version == version


def test_a_plan_that_changed_meanwhile_does_not_stop_the_account(
    people: People, phone: CheckingClient, session: Session, visit: Visit
) -> None:
    sent = account_of(visit)
    plan = Plan(VisitKind.VISIT, date(2026, 3, 20))
    operations.move(session, people.principal("director"), visit, plan, visit.version)
    session.commit()
    assert results(phone, sent)[0]["outcome"] == "accepted"
    assert said(session, visit) == (VisitKind.CALL, date(2026, 3, 9), WORDS)


def test_the_day_is_judged_on_the_day_of_the_writing(
    phone: CheckingClient, session: Session, visit: Visit
) -> None:
    sent = account_of(visit, done_on="2026-03-10")
    [refused] = results(phone, sent)
    assert refused["reasons"][0]["field"] == "done_on"
    assert said(session, visit)[1] is None
    [accepted] = results(phone, {**sent, "uuid": str(uuid4()), "saved_at": written(10, 8)})
    assert accepted["outcome"] == "accepted"


@pytest.mark.parametrize("saved_at", [0, 4102444800000, None])
def test_a_wrong_clock_is_judged_by_the_day_of_arrival(
    phone: CheckingClient, visit: Visit, saved_at: int | None
) -> None:
    [told] = results(phone, account_of(visit, done_on="2026-03-10", saved_at=saved_at))
    assert told["outcome"] == "accepted"


def test_a_day_outside_the_placement_asks_to_be_confirmed(
    phone: CheckingClient, session: Session, placement: Placement
) -> None:
    session.commit()
    [asked] = results(phone, call_of(placement, done_on="2026-01-05"))
    assert asked["reasons"][0]["confirm"] is True
    [accepted] = results(phone, call_of(placement, ("confirmed", "y"), done_on="2026-01-05"))
    assert accepted["outcome"] == "accepted"


def test_a_call_that_nobody_planned_arrives_once(
    people: People, phone: CheckingClient, session: Session, placement: Placement
) -> None:
    session.commit()
    sent = call_of(placement)
    assert results(phone, sent) == results(phone, sent)
    session.rollback()
    [made] = session.scalars(select(Visit))
    assert (made.planned_on, made.done_on, made.summary) == (None, date(2026, 3, 9), WORDS)
    assert made.trainer_id == people.staff("trainer").id


@pytest.mark.parametrize("field", ["kind", "done_on", "summary"])
def test_what_the_form_refuses_says_where(
    phone: CheckingClient, session: Session, visit: Visit, field: str
) -> None:
    sent = account_of(visit)
    sent["fields"] = [[name, "" if name == field else value] for name, value in sent["fields"]]
    [refused] = results(phone, sent)
    assert field in {one["field"] for one in refused["reasons"]}
    assert said(session, visit)[1] is None


@pytest.mark.parametrize("who", ["foreign_trainer", "apprentice", "ministry"])
def test_a_foreign_visit_looks_like_none(
    people: People, session: Session, visit: Visit, who: str
) -> None:
    client = people.client(who)
    nowhere = entry("visit.account", "/visits/V-NONE/log", ("summary", WORDS))
    foreign, missing = results(client, account_of(visit), nowhere)
    assert foreign["reasons"] == missing["reasons"]
    [call] = results(client, call_of(visit.placement))
    assert call["reasons"] == missing["reasons"]
    assert said(session, visit)[1] is None


def test_the_pages_of_a_visit_are_kept_and_the_list_of_all_is_not(
    phone: CheckingClient, visit: Visit
) -> None:
    kept = ("/visits/mine", f"/visits/{visit.reference}/log",
            f"/visits/placements/{visit.placement.reference}/unplanned")  # fmt: skip
    assert all("X-Keep" in phone.get(address).headers for address in kept)
    for address in ("/visits", f"/visits/{visit.reference}", "/visits/choose"):
        assert "X-Keep" not in phone.get(address).headers
