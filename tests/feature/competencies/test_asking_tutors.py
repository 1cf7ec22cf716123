"""The school asks a tutor what an apprentice can do, and sees on the placement what came of it."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.support.people import People
from tests.support.placements import link, mails, own_placement, placed

PURPOSE = LinkPurpose.RATE_COMPETENCIES


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-04-20 09:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    people.account("director")
    return placed(people, session, status=PlacementStatus.LIVE)


def panel(people: People, placement: Placement, who: str = "director") -> str:
    page = people.client(who).get(f"/placements/{placement.reference}").text
    found = re.search(r'aria-labelledby="rating".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def test_the_placement_says_to_whom_the_question_went_and_when_it_was_answered(
    app: Flask, people: People, session: Session, placement: Placement,
    clock: time_machine.Traveller,
) -> None:  # fmt: skip
    assert placement.tutor is not None
    assert "pas encore été interrogé" in panel(people, placement)
    token = link(session, placement, PURPOSE)
    asked = panel(people, placement)
    assert f"préparé pour {placement.tutor.name} le lundi 20 avril 2026" in asked
    assert "Pas encore de réponse" in asked
    clock.shift(86_400)
    app.test_client().post(f"/link/competencies/{token}", data={"level-F0-F0.4": "2"})
    answered = panel(people, placement)
    assert "Réponse reçue le mardi 21 avril 2026" in answered
    assert f"/trainees/{placement.trainee.reference}/competencies" in answered
    assert answered.count("/ask-tutor") == 2


def test_a_link_that_died_without_answer_is_said_to_be_dead(
    people: People, session: Session, placement: Placement, clock: time_machine.Traveller
) -> None:
    link(session, placement, PURPOSE)
    clock.shift(LINK_LIFETIMES[PURPOSE])
    assert "resté sans réponse" in panel(people, placement)


def test_only_the_school_reads_what_became_of_its_question(
    people: People, session: Session
) -> None:
    own = own_placement(people, session)
    link(session, own, PURPOSE)
    assert panel(people, own, "director")
    for who in ("apprentice", "enterprise"):
        assert people.client(who).get(f"/placements/{own.reference}").status_code == 200
        assert not panel(people, own, who)


def test_a_proposal_shows_the_link_that_confirms_and_no_other(
    people: People, session: Session
) -> None:
    proposal = placed(people, session, status=PlacementStatus.PROPOSED)
    people.account("director")
    link(session, proposal, LinkPurpose.CONFIRM_PLACEMENT)
    page = people.client("director").get(f"/placements/{proposal.reference}").text
    assert "Un lien a été préparé pour" in page
    assert not panel(people, proposal)


def test_the_question_goes_out_once_however_often_the_button_is_tapped(
    people: People, session: Session, placement: Placement
) -> None:
    client = people.client("director")
    page = client.get(f"/placements/{placement.reference}").get_data(as_text=True)
    form = page[page.index("/ask-tutor") :]
    number = re.search(r'name="once" value="([^"]+)"', form)
    assert number is not None
    for _ in range(2):
        sent = {"once": number[1], "channel": "mail"}
        client.post(f"/placements/{placement.reference}/ask-tutor", data=sent)
    assert len(mails(session)) == 1
    links = list(session.scalars(select(SignedLink)))
    assert [one.purpose for one in links] == [PURPOSE]


def test_nobody_is_asked_before_the_work_begins(people: People, session: Session) -> None:
    early = placed(people, session, status=PlacementStatus.CONFIRMED)
    client = people.client("director")
    assert "ask-tutor" not in client.get(f"/placements/{early.reference}").get_data(as_text=True)
    assert client.post(f"/placements/{early.reference}/ask-tutor").status_code == 422
    assert mails(session) == []


def test_a_signed_in_tutor_speaks_of_the_own_apprentice_alone(
    people: People, session: Session, placement: Placement
) -> None:
    own = own_placement(people, session)
    client = people.client("enterprise")
    assert client.post(f"/placements/{placement.reference}/speak-as-tutor").status_code == 404
    page = client.post(f"/placements/{own.reference}/speak-as-tutor", follow_redirects=True)
    assert own.trainee.full_name in page.get_data(as_text=True)
