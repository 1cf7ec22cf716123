"""Pages of placements: lists, the page, proposing, revising and moving, by each role."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.rules import LinkPurpose
from school.cohorts.models import Cohort
from school.enterprises.models import Tutor
from school.placements.models import Placement
from school.placements.rules import TRANSITIONS, EndReason, Party, PlacementStatus, steps_for
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_enterprise,
    make_placement,
    make_trainee,
    make_tutor,
)
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.placements import TODAY, link, mails, own_placement, placed, reread
from tests.support.statements import count_statements

LINK = re.compile(r"http://localhost(/link/placement/\S+?)(?:<|\s|$)")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


@pytest.fixture
def cohort(people: People, session: Session) -> Cohort:
    return make_cohort(session, people.school)


@pytest.fixture
def tutor(people: People, session: Session) -> Tutor:
    return make_tutor(session, make_enterprise(session, people.school))


@pytest.fixture
def proposal(session: Session, cohort: Cohort, tutor: Tutor) -> dict[str, str]:
    trainee = make_enrolment(session, cohort).trainee
    session.commit()
    return {
        "trainee": trainee.reference,
        "host": f"tutor:{tutor.reference}",
        "position": "Monteuse",
        "starts_on": "2026-03-16",
        "ends_on": "08/05/2026",
        "weekly_hours": "35,5",
    }


def only(session: Session) -> Placement:
    session.rollback()
    return session.scalars(select(Placement)).one()


def propose(client: CheckingClient, cohort: Cohort, data: dict[str, Any]) -> Any:
    address = f"/placements/new?cohort={cohort.reference}"
    return client.post(address, data=data, follow_redirects=True)


def test_a_proposal_leads_to_its_page_and_writes_to_the_tutor(
    people: People, session: Session, cohort: Cohort, tutor: Tutor, proposal: dict[str, str]
) -> None:
    client = people.client("director")
    assert client.get("/placements/new").status_code == 200
    assert client.get(f"/placements/new?trainee={proposal['trainee']}").status_code == 200
    page = propose(client, cohort, proposal).get_data(as_text=True)
    assert "Au tour de l’entreprise depuis mer. 11 mars" in page
    assert "/link/placement/" not in page
    (mail,) = mails(session)
    assert mail.recipient == tutor.email
    link = LINK.search(mail.body)
    assert link is not None
    client.application.test_client().post(link[1])
    assert only(session).status is PlacementStatus.CONFIRMED


def test_without_an_address_the_message_is_shown_once(
    people: People, session: Session, cohort: Cohort, tutor: Tutor, proposal: dict[str, str]
) -> None:
    tutor.email = None
    session.commit()
    client = people.client("director")
    page = propose(client, cohort, proposal).get_data(as_text=True)
    first = LINK.search(page)
    assert first is not None
    address = f"/placements/{only(session).reference}"
    assert LINK.search(client.get(address).get_data(as_text=True)) is None
    assert mails(session) == []
    again = client.post(f"{address}/link", follow_redirects=True).get_data(as_text=True)
    second = LINK.search(again)
    assert second is not None
    visitor = client.application.test_client()
    assert visitor.get(first[1]).status_code == 410
    assert visitor.get(second[1]).status_code == 200


def test_an_enterprise_may_host_before_a_tutor_is_named(
    people: People, session: Session, cohort: Cohort, tutor: Tutor, proposal: dict[str, str]
) -> None:
    tutor.enterprise.email = "accueil@example.test"
    session.commit()
    proposal["host"] = f"enterprise:{tutor.enterprise.reference}"
    propose(people.client("director"), cohort, proposal)
    assert only(session).tutor is None
    assert [mail.recipient for mail in mails(session)] == ["accueil@example.test"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ends_on": "2026-03-15"}, "La fin vient avant le début."),
        ({"weekly_hours": "beaucoup"}, "Écrivez un nombre"),
        ({"starts_on": "31/02/2026"}, "Écrivez la date"),
        ({"position": ""}, "Ce champ est nécessaire."),
        ({"host": ""}, "Ce champ est nécessaire."),
        ({"ends_on": "2026-10-02"}, "Ces dates sortent de celles de la promotion"),
    ],
)
def test_a_refused_proposal_keeps_what_was_typed(
    people: People,
    session: Session,
    cohort: Cohort,
    proposal: dict[str, str],
    change: dict[str, str],
    words: str,
) -> None:
    typed = {"position": "Monteuse en hauteur"} | change
    refused = propose(people.client("director"), cohort, {**proposal, **typed})
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert words in page
    assert typed["position"] in page
    session.rollback()
    assert session.scalars(select(Placement)).all() == []
    assert mails(session) == []


def test_somebody_who_only_applied_is_refused_on_the_field(
    people: People, session: Session, cohort: Cohort, proposal: dict[str, str]
) -> None:
    applicant = make_enrolment(session, cohort, enrolled_on=None).trainee
    session.commit()
    refused = propose(
        people.client("director"), cohort, {**proposal, "trainee": applicant.reference}
    )
    assert refused.status_code == 422
    assert "n’est pas inscrite" in refused.get_data(as_text=True)


def test_a_host_or_a_person_from_elsewhere_is_no_choice(
    people: People, session: Session, cohort: Cohort, proposal: dict[str, str]
) -> None:
    strange = make_tutor(session, make_enterprise(session, people.other_school))
    outsider = make_trainee(session)
    session.commit()
    client = people.client("director")
    for change in ({"host": f"tutor:{strange.reference}"}, {"trainee": outsider.reference}):
        assert propose(client, cohort, {**proposal, **change}).status_code == 422


def test_an_overlap_is_asked_about_then_done(
    people: People, session: Session, cohort: Cohort, proposal: dict[str, str]
) -> None:
    client = people.client("director")
    propose(client, cohort, proposal)
    asked = propose(client, cohort, proposal)
    assert asked.status_code == 422
    assert "Le premier oui fermera l’autre demande" in asked.get_data(as_text=True)
    propose(client, cohort, {**proposal, "confirmed": "y"})
    session.rollback()
    assert len(session.scalars(select(Placement)).all()) == 2


def test_a_form_sent_twice_proposes_once(
    people: People, session: Session, cohort: Cohort, proposal: dict[str, str]
) -> None:
    client = people.client("director")
    data = {**proposal, "submission": "3f1d2a58-7c11-4b0e-9a77-2f6d5c1b8e90", "confirmed": "y"}
    first, second = propose(client, cohort, data), propose(client, cohort, data)
    assert first.request.path == second.request.path
    only(session)
    assert len(mails(session)) == 1


def test_a_revision_sends_a_new_link_and_two_at_once_are_told(
    people: People, session: Session, cohort: Cohort, proposal: dict[str, str]
) -> None:
    client = people.client("director")
    propose(client, cohort, proposal)
    placement = only(session)
    address = f"/placements/{placement.reference}/edit"
    page = client.get(address).get_data(as_text=True)
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version is not None
    data = {**proposal, "ends_on": "2026-05-15", "version": version[1]}
    client.post(address, data=data)
    assert only(session).ends_on == date(2026, 5, 15)
    assert len(mails(session)) == 2
    stale = client.post(address, data={**data, "position": "Autre"})
    assert stale.status_code == 422
    assert only(session).position == "Monteuse"
    placement = only(session)
    placement.status = PlacementStatus.CONFIRMED
    session.commit()
    assert "ne change plus" in client.get(address, follow_redirects=True).get_data(as_text=True)


@pytest.mark.parametrize("status", PlacementStatus)
def test_the_page_offers_the_steps_of_the_table_to_whose_they_are(
    people: People, session: Session, status: PlacementStatus
) -> None:
    placement = own_placement(people, session, status=status, ended_on=None)
    address = f"/placements/{placement.reference}"
    steps = {
        "director": steps_for(status, Party.SCHOOL),
        "enterprise": steps_for(status, Party.ENTERPRISE),
        "trainer": [],
        "apprentice": [],
    }
    for who, expected in steps.items():
        page = people.client(who).get(address).get_data(as_text=True)
        plain = re.findall(r'name="target" value="(\w+)"', page)
        asked = re.findall(r"/move\?target=(\w+)", page)
        assert sorted(plain + asked) == sorted(target.value for target in expected), who


def test_steps_are_refused_to_others_and_when_they_make_no_sense(
    people: People, session: Session
) -> None:
    placement = own_placement(people, session, status=PlacementStatus.PROPOSED)
    address = f"/placements/{placement.reference}/move"
    for who, party in (("director", Party.SCHOOL), ("enterprise", Party.ENTERPRISE)):
        client = people.client(who)
        for target, transition in TRANSITIONS.items():
            if party not in transition.parties:
                assert client.post(address, data={"target": target.value}).status_code == 403
        assert client.post(address, data={"target": "proposed"}).status_code == 303
        assert client.get(address).status_code == 303
    assert people.client("trainer").post(address, data={"target": "cancelled"}).status_code == 403
    late = people.client("director").post(address, data={"target": "completed"})
    assert late.status_code == 422
    assert reread(session, placement).status is PlacementStatus.PROPOSED


def test_a_placement_goes_its_way_on_screen(people: People, session: Session) -> None:
    placement = own_placement(people, session, status=PlacementStatus.PROPOSED)
    address = f"/placements/{placement.reference}/move"
    people.client("enterprise").post(address, data={"target": "confirmed"})
    assert reread(session, placement).status is PlacementStatus.CONFIRMED
    assert [mail.recipient for mail in mails(session)] == []
    director = people.client("director")
    asked = director.post(address, data={"target": "live"})
    assert asked.status_code == 422
    assert "Aucune convention n’est signée par tous" in asked.text
    assert reread(session, placement).status is PlacementStatus.CONFIRMED
    director.post(address, data={"target": "live", "confirmed": "y"})
    assert reread(session, placement).status is PlacementStatus.LIVE
    assert director.get(f"{address}?target=broken_off").status_code == 200
    data = {"target": "broken_off", "ended_on": "2026-03-10"}
    assert director.post(address, data=data).status_code == 422
    director.post(address, data={**data, "reason": "other", "detail": "Chantier fermé"})
    page = director.get(f"/placements/{placement.reference}").get_data(as_text=True)
    assert "Chantier fermé" in page
    assert reread(session, placement).ended_on == date(2026, 3, 10)


def test_the_list_is_narrowed_as_its_address_says(people: People, session: Session) -> None:
    waiting = placed(people, session)
    running = placed(people, session, status=PlacementStatus.LIVE)
    client = people.client("director")
    choices = {
        "": {waiting, running},
        "?status=live": {running},
        "?turn=enterprise": {waiting},
        "?turn=school": {running},
        f"?enterprise={waiting.enterprise.reference}": {waiting},
        f"?cohort={running.cohort.reference}": {running},
        f"?name={running.trainee.family_name.upper()}": {running},
        "?status=autre&turn=&page=x": {waiting, running},
        "?name=personne": set(),
    }
    for query, expected in choices.items():
        page = client.get(f"/placements{query}").get_data(as_text=True)
        found = {one for one in (waiting, running) if f"/placements/{one.reference}" in page}
        assert found == expected, query


def test_everybody_sees_their_own_placements_and_no_other(people: People, session: Session) -> None:
    own, other = own_placement(people, session), placed(people, session)
    seen = {"apprentice": {own}, "enterprise": {own}, "trainer": {own, other}}
    for who, expected in {**seen, "foreign_director": set()}.items():
        page = people.client(who).get("/placements").get_data(as_text=True)
        found = {one for one in (own, other) if f"/placements/{one.reference}" in page}
        assert found == expected, who


def test_the_list_asks_the_database_as_much_for_many_as_for_few(
    app: Flask, people: People, session: Session
) -> None:
    cohort = make_cohort(session, people.school)

    def fill(number: int) -> None:
        for _ in range(number):
            make_placement(session, make_enrolment(session, cohort))
        session.commit()

    client = people.client("director")
    counts = []
    for number in (10, 190):
        fill(number)
        client.get("/placements")
        with count_statements(app) as statements:
            assert client.get("/placements").status_code == 200
        counts.append(statements.count)
    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize("status", [PlacementStatus.CONFIRMED, PlacementStatus.LIVE])
def test_a_tutor_ends_nothing_in_the_name_of_the_school(
    people: People, session: Session, status: PlacementStatus
) -> None:
    placement = own_placement(people, session, status=status)
    address = f"/placements/{placement.reference}/move"
    for reason in EndReason:
        sent = {"target": "declined", "reason": reason.value, "detail": "Jamais venu"}
        assert people.client("enterprise").post(address, data=sent).status_code == 422
    assert reread(session, placement).status is status


def test_why_a_placement_ended_is_read_by_the_school_and_the_apprentice_alone(
    app: Flask, people: People, session: Session
) -> None:
    placement = own_placement(people, session, status=PlacementStatus.PROPOSED)
    token = link(session, placement, LinkPurpose.CONFIRM_PLACEMENT)
    address, letter = f"/placements/{placement.reference}", f"/link/placement/{token}"
    app.test_client().post(letter)
    placement = reread(session, placement)
    placement.status, placement.ended_on = PlacementStatus.BROKEN_OFF, date(2026, 3, 10)
    placement.end_reason = "health: Vertiges graves"
    session.commit()
    for who in ("director", "trainer", "apprentice"):
        assert people.client(who).get(address).text.count("Vertiges graves") == 2, who
    for page in (people.client("enterprise").get(address), app.test_client().get(letter)):
        assert page.status_code == 200
        assert "Vertiges" not in page.text
        assert "anté" not in page.text
    placement.status, placement.end_reason = PlacementStatus.DECLINED, "no_room: Chantier fini"
    session.commit()
    for page in (people.client("enterprise").get(address), app.test_client().get(letter)):
        assert "Chantier fini" in page.text


def test_what_never_began_keeps_the_last_day_that_was_planned(
    people: People, session: Session
) -> None:
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    make_placement(
        session, enrolment, status=PlacementStatus.DECLINED, starts_on=date(2027, 1, 4),
        ends_on=date(2027, 3, 26), ended_on=date(2026, 11, 3),
    )  # fmt: skip
    session.commit()
    page = people.client("director").get("/placements").text
    assert "26 mars 2027" in page
    assert re.search(r'data-name="Dernier jour">[^<]*nov', page) is None


def test_a_cohort_is_chosen_in_pages(people: People, session: Session) -> None:
    for _ in range(51):
        make_cohort(session, people.school)
    session.commit()
    page = people.client("director").get("/placements/new").text
    assert page.count('class="what"') == 50
    assert "1 à 50 sur 51" in page
