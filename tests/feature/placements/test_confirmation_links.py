"""The enterprise answers from a link: without account, once, whatever becomes of the link."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.core.audit import AuditEntry
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.support.people import People
from tests.support.placements import link, mails, placed, reread

CONFIRM = LinkPurpose.CONFIRM_PLACEMENT
LIFETIME = LINK_LIFETIMES[CONFIRM]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-02-04 09:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    people.account("director")
    return placed(people, session)


@pytest.fixture
def address(session: Session, placement: Placement) -> str:
    return f"/link/placement/{link(session, placement, CONFIRM)}"


def test_the_page_asks_one_question_in_one_light_request(
    app: Flask, address: str, placement: Placement
) -> None:
    response = app.test_client().get(address)
    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f"Confirmez-vous le placement d’{placement.trainee.full_name}" in page
    assert "lun. 2 mars" in page
    assert "ven. 24 avr." in page
    assert len(response.data) <= 30_000
    assert "<script" not in page
    assert 'rel="stylesheet"' not in page
    assert "Set-Cookie" not in response.headers


def test_opening_the_link_confirms_nothing(
    app: Flask, session: Session, address: str, placement: Placement
) -> None:
    for _ in range(3):
        app.test_client().get(address)
    assert reread(session, placement).status is PlacementStatus.PROPOSED


def test_one_tap_confirms_and_tells_the_school(
    app: Flask, session: Session, people: People, address: str, placement: Placement
) -> None:
    client = app.test_client()
    page = client.post(address, follow_redirects=True).get_data(as_text=True)
    assert f"Merci, le placement d’{placement.trainee.full_name} est confirmé" in page
    assert reread(session, placement).status is PlacementStatus.CONFIRMED
    assert placement.confirmed_on == date(2026, 2, 4)
    assert [mail.recipient for mail in mails(session)] == [people.staff("director").email]
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "placement.confirmed")
    ).one()
    assert placement.tutor is not None
    assert entry.actor == f"{placement.tutor.name} (link)"


def test_a_link_used_twice_shows_where_things_stand(
    app: Flask, session: Session, address: str, placement: Placement, clock: time_machine.Traveller
) -> None:
    client = app.test_client()
    client.post(address)
    clock.shift(timedelta(days=3))
    again = client.post(address, follow_redirects=True)
    assert again.status_code == 200
    assert "Déjà confirmé le mercredi 4 février 2026" in again.get_data(as_text=True)
    clock.shift(LIFETIME)
    assert client.get(address).status_code == 200
    reread(session, placement)
    assert placement.confirmed_on == date(2026, 2, 4)
    assert len(mails(session)) == 1


def test_declining_needs_its_reason_and_keeps_what_was_written(
    app: Flask, session: Session, address: str, placement: Placement
) -> None:
    client = app.test_client()
    refused = client.post(f"{address}/decline", data={"detail": "Chantier arrêté"})
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "Choisissez la raison." in page
    assert "Chantier arrêté" in page
    assert reread(session, placement).status is PlacementStatus.PROPOSED
    answer = {"reason": "no_room", "detail": "Chantier arrêté"}
    done = client.post(f"{address}/decline", data=answer, follow_redirects=True)
    assert "Vous avez décliné" in done.get_data(as_text=True)
    assert reread(session, placement).status is PlacementStatus.DECLINED
    assert placement.end_reason == "no_room: Chantier arrêté"
    assert placement.ended_on == date(2026, 2, 4)


@pytest.mark.parametrize(
    "answer",
    [
        {"reason": "other"},
        {"reason": "health", "detail": "…"},
        {"reason": "no_room", "detail": "x" * 501},
        {"reason": "\x00"},
        {},
    ],
)
def test_no_answer_breaks_the_page(app: Flask, address: str, answer: dict[str, str]) -> None:
    response = app.test_client().post(f"{address}/decline", data=answer)
    assert response.status_code == 422
    assert 'role="alert"' in response.get_data(as_text=True)


def test_a_declined_placement_is_not_confirmed_afterwards(
    app: Flask, session: Session, address: str, placement: Placement
) -> None:
    client = app.test_client()
    client.post(f"{address}/decline", data={"reason": "dates"})
    client.post(address)
    assert reread(session, placement).status is PlacementStatus.DECLINED


def test_an_unknown_secret_and_one_for_another_purpose_open_nothing(
    app: Flask, session: Session, placement: Placement
) -> None:
    other = link(session, placement, LinkPurpose.DECLARE_OFFER)
    for token in ("inconnu", other, "x" * 3000):
        for method, path in (("GET", ""), ("POST", ""), ("POST", "/decline"), ("POST", "/renew")):
            response = app.test_client().open(
                f"/link/placement/{token}{path}", method=method, data={"reason": "dates"}
            )
            assert response.status_code == 404
    assert reread(session, placement).status is PlacementStatus.PROPOSED


def test_a_replaced_link_says_so_and_decides_nothing(
    app: Flask, session: Session, address: str, placement: Placement
) -> None:
    link(session, placement, CONFIRM)
    client = app.test_client()
    shown = client.get(address)
    assert shown.status_code == 410
    assert "Ce lien a été remplacé" in shown.get_data(as_text=True)
    client.post(address)
    assert reread(session, placement).status is PlacementStatus.PROPOSED


def test_an_expired_link_is_renewed_once_for_the_same_person(
    app: Flask,
    session: Session,
    address: str,
    placement: Placement,
    clock: time_machine.Traveller,
) -> None:
    clock.shift(LIFETIME)
    client = app.test_client()
    assert "Ce lien a expiré" in client.get(address).get_data(as_text=True)
    client.post(address)
    assert reread(session, placement).status is PlacementStatus.PROPOSED
    answers = [client.post(f"{address}/renew", follow_redirects=True) for _ in range(3)]
    assert all("Votre demande est reçue" in one.get_data(as_text=True) for one in answers)
    (mail,) = mails(session)
    assert placement.tutor is not None
    assert mail.recipient == placement.tutor.email
    fresh = next(word for word in mail.body.split() if "/link/placement/" in word)
    client.post(fresh)
    assert reread(session, placement).status is PlacementStatus.CONFIRMED


def test_a_link_that_is_not_expired_is_not_renewed(
    app: Flask, session: Session, address: str
) -> None:
    app.test_client().post(f"{address}/renew")
    assert mails(session) == []
    assert app.test_client().get(address).status_code == 200


def test_without_an_address_the_school_is_asked_once_to_send_another(
    app: Flask,
    session: Session,
    people: People,
    placement: Placement,
    clock: time_machine.Traveller,
) -> None:
    assert placement.tutor is not None
    placement.tutor.email = None
    address = f"/link/placement/{link(session, placement, CONFIRM)}"
    clock.shift(LIFETIME)
    for _ in range(2):
        app.test_client().post(f"{address}/renew")
    assert [mail.recipient for mail in mails(session)] == [people.staff("director").email]


def test_a_link_shows_what_became_of_the_placement_meanwhile(
    app: Flask, session: Session, address: str, placement: Placement
) -> None:
    placement.status = PlacementStatus.CANCELLED
    placement.ended_on = date(2026, 2, 4)
    placement.end_reason = "mistake"
    session.commit()
    page = app.test_client().get(address).get_data(as_text=True)
    assert "L’école a annulé" in page
    app.test_client().post(address)
    assert reread(session, placement).status is PlacementStatus.CANCELLED
    assert session.scalars(select(SignedLink.used_at)).one() is None
