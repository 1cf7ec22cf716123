"""Tutor and apprentice evaluate on one screen; a low mark waits for the school; links end."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.hiring.models import Offer
from school.placements.ends.operations import break_off
from school.placements.ends.rules import BreakOff, Decider
from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.operations import PURPOSE
from school.placements.evaluations.rules import EvaluationState, EvaluationVoice, JobAnswer
from school.placements.models import Placement
from school.placements.rules import EndReason, PlacementStatus
from tests.factories.evaluations import make_evaluation
from tests.support.people import People
from tests.support.placements import TODAY, link, mails, own_placement, placed, reread

GOOD = {
    "work": "4", "safety": "5", "presence": "4", "prepared": "4", "again": "yes", "missing": "",
    "job_answer": "no",
}  # fmt: skip
OWN = {"safety": "5", "learnt": "4", "welcome": "1", "prepared": "4", "again": "yes"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TODAY + "+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    people.account("director")
    return own_placement(people, session)


def given(session: Session) -> list[Evaluation]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Evaluation).order_by(Evaluation.id)))


def test_a_tutor_evaluates_once_and_may_print_it_for_ever(
    app: Flask, session: Session, placement: Placement, clock: time_machine.Traveller
) -> None:
    address = f"/link/evaluation/{link(session, placement, PURPOSE)}"
    client = app.test_client()
    page = client.get(address)
    assert len(page.data) <= 30_000
    assert "<script" not in page.text
    assert page.text.count("(facultatif)") == 1, "only the last words may be left out"
    assert client.post(address, data={**GOOD, "work": ""}).status_code == 422
    refused = client.post(address, data={**GOOD, "work": "2"})
    assert refused.status_code == 422
    assert "ce qui n’a pas été" in refused.get_data(as_text=True)
    assert given(session) == []
    low = {**GOOD, "work": "2", "work-why": "Des soudures à refaire", "job_answer": "later"}
    client.post(address, data=low)
    client.post(address, data=GOOD)
    (evaluation,) = given(session)
    assert (evaluation.voice, evaluation.state, evaluation.job_answer) == (
        EvaluationVoice.TUTOR,
        EvaluationState.OPEN,
        JobAnswer.LATER,
    )
    clock.shift(LINK_LIFETIMES[PURPOSE] + timedelta(days=400))
    kept = client.get(address)
    assert kept.status_code == 200
    assert "Des soudures à refaire" in kept.get_data(as_text=True)


def test_a_tutor_who_proposes_a_job_declares_the_offer_next(
    app: Flask, session: Session, placement: Placement
) -> None:
    client = app.test_client()
    address = f"/link/evaluation/{link(session, placement, PURPOSE)}"
    led = client.post(address, data={**GOOD, "job_answer": "yes"})
    assert "/link/offer/" in led.headers["Location"]
    declared = {"firm": "yes", "contract": "open_ended", "offered_on": ""}
    client.post(led.headers["Location"], data=declared)
    session.rollback()
    (offer,) = session.scalars(select(Offer))
    assert (offer.trainee_id, offer.enterprise_id) == (
        placement.trainee_id,
        placement.enterprise_id,
    )


def test_links_end_are_revoked_and_serve_nothing_else(
    app: Flask,
    people: People,
    session: Session,
    placement: Placement,
    clock: time_machine.Traveller,
) -> None:
    client, director = app.test_client(), people.client("director")
    other = link(session, placement, LinkPurpose.DECLARE_OFFER)
    assert client.get(f"/link/evaluation/{other}").status_code == 404
    first = f"/link/evaluation/{link(session, placement, PURPOSE)}"
    ask = f"/placements/{placement.reference}/evaluations/ask"
    director.post(ask, data={"revoke": "1"})
    assert client.get(first).status_code == 410
    client.post(first, data=GOOD)
    director.post(ask, data={"channel": "mail"})
    (mail,) = mails(session)
    second = mail.body[mail.body.index("/link/evaluation/") :].split()[0]
    clock.shift(LINK_LIFETIMES[PURPOSE])
    assert client.get(second).status_code == 410
    client.post(second, data=GOOD)
    client.post(f"{second}/offer")
    assert given(session) == []
    client.post(f"{second}/renew")
    assert len(mails(session)) == 2


def test_both_voices_stand_on_one_screen_and_each_reads_its_own(
    people: People, session: Session, placement: Placement
) -> None:
    make_evaluation(session, placement, state=EvaluationState.PLAIN)
    session.commit()
    apprentice = people.client("apprentice")
    address = f"/placements/{placement.reference}"
    assert apprentice.post(f"{address}/evaluate", data=OWN).status_code == 422
    apprentice.post(f"{address}/evaluate", data={**OWN, "welcome-why": "Seule trois jours."})
    page = f"{address}/evaluations"
    director = people.client("director").get(page).get_data(as_text=True)
    assert "Des soudures à refaire" in director
    assert "Seule trois jours." in director
    own = apprentice.get(page).get_data(as_text=True)
    assert "Seule trois jours." in own
    assert "Des soudures à refaire" not in own
    tutor = people.client("enterprise").get(page).get_data(as_text=True)
    assert "Seule trois jours." not in tutor
    assert people.client("trainer").get(f"{address}/evaluate").status_code == 403
    foreign = placed(people, session, status=PlacementStatus.LIVE)
    assert apprentice.get(f"/placements/{foreign.reference}/evaluate").status_code == 404


def test_a_low_mark_is_taken_up_once(
    people: People, session: Session, placement: Placement
) -> None:
    evaluation = make_evaluation(session, placement)
    session.commit()
    trainer, address = people.client("trainer"), f"/evaluations/{evaluation.reference}/handle"
    assert trainer.get(address).status_code == 200
    version = str(evaluation.version)
    assert trainer.post(address, data={"version": version}).status_code == 422
    done = {"version": version, "note": "Deux séances de soudure prévues."}
    assert trainer.post(address, data=done).status_code == 303
    assert people.client("director").post(address, data=done).status_code == 422
    (handled,) = given(session)
    assert handled.state is EvaluationState.HANDLED
    assert handled.handled_note == "Deux séances de soudure prévues."


def test_a_school_chooses_its_questions(
    app: Flask, people: People, session: Session, placement: Placement
) -> None:
    director, address = people.client("director"), "/schools/EMN/evaluation-questions"
    asked = {"fr": "Quels travaux ?", "kind": "multiple", "voices": ["tutor"]}
    for few in ("Un", "Un; Un", "Un; /; /", "/ ; /"):
        assert director.post(address, data={**asked, "choices_text": few}).status_code == 422
    assert director.post(address, data={**asked, "voices": []}).status_code == 422
    director.post(address, data={**asked, "choices_text": "Tirage / Pulling; Soudure / Splicing"})
    question = "work"
    director.post(f"{address}/{question}/retire")
    page = app.test_client().get(f"/link/evaluation/{link(session, placement, PURPOSE)}")
    text = page.get_data(as_text=True)
    assert "Quels travaux ?" in text
    assert "Soudure" in text
    assert "La qualité du travail fait" not in text
    assert people.client("trainer").get(address).status_code == 403


def test_a_low_mark_and_an_open_sequel_stand_on_the_first_pages_of_the_school(
    people: People,
    session: Session,
    placement: Placement,
) -> None:
    make_evaluation(session, placement, given_on=date(2026, 3, 10))
    break_off(session, placement, BreakOff(EndReason.HEALTH, Decider.SCHOOL), "Florence")
    session.commit()
    director = people.client("director").get("/").get_data(as_text=True)
    for words in ("Note basse à reprendre", "La suite du placement à trouver"):
        assert words in director
    assert "Note basse à reprendre" in people.client("trainer").get("/").get_data(as_text=True)
    for who in ("apprentice", "enterprise"):
        assert "Note basse" not in people.client(who).get("/").get_data(as_text=True)


@pytest.mark.parametrize(
    ("asked", "is_asked"),
    [
        ({"target": "completed", "outcome": "completed"}, True),
        ({"target": "completed", "outcome": "partly", "missed_hours": "7"}, True),
        ({"target": "broken_off", "reason": "health"}, False),
    ],
)
def test_an_end_asks_the_tutor_whether_there_is_a_job(
    people: People, session: Session, placement: Placement, asked: dict[str, str], is_asked: bool
) -> None:
    director, alert = people.client("director"), "Évaluation attendue du tuteur"
    ended = {**asked, "ended_on": "2026-03-10", "decided_by": "school", "next_step": "undecided"}
    answer = director.post(f"/placements/{placement.reference}/move", data=ended)
    assert answer.status_code == 303, answer.text
    sent = [one.body for one in mails(session) if "/link/evaluation/" in one.body]
    assert len(sent) == is_asked
    assert (alert in director.get("/").text) == is_asked
    if not is_asked:
        return
    assert alert in people.client("trainer").get("/").text
    for who in ("apprentice", "enterprise", "foreign_director"):
        assert alert not in people.client(who).get("/placements/alerts").text
    address = sent[0].split("/link/evaluation/")[1].split()[0]
    assert people.app.test_client().post(f"/link/evaluation/{address}", data=GOOD).status_code < 400
    assert alert not in director.get("/").text


def test_a_tutor_who_cannot_be_written_to_or_has_answered(
    people: People, session: Session, placement: Placement
) -> None:
    director, ended = people.client("director"), {"target": "completed", "outcome": "completed"}
    ended["ended_on"] = "2026-03-10"
    assert placement.tutor is not None
    placement.tutor.email = placement.tutor.phone = None
    session.commit()
    address = f"/placements/{placement.reference}"
    page = director.post(f"{address}/move", data=ended, follow_redirects=True).text
    assert "/link/evaluation/" in page, "the text to copy"
    director.post(f"{address}/evaluations/ask", data={"revoke": "1"})
    assert "Évaluation attendue" not in director.get("/").text
    answered = own_placement(people, session)
    make_evaluation(session, answered, job_answer=JobAnswer.NO)
    session.commit()
    page = director.post(
        f"/placements/{answered.reference}/move", data=ended, follow_redirects=True
    ).text
    assert reread(session, answered).status is PlacementStatus.COMPLETED
    assert "/link/evaluation/" not in page
