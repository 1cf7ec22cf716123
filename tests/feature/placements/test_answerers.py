"""A link handed on: whoever answers says their name, and the school reads it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.accounts.rules import LinkPurpose
from school.core.audit import AuditEntry
from school.placements.evaluations.models import Evaluation
from school.placements.models import LogbookDay
from school.placements.operations_logbook import seen_mark
from school.placements.proposals import link_operations
from school.placements.proposals.rules import ProposalState
from school.placements.rules import PlacementStatus
from tests.factories.posts import make_post, make_proposal
from tests.factories.records import make_cohort, make_enrolment, make_enterprise, make_trainee
from tests.feature.placements.test_evaluations import GOOD
from tests.support.people import People
from tests.support.placements import TODAY, link, mails, own_placement, placed, reread

OTHER = "Afi Dossou"
MONDAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


def actors(session: Session, action: str) -> list[str]:
    session.rollback()
    return list(session.scalars(select(AuditEntry.actor).where(AuditEntry.action == action)))


def test_who_confirms_for_the_tutor_is_named_to_the_school(
    app: Flask, session: Session, people: People
) -> None:
    people.account("director")
    placement = placed(people, session)
    assert placement.tutor is not None
    tutor = placement.tutor.name
    address = f"/link/placement/{link(session, placement, LinkPurpose.CONFIRM_PLACEMENT)}"
    client = app.test_client()
    assert f'value="{tutor}"' in client.get(address).text
    for path in ("", "/decline"):
        blank = client.post(address + path, data={"answered_by": " ", "reason": "no_room"})
        assert blank.status_code == 422
        assert "Dites qui répond" in blank.text
    assert reread(session, placement).status is PlacementStatus.PROPOSED
    done = client.post(address, data={"answered_by": OTHER}, follow_redirects=True)
    assert f"Réponse de {OTHER}." in done.text
    assert actors(session, "placement.confirmed") == [f"{OTHER} (link of {tutor})"]
    said = f"{OTHER} a répondu par le lien envoyé à {tutor}."
    assert said in mails(session)[-1].body
    director = people.client("director")
    assert said in director.get(f"/placements/{placement.reference}").text


def test_who_refuses_a_proposal_for_the_tutor_is_named(
    app: Flask, session: Session, people: People
) -> None:
    people.account("director")
    cohort = make_cohort(session, people.school)
    enrolment = make_enrolment(session, cohort, make_trainee(session))
    proposal = make_proposal(session, make_post(session, people.school), enrolment)
    token = link_operations.issue(session, proposal)
    session.commit()
    address = f"/link/proposal/{token}"
    client = app.test_client()
    kept = client.post(
        address, data={"answered_by": "", "target": "refused", "reason": "no_room", "detail": "Non"}
    )
    assert kept.status_code == 422
    assert "Non" in kept.text
    later = {"answered_by": OTHER, "target": "processing", "reason": "no_room", "until": "x"}
    assert client.post(address, data=later).status_code == 422, "a day that is none is shown"
    client.post(address, data={**later, "until": "", "detail": "pas encore"})
    session.rollback()
    session.refresh(proposal)
    assert (proposal.state, proposal.reason, proposal.detail) == (
        ProposalState.PROCESSING,
        None,
        None,
    ), "what stands in the boxes of another answer is not said"
    shown = people.client("director").get(f"/proposals/{proposal.reference}").text
    assert f"{OTHER} a répondu par le lien envoyé à" in shown
    assert OTHER in mails(session)[-1].body


def test_who_validates_a_week_and_who_evaluates_is_kept(
    app: Flask, session: Session, people: People
) -> None:
    people.account("director")
    placement = own_placement(people, session)
    day = LogbookDay(placement_id=placement.id, date=MONDAY, hours=Decimal(7))
    session.add(day)
    session.commit()
    seen = seen_mark([day])
    week = f"/link/week/{link(session, placement, LinkPurpose.VALIDATE_WEEK, week=MONDAY)}"
    client = app.test_client()
    assert client.post(week, data={"seen": seen, "answered_by": ""}).status_code == 422
    assert "Réponse de" not in client.get(week).text
    done = client.post(week, data={"seen": seen, "answered_by": OTHER}, follow_redirects=True)
    assert f"Réponse de {OTHER}." in done.text
    director = people.client("director")
    page = director.get(f"/placements/{placement.reference}/logbook?week={MONDAY}")
    assert f"{OTHER} a répondu" in page.text
    asked = f"/link/evaluation/{link(session, placement, LinkPurpose.EVALUATE_PLACEMENT)}"
    assert client.post(asked, data={**GOOD, "answered_by": ""}).status_code == 422
    client.post(asked, data={**GOOD, "answered_by": OTHER})
    session.rollback()
    assert session.scalars(select(Evaluation.author)).all() == [OTHER]
    assert f"Réponse de {OTHER}" in client.get(asked).text


def test_an_enterprise_without_a_tutor_is_nobody(
    app: Flask, session: Session, people: People
) -> None:
    placement = placed(
        people, session, tutor=None, enterprise=make_enterprise(session, people.school)
    )
    address = f"/link/placement/{link(session, placement, LinkPurpose.CONFIRM_PLACEMENT)}"
    page = app.test_client().get(address).text
    assert f'value="{placement.enterprise.name}"' not in page
    app.test_client().post(address)
    session.rollback()
    assert session.scalars(select(SignedLink.answered_by)).all() == [None]
