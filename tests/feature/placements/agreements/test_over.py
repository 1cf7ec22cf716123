"""What a placement leaves open when it stops, or when nobody says that it has stopped."""

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from school.placements.agreements import link_operations
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import AgreementStatus, Party, Section
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories.agreements import make_in_force, make_sent
from tests.factories.records import make_enrolment, make_placement
from tests.support.people import People
from tests.support.placements import own_placement
from tests.support.statements import count_statements

OVER = "Le placement s’est arrêté avant que tous aient signé."


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    people.account("director")
    return own_placement(people, session, status=PlacementStatus.LIVE)


def end(people: People, placement: Placement) -> None:
    form = {"target": "completed", "outcome": "completed"}
    people.client("director").post(f"/placements/{placement.reference}/move", data=form)


def reread(session: Session, version: AgreementVersion) -> AgreementVersion:
    session.rollback()
    session.refresh(version)
    return version


def test_nobody_is_asked_to_sign_for_a_placement_that_is_over(
    app: Flask, people: People, session: Session, placement: Placement
) -> None:
    former = make_in_force(session, placement)
    version = make_sent(session, placement, number=2)
    link = f"/link/agreement/{link_operations.issue(session, version, Party.REPRESENTATIVE)}"
    session.commit()
    end(people, placement)
    version = reread(session, version)
    assert (version.status, version.reason) == (AgreementStatus.DEPRECATED, OVER)
    assert version.reason_by == people.account("director").name
    assert former.status is AgreementStatus.VALIDATED
    browser = app.test_client()
    shown = browser.get(link)
    assert shown.status_code == 410
    assert "Cette convention n’est plus à signer" in shown.text
    assert "Renvoyez-moi mon lien" not in shown.text
    sections = [one.value for one in Section]
    browser.post(
        link, data={"answer": "sign", "name": version.representative_name, "sections": sections}
    )
    assert all(row.signed_at is None for row in reread(session, version).parties)
    page = people.client("director").get(f"/placements/{placement.reference}/agreement")
    assert "Plus rien n’est attendu" in page.text
    assert OVER in page.text


def test_a_placement_past_its_last_day_waits_for_the_director(
    people: People, session: Session, placement: Placement, clock: time_machine.Traveller
) -> None:
    title = "Fin de placement à déclarer"
    assert title not in people.client("director").get("/").text
    clock.move_to("2026-05-11 09:00+00:00")
    director = people.client("director")
    assert title in director.get("/").text
    assert title not in people.client("apprentice").get("/placements/alerts").text
    end(people, placement)
    assert title not in director.get("/").text


def test_an_apprentice_is_asked_about_the_end_on_the_first_page_until_they_answer(
    app: Flask, people: People, session: Session, placement: Placement
) -> None:
    question = "Dire si vous êtes d’accord avec la fin du placement"
    enrolment = make_enrolment(session, placement.cohort, placement.trainee)
    make_placement(session, enrolment, status=PlacementStatus.LIVE)
    session.commit()
    apprentice = people.client("apprentice")
    assert question not in apprentice.get("/").text
    end(people, placement)
    with count_statements(app) as statements:
        assert question in apprentice.get("/").text
    assert statements.count <= 8
    address = f"/placements/{placement.reference}/end/step"
    apprentice.post(address, data={"action": "agree"})
    assert question not in apprentice.get("/").text
