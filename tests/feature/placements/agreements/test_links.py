"""Links of agreements: one that was replaced, and those that reminders carry."""

import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from school.core.clock import now
from school.placements.agreements import link_operations
from school.placements.agreements.notices import send_link
from school.placements.agreements.rules import (
    AgreementStatus,
    Party,
)
from school.placements.models import Placement
from tests.factories.agreements import make_sent
from tests.support.agreements import (
    newest,
)
from tests.support.people import People
from tests.support.placements import mails


def test_a_link_whose_version_was_replaced_says_so_and_sends_the_newest_to_its_owner(
    app: Flask, people: People, session: Session, placement: Placement
) -> None:
    version = make_sent(session, placement)
    token = link_operations.issue(session, version, Party.REPRESENTATIVE)
    session.commit()
    old = f"/link/agreement/{token}"
    browser, director = app.test_client(), people.client("director")
    for _ in range(2):
        assert browser.get(old).status_code == 200
    assert newest(session).status is AgreementStatus.READY_TO_SIGN
    correction = {"answer": "correct", "remark": "Le lieu est faux"}
    browser.post(old, data=correction)
    assert newest(session).status is AgreementStatus.TO_CORRECT
    reason = {"action": "revise", "reason": "Lieu corrigé"}
    director.post(f"/agreements/{version.reference}/close", data=reason)
    draft = newest(session)
    assert (draft.number, draft.status) == (2, AgreementStatus.DRAFT)
    director.post(f"/agreements/{draft.reference}/send")
    before = len(mails(session))
    gone = browser.get(old)
    assert gone.status_code == 410
    assert "a été remplacée" in gone.text
    nothing = browser.post(old, data={"answer": "sign", "name": "Reine Dossou"})
    assert nothing.status_code == 303
    assert newest(session).status is AgreementStatus.READY_TO_SIGN
    assert browser.post(f"{old}/again").status_code == 303
    assert len(mails(session)) == before, "one left a moment ago"
    with time_machine.travel("2026-03-12 09:00+00:00", tick=False):
        browser.post(f"{old}/again")
        assert [mail.recipient for mail in mails(session)[before:]] == [
            version.representative_email
        ]
        again = {"address": "personne@example.test"}
        assert browser.post("/link/agreements/again", data=again).status_code == 303
        assert len(mails(session)) == before + 1


def test_reminders_carry_the_link_and_stop_when_the_answer_comes(
    app: Flask, session: Session, placement: Placement, clock: time_machine.Traveller
) -> None:
    version = make_sent(session, placement)
    session.commit()
    due = link_operations.remind(session, version.status_since)
    assert list(due) == []
    made = link_operations.remind(session, now())
    assert {one.row.party for one in made} == {
        Party.TUTOR,
        Party.REPRESENTATIVE,
        Party.APPRENTICE,
    }
    assert list(link_operations.remind(session, now())) == []
    session.commit()
    secret = next(one.secret for one in made if one.row.party is Party.TUTOR)
    tutor = placement.tutor
    assert tutor is not None
    answer = {"answer": "sign", "name": tutor.name, "sections": ["duties"]}
    app.test_client().post(f"/link/agreement/{secret}", data=answer)
    clock.move_to("2026-03-20 09:00+00:00")
    session.rollback()
    session.expire_all()
    again = link_operations.remind(session, now())
    assert {one.row.party for one in again} == {Party.REPRESENTATIVE, Party.APPRENTICE}


def test_whoever_lost_the_message_finds_the_way_to_another(
    app: Flask, session: Session, placement: Placement
) -> None:
    way = "/link/agreements/again"
    browser = app.test_client()
    assert way in browser.get("/sign-in").text
    lost = browser.get("/link/agreement/half-a-link")
    assert lost.status_code == 404
    assert way in lost.text
    assert way not in browser.get("/nowhere").text
    version = make_sent(session, placement)
    row = next(one for one in version.parties if one.party is Party.REPRESENTATIVE)
    with app.test_request_context():
        send_link(session, version, row, "secret")
        session.commit()
    assert way in mails(session)[-1].body
