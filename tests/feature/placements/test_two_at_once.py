"""Two taps at once: one answer, one validation, one offer, whichever database."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts.rules import LinkPurpose
from school.core.audit import AuditEntry
from school.hiring.models import Offer
from school.placements.agreements import link_operations, signing
from school.placements.agreements.rules import (
    AgreementKind,
    AgreementStatus,
    Channel,
    Party,
    to_confirm,
)
from school.placements.agreements.signing import Signature
from school.placements.models import Placement
from school.placements.operations_logbook import seen_mark
from school.placements.rules import PlacementStatus
from tests.factories.agreements import make_sent
from tests.factories.records import make_logbook_day
from tests.support.people import People
from tests.support.placements import TODAY, link, mails, own_placement, reread

TAPS = 4
MONDAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    people.account("director")
    return own_placement(people, session)


def at_once(app: Flask, tap: Callable[[Flask], int]) -> list[int]:
    """Do the same from several browsers at the same moment and give the answers."""
    ready = Barrier(TAPS)

    def wait_and_tap(_: int) -> int:
        ready.wait(timeout=30)
        return tap(app)

    with ThreadPoolExecutor(TAPS) as pool:
        return list(pool.map(wait_and_tap, range(TAPS)))


def count(session: Session, action: str) -> int:
    session.rollback()
    query = select(func.count()).where(AuditEntry.action == action)
    return session.scalar(query.select_from(AuditEntry)) or 0


def test_a_placement_is_confirmed_once(app: Flask, session: Session, placement: Placement) -> None:
    placement.status = PlacementStatus.PROPOSED
    address = f"/link/placement/{link(session, placement, LinkPurpose.CONFIRM_PLACEMENT)}"
    answers = at_once(app, lambda app: app.test_client().post(address).status_code)
    assert set(answers) == {303}
    assert reread(session, placement).status is PlacementStatus.CONFIRMED
    assert count(session, "placement.confirmed") == 1
    assert len(mails(session)) == 1


def test_a_yes_and_a_no_at_once_leave_one_answer(
    app: Flask, people: People, session: Session, placement: Placement
) -> None:
    placement.status = PlacementStatus.PROPOSED
    address = f"/link/placement/{link(session, placement, LinkPurpose.CONFIRM_PLACEMENT)}"
    tutor = people.client("enterprise")
    turns = iter(range(TAPS))

    def tap(app: Flask) -> int:
        if next(turns) % 2:
            decline = {"reason": "dates"}
            return app.test_client().post(f"{address}/decline", data=decline).status_code
        step = {"target": "confirmed"}
        return tutor.post(f"/placements/{placement.reference}/move", data=step).status_code

    assert set(at_once(app, tap)) <= {303, 422}
    status = reread(session, placement).status
    assert status in {PlacementStatus.CONFIRMED, PlacementStatus.DECLINED}
    assert (placement.confirmed_on is None) == (status is PlacementStatus.DECLINED)
    assert count(session, "placement.confirmed") + count(session, "placement.declined") == 1


def test_a_week_is_validated_once(app: Flask, session: Session, placement: Placement) -> None:
    day = make_logbook_day(session, placement, date=MONDAY)
    token = link(session, placement, LinkPurpose.VALIDATE_WEEK, week=MONDAY)
    seen = {"seen": seen_mark([day])}
    answers = at_once(
        app, lambda app: app.test_client().post(f"/link/week/{token}", data=seen).status_code
    )
    assert set(answers) == {303}
    assert count(session, "logbook.validate") == 1


def test_an_offer_is_declared_once(app: Flask, session: Session, placement: Placement) -> None:
    token = link(session, placement, LinkPurpose.DECLARE_OFFER)
    offer = {"firm": "yes", "contract": "fixed_term"}
    answers = at_once(
        app, lambda app: app.test_client().post(f"/link/offer/{token}", data=offer).status_code
    )
    assert set(answers) == {303}
    session.rollback()
    assert len(session.scalars(select(Offer)).all()) == 1
    assert len(mails(session)) == 1


def test_two_people_sign_an_agreement_at_once_and_each_is_heard_once(
    app: Flask, session: Session, placement: Placement
) -> None:
    version = make_sent(session, placement)
    tutor = frozenset(to_confirm(AgreementKind.INITIAL, Party.TUTOR))
    signing.act(session, "Tuteur", version, Signature(Party.TUTOR, Channel.ACCOUNT, tutor))
    signers = (Party.REPRESENTATIVE, Party.APPRENTICE)
    names = {row.party: row.name for row in version.parties}
    links = {party: link_operations.issue(session, version, party) for party in signers}
    session.commit()
    turns = iter(signers * (TAPS // 2))

    def sign(app: Flask) -> int:
        party = next(turns)
        sections = [one.value for one in to_confirm(AgreementKind.INITIAL, party)]
        said = {"answer": "sign", "name": names[party], "sections": sections}
        return app.test_client().post(f"/link/agreement/{links[party]}", data=said).status_code

    assert set(at_once(app, sign)) <= {200, 303}, "a second tap reads that it is signed"
    session.rollback()
    session.expire_all()
    assert version.status is AgreementStatus.IN_REVIEW
    assert {row.party for row in version.parties if row.signed_at} == set(signers)
    for party in signers:
        confirmed = [one.section for one in version.confirmations if one.party is party]
        assert sorted(confirmed) == sorted(to_confirm(AgreementKind.INITIAL, party))
        assert count(session, f"agreement.{party.value}") == 1
