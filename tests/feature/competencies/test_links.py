"""A tutor says by link what an apprentice can do: once, without account."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.competencies.models import CompetencyRecord
from school.competencies.rules import Cited, EvidenceKind, Level, Voice
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories.records import make_logbook_day
from tests.support.people import People
from tests.support.placements import link, mails, placed

PURPOSE = LinkPurpose.RATE_COMPETENCIES
ANSWER = {"level-F0-F0.4": "2", "level-F0-F0.1": "not_seen", "comment": "Soigneux."}


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
    return f"/link/competencies/{link(session, placement, PURPOSE)}"


def records(session: Session) -> list[CompetencyRecord]:
    session.rollback()
    return list(session.scalars(select(CompetencyRecord).order_by(CompetencyRecord.competency)))


def test_a_tutor_answers_in_one_light_page(
    app: Flask, session: Session, placement: Placement, address: str
) -> None:
    client = app.test_client()
    response = client.get(address)
    assert len(response.data) <= 30_000
    text = response.get_data(as_text=True)
    assert "<script" not in text
    assert 'rel="stylesheet"' not in text
    page = client.post(address, data=ANSWER, follow_redirects=True).get_data(as_text=True)
    assert "Merci, votre avis sur" in page
    safety, splice = records(session)
    assert (safety.level, splice.level) == (Level.NOT_SEEN, Level.ACQUIRED)
    assert splice.trainee_id == placement.trainee_id
    assert splice.voice is Voice.TUTOR
    assert placement.tutor is not None
    assert splice.author == placement.tutor.name
    assert splice.comment == "Soigneux."


def test_a_tutor_cites_the_weeks_validated_in_the_own_placement(
    app: Flask, session: Session, people: People, placement: Placement, address: str
) -> None:
    other = placed(people, session, status=PlacementStatus.LIVE)
    for where, day, validated in (
        (placement, date(2026, 3, 10), date(2026, 3, 16)),
        (placement, date(2026, 3, 12), date(2026, 3, 16)),
        (placement, date(2026, 3, 17), date(2026, 3, 23)),
        (placement, date(2026, 3, 18), None),
        (other, date(2026, 3, 10), date(2026, 3, 16)),
    ):
        make_logbook_day(session, where, date=day, validated_on=validated)
    session.commit()
    client = app.test_client()
    offered = re.findall(r'name="evidence" value="([^"]+)"', client.get(address).text)
    assert offered == [f"week:{placement.reference}/2026-03-09"]
    for foreign in (f"{placement.reference}/2026-03-16", f"{other.reference}/2026-03-09", "x"):
        wrong = client.post(address, data={**ANSWER, "evidence": f"week:{foreign}"})
        assert wrong.status_code == 422
        assert "level-F0-F0.4" in wrong.text
    client.post(address, data={**ANSWER, "evidence": offered})
    safety, splice = records(session)
    assert safety.evidence == []
    assert [one.cited for one in splice.evidence] == [
        Cited(EvidenceKind.WEEK, f"{placement.reference}/2026-03-09", date(2026, 3, 12))
    ]


def test_an_answer_sent_twice_counts_once(app: Flask, session: Session, address: str) -> None:
    client = app.test_client()
    client.post(address, data=ANSWER)
    client.post(address, data={"level-F0-F0.4": "0"})
    assert [one.level for one in records(session)] == [Level.NOT_SEEN, Level.ACQUIRED]


@pytest.mark.parametrize(
    "typed", [{}, {"level-F0-F0.4": "9"}, {"level-F0-F0.4": "\x00"}, {"comment": "x" * 1001}]
)
def test_what_cannot_be_is_said_on_the_page(
    app: Flask, session: Session, address: str, typed: dict[str, str]
) -> None:
    response = app.test_client().post(address, data=typed)
    assert response.status_code == 422
    assert records(session) == []
    assert app.test_client().get(address).status_code == 200


def test_a_dead_link_can_be_renewed_by_its_recipient(
    app: Flask,
    session: Session,
    address: str,
    placement: Placement,
    clock: time_machine.Traveller,
) -> None:
    clock.shift(LINK_LIFETIMES[PURPOSE])
    client = app.test_client()
    page = client.get(address)
    assert page.status_code == 410
    assert "Recevoir un nouveau lien" in page.get_data(as_text=True)
    client.post(address, data=ANSWER)
    assert records(session) == []
    client.post(f"{address}/renew")
    (mail,) = mails(session)
    assert placement.tutor is not None
    assert mail.recipient == placement.tutor.email
    found = re.search(r"/link/competencies/[\w-]+", mail.body)
    assert found is not None
    assert client.get(found[0]).status_code == 200


@pytest.mark.parametrize("other", ["VALIDATE_WEEK", "DECLARE_OFFER", "CONFIRM_PLACEMENT"])
def test_another_link_opens_nothing_here(
    app: Flask, session: Session, placement: Placement, other: str
) -> None:
    token = link(session, placement, LinkPurpose[other])
    client = app.test_client()
    assert client.get(f"/link/competencies/{token}").status_code == 404
    assert client.post(f"/link/competencies/{token}", data=ANSWER).status_code == 404
    assert client.post(f"/link/competencies/{token}/renew").status_code == 404
    assert records(session) == []
