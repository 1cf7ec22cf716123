"""An agreement from draft to amendment: three signatures on three channels, and bad links."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.clock import now
from school.core.errors import DomainError
from school.placements.agreements import link_operations, operations, signing
from school.placements.agreements.duty_queries import duties_of
from school.placements.agreements.models import AgreementScan, AgreementVersion
from school.placements.agreements.queries import trainer_of
from school.placements.agreements.rules import (
    TRANSITIONS,
    Action,
    AgreementKind,
    AgreementStatus,
    Channel,
    Party,
    Section,
    may_act,
    to_confirm,
)
from school.placements.agreements.signing import Signature
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories.agreements import make_draft, make_in_force, make_in_review, make_sent
from tests.factories.records import make_enrolment, make_tutor
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.placements import TODAY, mails, own_placement, reread
from tests.support.statements import count_statements

LINK = re.compile(r"http://localhost(/link/agreement/\S+)")
DAY = date(2026, 3, 11)
LIGHT = 30_000


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TODAY + "+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    people.account("director")
    found = own_placement(people, session, status=PlacementStatus.LIVE)
    tutor = found.tutor
    assert tutor is not None
    tutor.enterprise_id = found.enterprise_id
    session.commit()
    return found


def newest(session: Session) -> AgreementVersion:
    session.rollback()
    session.expire_all()
    query = select(AgreementVersion).order_by(AgreementVersion.number.desc())
    return session.scalars(query).first() or pytest.fail("no version")


def links(session: Session) -> dict[str, str]:
    """Give the last link that each address was sent."""
    found = {}
    for mail in mails(session):
        if match := LINK.search(mail.body):
            found[mail.recipient] = match[1]
    return found


def ticks(kind: AgreementKind, party: Party) -> list[str]:
    return [section.value for section in to_confirm(kind, party)]


def written(placement: Placement, **values: object) -> dict[str, object]:
    return {
        "starts_on": "2026-03-02",
        "ends_on": "2026-04-24",
        "weekly_hours": "35",
        "schedule": "Du lundi au vendredi",
        "place": "Cotonou",
        "protection": "Casque",
        "tutor": str(placement.tutor_id),
        "representative_name": "Reine Dossou",
        "representative_email": "gerante@example.test",
        "emergency_name": "Léa",
        "emergency_phone": "0197000001",
        "duty_0": "Tirer un câble",
        "duty_1": "Souder une fibre",
        **values,
    }


def picture() -> BytesIO:
    stream = BytesIO()
    Image.new("RGB", (60, 40), "white").save(stream, "JPEG")
    stream.seek(0)
    return stream


def test_three_parties_sign_on_three_channels_and_the_duties_are_in_force(
    app: Flask, people: People, session: Session, placement: Placement
) -> None:
    director, trainer = people.client("director"), people.staff("trainer")
    page = f"/placements/{placement.reference}/agreement"
    data = written(placement, trainer=str(trainer.id))
    saved = director.post(f"{page}/new", data=data, follow_redirects=True)
    assert "Le brouillon est gardé" in saved.text
    version = newest(session)
    address = f"/agreements/{version.reference}"
    assert people.client("apprentice").get(page).text.count("Aucune convention") >= 1
    director.post(f"{address}/send")
    assert newest(session).status is AgreementStatus.READY_TO_SIGN
    sent = links(session)
    tutor = placement.tutor
    assert tutor is not None
    assert {"gerante@example.test", tutor.email} <= set(sent)

    link = sent["gerante@example.test"]
    _sign_by_link(app.test_client(), session, link, tutor.name)
    _sign_on_paper_and_signed_in(people, session, version)
    assert duties_of(session, placement.id, DAY) == []

    director.post(f"{address}/validate")
    version = newest(session)
    assert version.status is AgreementStatus.VALIDATED
    duties = duties_of(session, placement.id, DAY)
    assert [one.wording for one in duties] == ["Tirer un câble", "Souder une fibre"]
    assert trainer_of(session, [placement.id], DAY) == {placement.id: trainer.id}
    assert director.get(f"{address}/agreement.pdf").data.startswith(b"%PDF")
    browser = app.test_client()
    assert "est signée par tous" in browser.get(link).text
    assert browser.get(f"{link}/agreement.pdf").data.startswith(b"%PDF")


def _sign_by_link(browser: FlaskClient, session: Session, link: str, another: str) -> None:
    shown = browser.get(link)
    assert shown.status_code == 200
    assert len(shown.data) <= LIGHT
    assert "<script" not in shown.text
    signing_by_link = {
        "sections": ticks(AgreementKind.INITIAL, Party.REPRESENTATIVE),
        "answer": "sign",
    }
    someone = browser.post(link, data={**signing_by_link, "name": another})
    assert someone.status_code == 422
    assert "Personne ne signe pour quelqu’un d’autre" in someone.text
    partial = {"sections": ["period"], "answer": "sign", "name": "Reine Dossou"}
    assert browser.post(link, data=partial).status_code == 422
    assert newest(session).status is AgreementStatus.READY_TO_SIGN
    browser.post(link, data={**signing_by_link, "name": "dossou reine"})
    assert newest(session).status is AgreementStatus.PARTIALLY_SIGNED


def _sign_on_paper_and_signed_in(
    people: People, session: Session, version: AgreementVersion
) -> None:
    session.rollback()
    director, signed_in = people.client("director"), people.client("apprentice")
    address = f"/agreements/{version.reference}"
    page = f"/placements/{version.placement.reference}/agreement"
    scan = {"party": "tutor", "scan": (picture(), "p.jpg")}
    director.post(f"{address}/paper", data=scan)
    assert "Relire et signer" in signed_in.get(page).text
    own = {"sections": ticks(AgreementKind.INITIAL, Party.APPRENTICE), "answer": "sign"}
    signed_in.post(f"{address}/sign", data=own)
    version = newest(session)
    assert version.status is AgreementStatus.IN_REVIEW
    rows = {row.party: row for row in version.parties}
    assert rows[Party.REPRESENTATIVE].channel is Channel.LINK
    assert rows[Party.APPRENTICE].channel is Channel.ACCOUNT
    assert rows[Party.TUTOR].signed_at is None
    assert rows[Party.TUTOR].recorded_by == people.account("director").name
    assert session.scalars(select(AgreementScan.party)).all() == [Party.TUTOR]
    assert director.get(f"{address}/scan?party=tutor").mimetype == "image/jpeg"


def test_an_amendment_resets_the_sections_it_changes_alone(
    app: Flask, people: People, session: Session, placement: Placement
) -> None:
    make_in_force(session, placement)
    session.commit()
    director = people.client("director")
    page = f"/placements/{placement.reference}/agreement"
    change = {"kind": "place", "place": "Parakou", "protection": "Casque, gants, chaussures"}
    keep = {"representative_name": "Reine Dossou", "representative_job": "Gérante"}
    address = newest(session).representative_email
    refused = director.post(f"{page}/new?kind=place", data={**change, **keep})
    assert "Ce champ est obligatoire" in refused.text or refused.status_code == 422
    data = {**change, **keep, "representative_email": address, "justification": "Chantier fini"}
    director.post(f"{page}/new?kind=place", data=data)
    version = newest(session)
    assert (version.number, version.kind) == (2, AgreementKind.PLACE)
    director.post(f"/agreements/{version.reference}/send")
    version = newest(session)
    left = operations.progress_of(version)
    assert left.left(Party.TUTOR) == []
    assert left.left(Party.REPRESENTATIVE) == [Section.PLACE]
    assert left.left(Party.APPRENTICE) == [Section.PLACE]
    assert left.waited_for() == [Party.REPRESENTATIVE, Party.APPRENTICE]
    shown = app.test_client().get(links(session)[address or ""])
    assert "déjà relu" in shown.text
    assert "Parakou" in shown.text
    assert "Changé" in director.get(page).text


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


def test_every_action_of_every_party_in_every_state_is_what_the_table_says(
    session: Session, placement: Placement
) -> None:
    for status in AgreementStatus:
        for action in (Action.SIGN, Action.ASK_CORRECTION, Action.REJECT, Action.VALIDATE):
            for party in Party:
                _try(session, placement, status, action, party)


def _try(
    session: Session,
    placement: Placement,
    status: AgreementStatus,
    action: Action,
    party: Party,
) -> None:
    make = make_in_review if action is Action.VALIDATE else make_sent
    version = make(session, placement, status=status, in_force_on=DAY)
    session.flush()
    try:
        _do(session, version, action, party)
    except DomainError:
        done = False
    else:
        done = True
    asked = Action.CONFIRM if action is Action.SIGN and party is Party.TUTOR else action
    assert done is may_act(status, asked, party), (status, action, party)
    if done and TRANSITIONS[asked].target is not None:
        assert version.status is TRANSITIONS[asked].target
    session.rollback()


def _do(session: Session, version: AgreementVersion, action: Action, party: Party) -> None:
    if action is Action.VALIDATE:
        operations.check_action(version, action, party)
        signing.validate(session, "A", version)
    elif action is Action.ASK_CORRECTION:
        signing.ask_correction(session, "A", version, party, "Le lieu")
    elif action is Action.REJECT:
        operations.close(session, "A", version, action, party, "Non")
    else:
        sections = frozenset(to_confirm(version.kind, party))
        name = signing.party_row(version, party).name
        signing.act(session, "A", version, Signature(party, Channel.LINK, sections, name))


def test_a_new_tutor_takes_over_the_thread_and_the_former_links_stop(
    people: People, session: Session, placement: Placement
) -> None:
    first = make_in_force(session, placement)
    tutor = make_tutor(session, placement.enterprise)
    version = make_in_review(
        session,
        placement,
        number=2,
        kind=AgreementKind.TUTOR,
        tutor_id=tutor.id,
        renewed_from=first.number,
    )
    session.commit()
    people.client("director").post(f"/agreements/{version.reference}/validate")
    assert reread(session, placement).tutor_id == tutor.id
    assert newest(session).status is AgreementStatus.VALIDATED


def test_the_tutors_address_does_not_stand_for_who_signs(
    people: People, session: Session, placement: Placement
) -> None:
    tutor = placement.tutor
    assert tutor is not None
    tutor.email = "tuteur@example.test"
    session.commit()
    page = f"/placements/{placement.reference}/agreement/new"
    director = people.client("director")
    data = written(placement, representative_email="tuteur@example.test")
    refused = director.post(page, data=data)
    assert refused.status_code == 422
    assert "ne signe pas pour l’entreprise" in refused.text
    same = written(placement, representative_name=tutor.name, representative_email=tutor.email)
    asked = director.post(page, data=same)
    assert "pouvoir de signer" in asked.text
    outside = director.post(page, data=written(placement, ends_on="2027-01-01"))
    assert "sortent de celles de la promotion" in outside.text


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
        assert "Signer la convention" in page, who
        assert ("Vous" in page) is (who != "director")
        with count_statements(app) as counted:
            client.get("/")
        assert counted.count <= 8, who
    row = next(one for one in version.parties if one.party is Party.APPRENTICE)
    row.signed_at, row.signed_as, row.channel = version.sent_at, row.name, Channel.LINK
    session.commit()
    assert "Signer la convention" not in clients["apprentice"].get("/").text
    assert "Signer la convention" in clients["enterprise"].get("/").text
    version.status, version.sent_at = AgreementStatus.DRAFT, None
    session.commit()
    assert "la convention" not in clients["enterprise"].get("/").text
    assert "Envoyer la convention" in clients["director"].get("/").text
