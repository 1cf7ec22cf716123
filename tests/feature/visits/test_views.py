"""Pages of visits: who sees what, planning and logging in a browser, the size of the list."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from school.visits import queries
from school.visits.models import Visit
from school.visits.rules import VisitKind, VisitState
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_placement,
    make_trainee,
    make_tutor,
    make_visit,
)
from tests.support.people import People
from tests.support.statements import count_statements

TODAY = date(2026, 3, 10)
STATEMENTS = 8


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-03-10 09:00", tick=False):
        yield


@pytest.fixture
def enrolment(people: People, session: Session) -> Enrolment:
    return make_enrolment(session, make_cohort(session, people.school))


@pytest.fixture
def placement(session: Session, enrolment: Enrolment) -> Placement:
    return make_placement(session, enrolment, status=PlacementStatus.LIVE)


@pytest.fixture
def visit(session: Session, placement: Placement) -> Visit:
    found = make_visit(session, placement, planned_on=date(2026, 3, 3))
    session.commit()
    return found


def text_of(people: People, who: str, address: str, status: int = 200) -> str:
    response = people.client(who).get(address)
    assert response.status_code == status
    return response.get_data(as_text=True)


def test_an_empty_list_says_what_will_be_there(people: People) -> None:
    assert "Aucune visite pour l’instant" in text_of(people, "trainer", "/visits")
    assert "Aucune visite ne répond" in text_of(people, "trainer", "/visits?state=late")


def test_the_list_says_whose_turn_it_is(people: People, session: Session, visit: Visit) -> None:
    visit.trainer = people.staff("trainer")
    session.commit()
    own, other = (text_of(people, who, "/visits") for who in ("trainer", "director"))
    assert "en retard" in own
    assert ">à vous<" in own
    assert f">à {visit.trainer.name}<" in other


@pytest.mark.parametrize("who", ["foreign_director", "foreign_trainer"])
def test_another_school_sees_nothing(people: People, visit: Visit, who: str) -> None:
    assert visit.placement.trainee.full_name not in text_of(people, who, "/visits")
    for address in (
        f"/visits/{visit.reference}",
        f"/visits/{visit.reference}/log",
        f"/visits/{visit.reference}/move",
        f"/visits/new?placement={visit.placement.reference}",
        f"/visits/placements/{visit.placement.reference}/unplanned",
    ):
        text_of(people, who, address, status=404)


@pytest.mark.parametrize("who", ["apprentice", "enterprise", "ministry"])
def test_visits_are_the_business_of_the_school(people: People, visit: Visit, who: str) -> None:
    text_of(people, who, "/visits", status=403)
    assert queries.late_visits(people.session, people.principal(who), TODAY) == []


def test_planning_then_logging(people: People, placement: Placement, session: Session) -> None:
    session.commit()
    client = people.client("trainer")
    assert placement.trainee.full_name in client.get("/visits/choose").get_data(as_text=True)
    planned = client.post(
        f"/visits/new?placement={placement.reference}",
        data={"kind": "visit", "planned_on": "20/03/2026"},
    )
    page = client.get(planned.headers["Location"]).get_data(as_text=True)
    assert "vendredi 20 mars 2026" in page
    address = planned.headers["Location"] + "/log"
    form = client.get(address).get_data(as_text=True)
    assert 'value="2026-03-10"' in form, "today is proposed"
    logged = client.post(
        address,
        data={"kind": "visit", "done_on": "2026-03-10", "summary": "Soudures propres.",
              "version": "1"},
    )  # fmt: skip
    assert "Soudures propres." in client.get(logged.headers["Location"]).get_data(as_text=True)


def test_a_refused_account_keeps_what_was_typed(people: People, visit: Visit) -> None:
    response = people.client("trainer").post(
        f"/visits/{visit.reference}/log",
        data={"kind": "call", "done_on": "2026-03-12", "summary": "À revoir.", "version": "1"},
    )
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "À revoir." in page
    assert "pas encore venu" in page
    assert 'value="2026-03-12"' in page


def test_two_people_logging_the_same_visit(people: People, visit: Visit, session: Session) -> None:
    data = {"kind": "call", "done_on": "2026-03-10", "summary": "Vu.", "version": "1"}
    address = f"/visits/{visit.reference}/log"
    assert people.client("trainer").post(address, data=data).status_code == 303
    second = people.client("director").post(address, data={**data, "summary": "Vu aussi."})
    assert second.status_code == 422
    assert "Quelqu’un d’autre" in second.get_data(as_text=True)
    session.refresh(visit)
    assert visit.summary == "Vu."


def test_a_letter_no_database_keeps_is_dropped(
    people: People, session: Session, visit: Visit
) -> None:
    data = {"kind": "call", "done_on": "2026-03-10", "summary": "a\x00b", "version": "1"}
    response = people.client("trainer").post(f"/visits/{visit.reference}/log", data=data)
    assert response.status_code == 303
    session.refresh(visit)
    assert visit.summary == "ab"


def test_a_director_names_who_goes(people: People, session: Session, visit: Visit) -> None:
    trainer = people.staff("trainer")
    address = f"/visits/{visit.reference}/move"
    assert 'name="trainer"' in text_of(people, "director", address)
    assert 'name="trainer"' not in text_of(people, "trainer", address)
    response = people.client("director").post(
        f"/visits/{visit.reference}/move",
        data={"kind": "visit", "planned_on": "2026-03-12", "trainer": trainer.id, "version": "1"},
    )
    assert response.status_code == 303
    session.refresh(visit)
    assert visit.trainer_id == trainer.id


def test_filters_narrow_the_list(people: People, session: Session, visit: Visit) -> None:
    mine = make_visit(session, visit.placement, planned_on=TODAY, trainer=people.staff("trainer"))
    done = make_visit(session, visit.placement, planned_on=TODAY, done_on=TODAY)
    other = make_placement(session, make_enrolment(session, visit.placement.cohort))
    elsewhere = make_visit(session, other, planned_on=None)
    session.commit()

    def found(address: str) -> set[str]:
        page = text_of(people, "trainer", f"/visits?{address}")
        return {one.reference for one in (visit, mine, done, elsewhere) if one.reference in page}

    assert found("state=late") == {visit.reference}
    assert found("state=planned") == {mine.reference, elsewhere.reference}
    assert found("state=done") == {done.reference}
    assert found(f"trainer={mine.trainer_id}") == {mine.reference}
    assert found(f"placement={other.reference}") == {elsewhere.reference}
    everything = {one.reference for one in (visit, mine, done, elsewhere)}
    assert found("state=broken&trainer=99999999999999999999") == everything


def test_what_remains_to_do_comes_first(
    people: People, session: Session, placement: Placement
) -> None:
    def visit_on(planned: int | None, done: int | None = None) -> Visit:
        return make_visit(
            session,
            placement,
            planned_on=date(2026, 3, planned) if planned else None,
            done_on=date(2026, 3, done) if done else None,
        )

    expected = [visit_on(3), visit_on(12), visit_on(None), visit_on(2, 9), visit_on(None, 4)]
    principal = people.principal("trainer")
    page = queries.list_visits(session, principal, queries.VisitFilters(), today=TODAY)
    assert [one.id for one in page.items] == [one.id for one in expected]


def test_late_visits_of_the_schools_and_of_one_trainer(
    people: People, session: Session, visit: Visit
) -> None:
    own = make_visit(
        session,
        visit.placement,
        planned_on=TODAY - timedelta(days=1),
        trainer=people.staff("trainer"),
    )
    make_visit(session, visit.placement, planned_on=TODAY)
    session.commit()
    principal = people.principal("director")
    assert queries.late_visits(session, principal, TODAY) == [visit, own]
    assert queries.late_visits(session, principal, TODAY, trainer_id=own.trainer_id) == [own]
    assert queries.late_visits(session, people.principal("foreign_trainer"), TODAY) == []


def test_a_trainer_has_a_short_list_of_what_to_do_soon(
    people: People, session: Session, placement: Placement
) -> None:
    trainer = people.staff("trainer")
    placement.tutor = make_tutor(session, placement.enterprise, phone="+22990000123")
    late = make_visit(session, placement, planned_on=date(2026, 3, 3), trainer=trainer)
    nobody = make_visit(session, placement, planned_on=TODAY)
    left_out = [
        make_visit(session, placement, planned_on=TODAY, trainer=people.staff("director")),
        make_visit(session, placement, planned_on=date(2026, 3, 25), trainer=trainer),
        make_visit(session, placement, planned_on=TODAY, done_on=TODAY, trainer=trainer),
        make_visit(session, placement, planned_on=None, trainer=trainer),
    ]
    session.commit()
    page = text_of(people, "trainer", "/visits/mine")
    assert page.index(late.reference) < page.index(nobody.reference)
    assert not any(one.reference in page for one in left_out)
    assert 'href="tel:+22990000123"' in page
    assert "Aucune visite à faire" in text_of(people, "foreign_trainer", "/visits/mine")


def test_the_short_list_is_bounded(people: People, session: Session, placement: Placement) -> None:
    for _ in range(queries.MOST_TO_MAKE + 5):
        make_visit(session, placement, planned_on=TODAY)
    session.commit()
    assert text_of(people, "trainer", "/visits/mine").count("/log") == queries.MOST_TO_MAKE


@pytest.mark.parametrize("address", ["/visits", "/visits/mine", "/visits/choose"])
def test_a_longer_list_asks_no_more_of_the_database(
    app: Flask, people: People, session: Session, enrolment: Enrolment, address: str
) -> None:
    client = people.client("trainer")

    def statements(rows: int) -> int:
        for _ in range(rows):
            one = make_enrolment(session, enrolment.cohort, make_trainee(session))
            placed = make_placement(session, one, status=PlacementStatus.LIVE)
            make_visit(session, placed, trainer=people.staff("trainer"))
        session.commit()
        with count_statements(app) as seen:
            assert client.get(address).status_code == 200
        return seen.count

    client.get(address)
    few = statements(10)
    assert statements(190) == few <= STATEMENTS


def test_the_words_for_states_are_those_of_the_filter(people: People) -> None:
    page = text_of(people, "trainer", "/visits")
    assert all(f'value="{state.value}"' in page for state in VisitState)


def test_who_read_what_was_said_at_a_visit_is_logged(
    people: People, visit: Visit, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = {
        f"/visits/{visit.reference}": visit.reference,
        f"/visits/{visit.reference}/report.pdf": visit.reference,
        f"/visits/placements/{visit.placement.reference}/contact": visit.placement.reference,
    }
    client = people.client("trainer")
    for address, reference in seen.items():
        capsys.readouterr()
        assert client.get(address).status_code == 200
        lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
        read = [line["reference"] for line in lines if line["event"] == "personal_data_seen"]
        assert read == [reference]


def test_whom_to_visit_is_looked_for_by_name_in_pages(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    for number in range(51):
        trainee = make_trainee(session, family_name=f"Zinsou {number:02}")
        other = make_enrolment(session, enrolment.cohort, trainee)
        make_placement(session, other, status=PlacementStatus.LIVE)
    session.commit()
    first = text_of(people, "trainer", "/visits/choose")
    assert "1 à 50 sur 51" in first
    assert "Zinsou 50" not in first
    assert "Zinsou 50" in text_of(people, "trainer", "/visits/choose?page=2")
    found = text_of(people, "trainer", "/visits/choose?name=zinsou%2007")
    assert found.count('class="what"') == 1
    assert "Personne ne porte ce nom" in text_of(people, "trainer", "/visits/choose?name=absent")


def test_a_call_is_done_in_its_own_gender(
    people: People, session: Session, placement: Placement
) -> None:
    made = make_visit(session, placement, kind=VisitKind.CALL, done_on=date(2026, 3, 3))
    session.commit()
    assert ">fait<" in text_of(people, "trainer", f"/visits/{made.reference}")
