"""An agreement signed by three parties on three channels, each for themselves."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.errors import NotAllowed
from school.placements.agreements import link_operations, signing
from school.placements.agreements.duty_queries import duties_of
from school.placements.agreements.models import AgreementScan, AgreementVersion
from school.placements.agreements.queries import trainer_of
from school.placements.agreements.rules import (
    AgreementKind,
    AgreementStatus,
    Channel,
    Party,
    to_confirm,
)
from school.placements.agreements.signing import Signature
from school.placements.models import Placement
from school.practicals.photo_rules import Picture
from tests.factories.agreements import make_sent
from tests.factories.partners import make_representative
from tests.support.agreements import (
    DAY,
    links,
    newest,
    picture,
    ticks,
    written,
)
from tests.support.people import People

LIGHT = 30_000


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
    for few in (["period"], [""], ["", "x"]):
        partial = {"sections": few, "answer": "sign", "name": "Reine Dossou"}
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


def test_who_represents_the_enterprise_no_more_does_not_sign_for_it(
    app: Flask, session: Session, placement: Placement
) -> None:
    version = make_sent(session, placement)
    name = version.representative_name or ""
    gone = make_representative(
        session, placement.enterprise, name=name, ends_on=DAY - timedelta(days=400)
    )
    address = f"/link/agreement/{link_operations.issue(session, version, Party.REPRESENTATIVE)}"
    session.commit()
    said = {
        "sections": ticks(AgreementKind.INITIAL, Party.REPRESENTATIVE),
        "answer": "sign",
        "name": name,
    }
    refused = app.test_client().post(address, data=said)
    assert refused.status_code == 422
    assert "ne représente plus l’entreprise" in refused.text
    assert newest(session).status is AgreementStatus.READY_TO_SIGN
    gone.ends_on = None
    session.commit()
    assert app.test_client().post(address, data=said).status_code == 303


def test_a_paper_that_comes_after_another_signature_is_told_and_not_kept(
    people: People, session: Session, placement: Placement
) -> None:
    version = make_sent(session, placement)
    sections = frozenset(to_confirm(AgreementKind.INITIAL, Party.APPRENTICE))
    said = Signature(Party.APPRENTICE, Channel.ACCOUNT, sections)
    assert signing.act(session, "Awa", version, said)
    photo = Picture(picture().read(), 40, 30)
    with pytest.raises(NotAllowed):
        signing.sign_on_paper(session, "Direction", version, Party.APPRENTICE, photo)
    session.commit()
    sent = {"party": "apprentice", "scan": (picture(), "p.jpg")}
    late = people.client("director").post(
        f"/agreements/{version.reference}/paper", data=sent, follow_redirects=True
    )
    assert "ce papier n’est pas gardé" in late.text
    assert session.scalars(select(AgreementScan)).all() == []


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
