"""A tutor declares an offer from a link: once, whatever is sent."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.hiring.models import Hire, Offer
from school.hiring.rules import Contract, Decision, Evidence
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories.records import make_logbook_day
from tests.support.people import People
from tests.support.placements import link, mails, own_placement, placed

OFFER = LinkPurpose.DECLARE_OFFER
ANSWER = {"firm": "yes", "contract": "open_ended", "offered_on": ""}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-04-20 09:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    people.account("director")
    return placed(people, session, status=PlacementStatus.LIVE)


@pytest.fixture
def address(session: Session, placement: Placement) -> str:
    return f"/link/offer/{link(session, placement, OFFER)}"


def offers(session: Session) -> list[Offer]:
    session.rollback()
    return list(session.scalars(select(Offer)))


def test_an_offer_is_declared_and_the_school_is_told(
    app: Flask, people: People, session: Session, placement: Placement, address: str
) -> None:
    client = app.test_client()
    response = client.get(address)
    assert len(response.data) <= 30_000
    assert "<script" not in response.get_data(as_text=True)
    page = client.post(address, data=ANSWER, follow_redirects=True).get_data(as_text=True)
    assert f"Merci, votre offre à {placement.trainee.full_name} est notée" in page
    (offer,) = offers(session)
    assert (offer.trainee_id, offer.enterprise_id) == (
        placement.trainee_id,
        placement.enterprise_id,
    )
    assert (offer.firm, offer.contract, offer.decision) == (
        True,
        Contract.OPEN_ENDED,
        Decision.PENDING,
    )
    assert offer.offered_on == offer.recorded_on == date(2026, 4, 20)
    assert [mail.recipient for mail in mails(session)] == [people.staff("director").email]


def test_an_offer_sent_twice_or_by_two_links_is_one(
    app: Flask, session: Session, placement: Placement, address: str, clock: time_machine.Traveller
) -> None:
    client = app.test_client()
    client.post(address, data=ANSWER)
    client.post(address, data={**ANSWER, "contract": "internship"})
    clock.shift(timedelta(days=1))
    second = f"/link/offer/{link(session, placement, OFFER)}"
    shown = client.post(second, data={**ANSWER, "firm": "no"}, follow_redirects=True)
    assert "est notée" in shown.get_data(as_text=True)
    (offer,) = offers(session)
    assert (offer.contract, offer.firm) == (Contract.OPEN_ENDED, True)
    assert len(mails(session)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"firm": ""},
        {"contract": "volunteer"},
        {"offered_on": "2026-04-21"},
        {"offered_on": "hier"},
        {"firm": "unstated"},
    ],
)
def test_a_wrong_answer_is_shown_again(
    app: Flask, session: Session, address: str, change: dict[str, str]
) -> None:
    refused = app.test_client().post(address, data={**ANSWER, **change})
    assert refused.status_code == 422
    assert 'role="alert"' in refused.get_data(as_text=True)
    assert offers(session) == []


def test_dead_and_strange_links_declare_nothing(
    app: Flask, session: Session, placement: Placement, address: str, clock: time_machine.Traveller
) -> None:
    confirm = link(session, placement, LinkPurpose.VALIDATE_WEEK, week=date(2026, 4, 13))
    client = app.test_client()
    for token in ("inconnu", confirm):
        for path in ("", "/renew"):
            assert client.post(f"/link/offer/{token}{path}", data=ANSWER).status_code == 404
    newer = f"/link/offer/{link(session, placement, OFFER)}"
    client.post(address, data=ANSWER)
    assert client.get(address).status_code == 410
    clock.shift(LINK_LIFETIMES[OFFER])
    client.post(newer, data=ANSWER)
    assert client.get(newer).status_code == 410
    assert offers(session) == []
    for _ in range(2):
        client.post(f"{newer}/renew")
    (mail,) = mails(session)
    assert "/link/offer/" in mail.body


def test_validating_a_week_leads_to_the_offer_by_a_link_of_its_own(
    app: Flask, session: Session, placement: Placement
) -> None:
    make_logbook_day(session, placement, date=date(2026, 4, 14))
    week = (
        f"/link/week/{link(session, placement, LinkPurpose.VALIDATE_WEEK, week=date(2026, 4, 13))}"
    )
    client = app.test_client()
    assert "/link/week/" in client.post(f"{week}/offer").headers["Location"]
    seen = client.get(week).get_data(as_text=True).split('name="seen" value="')[1].split('"')[0]
    client.post(week, data={"seen": seen})
    led = client.post(f"{week}/offer")
    assert "/link/offer/" in led.headers["Location"]
    client.post(led.headers["Location"], data=ANSWER)
    assert len(offers(session)) == 1


def test_a_signed_in_tutor_and_the_school_ask_for_the_same_link(
    people: People, session: Session
) -> None:
    placement = own_placement(people, session)
    address = f"/placements/{placement.reference}"
    led = people.client("enterprise").post(f"{address}/offer")
    assert "/link/offer/" in led.headers["Location"]
    assert "/link/" not in people.client("director").post(f"{address}/offer").headers["Location"]
    people.client("director").post(f"{address}/ask-offer")
    assert placement.tutor is not None
    assert [mail.recipient for mail in mails(session)] == [placement.tutor.email]
    shown = people.client("director").post(
        f"{address}/ask-offer", data={"channel": "message"}, follow_redirects=True
    )
    assert "/link/offer/" in shown.get_data(as_text=True)
    session.rollback()
    revoked = session.scalars(select(SignedLink.revoked_at).order_by(SignedLink.id)).all()
    assert [one is None for one in revoked] == [False, False, True]


SIGNED = {"firm": "signed", "contract": "fixed_term", "starts_on": "2026-06-01"}


def hires(session: Session) -> list[Hire]:
    session.rollback()
    return list(session.scalars(select(Hire)))


def test_a_signed_contract_is_an_accepted_offer_and_a_hire_confirmed_by_the_employer(
    app: Flask, session: Session, placement: Placement, address: str
) -> None:
    for _ in range(2):
        assert app.test_client().post(address, data=SIGNED).status_code == 303
    (offer,), (hire,) = offers(session), hires(session)
    assert (offer.firm, offer.decision) == (True, Decision.ACCEPTED)
    assert offer.decided_on == date(2026, 4, 20)
    assert (hire.trainee_id, hire.enterprise_id) == (placement.trainee_id, placement.enterprise_id)
    assert (hire.contract, hire.starts_on) == (Contract.FIXED_TERM, date(2026, 6, 1))
    assert (hire.evidence, hire.contested) == (Evidence.CONFIRMED, False)


def test_a_contract_signed_later_accepts_the_offer_made_before(
    app: Flask, session: Session, placement: Placement, address: str, clock: time_machine.Traveller
) -> None:
    client = app.test_client()
    client.post(address, data=ANSWER)
    clock.shift(timedelta(days=10))
    second = f"/link/offer/{link(session, placement, OFFER)}"
    assert "Déclarer cette offre" in client.get(second).get_data(as_text=True)
    client.post(second, data=SIGNED)
    assert [one.decision for one in offers(session)] == [Decision.PENDING, Decision.ACCEPTED]
    assert len(hires(session)) == 1


@pytest.mark.parametrize("missing", [{"contract": "unstated"}, {"starts_on": ""}])
def test_a_signed_contract_says_which_and_from_when(
    app: Flask, session: Session, address: str, missing: dict[str, str]
) -> None:
    assert app.test_client().post(address, data={**SIGNED, **missing}).status_code == 422
    assert (offers(session), hires(session)) == ([], [])
