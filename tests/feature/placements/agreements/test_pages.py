"""The page of an agreement, and the first pages of those whose turn it is."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from school.placements.agreements.progress_rules import CONFIRM_BEFORE, is_late
from school.placements.agreements.rules import (
    OPEN_STATES,
    REFUSED_STATES,
    AgreementKind,
    AgreementStatus,
    Channel,
    Party,
)
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories.agreements import SENT_AT, make_draft, make_in_force, make_sent
from tests.factories.records import make_enrolment
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.statements import count_statements


def test_the_page_costs_the_same_whatever_the_versions(
    people: People, session: Session, placement: Placement, app: Flask
) -> None:
    make_in_force(session, placement)
    session.commit()
    director = people.client("director")
    page = f"/placements/{placement.reference}/agreement"
    assert _statements(app, director, page) <= 8
    for place in range(2, 12):
        make_in_force(session, placement, number=place, kind=AgreementKind.PLACE)
    make_draft(session, placement, number=12, kind=AgreementKind.PLACE)
    session.commit()
    assert _statements(app, director, page) <= 8


def _statements(app: Flask, client: CheckingClient, page: str) -> int:
    with count_statements(app) as counted:
        assert client.get(page).status_code == 200
    return counted.count


def test_the_first_pages_announce_an_agreement_to_those_whose_turn_it_is(
    people: People, session: Session, placement: Placement, app: Flask
) -> None:
    make_enrolment(session, placement.cohort, placement.trainee)
    version = make_sent(session, placement)
    session.commit()
    clients = {who: people.client(who) for who in ("director", "apprentice", "enterprise")}
    for who, client in clients.items():
        page = client.get("/").text
        asked = "Confirmer les missions" if who == "enterprise" else "Signer la convention"
        assert asked in page, who
        assert ("Vous" in page) is (who != "director")
        with count_statements(app) as counted:
            client.get("/")
        assert counted.count <= 8, who
    row = next(one for one in version.parties if one.party is Party.APPRENTICE)
    row.signed_at, row.signed_as, row.channel = version.sent_at, row.name, Channel.LINK
    session.commit()
    assert "Signer la convention" not in clients["apprentice"].get("/").text
    assert "Confirmer les missions" in clients["enterprise"].get("/").text
    version.kind = AgreementKind.PLACE
    session.commit()
    assert "Signer l’avenant" in clients["director"].get("/").text
    version.kind = AgreementKind.INITIAL
    version.status, version.sent_at = AgreementStatus.DRAFT, None
    session.commit()
    assert "la convention" not in clients["enterprise"].get("/").text
    assert "Envoyer la convention" in clients["director"].get("/").text


def test_a_refused_agreement_waits_for_the_school_until_another_is_written(
    people: People, session: Session, placement: Placement
) -> None:
    make_sent(session, placement, status=AgreementStatus.REJECTED, reason="Dates à revoir")
    session.commit()
    asked = "Convention refusée, à écrire de nouveau"
    director, trainer = people.client("director"), people.client("trainer")
    page = director.get("/").text
    assert asked in page
    assert "depuis 19 jours" in page
    assert "École" in trainer.get("/").text.split(asked)[1]
    assert asked not in people.client("foreign_director").get("/").text
    placement.status = PlacementStatus.CANCELLED
    session.commit()
    assert asked not in director.get("/").text
    placement.status = PlacementStatus.CONFIRMED
    make_draft(session, placement, number=2)
    session.commit()
    page = director.get("/").text
    assert asked not in page
    assert "Envoyer la convention" in page


def test_a_refusal_is_late_only_as_the_newest_word() -> None:
    at = SENT_AT + CONFIRM_BEFORE + timedelta(seconds=1)
    for status in AgreementStatus:
        is_open, refused = status in OPEN_STATES, status in REFUSED_STATES
        assert is_late(status, SENT_AT, at, is_newest=True) == (is_open or refused)
        assert is_late(status, SENT_AT, at) == is_open
        assert not is_late(status, SENT_AT, SENT_AT + CONFIRM_BEFORE, is_newest=True)
