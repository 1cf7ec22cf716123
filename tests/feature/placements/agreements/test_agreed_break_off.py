"""A break-off that all agree on: an amendment signed by each ends the placement, the one way."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from school.placements.agreements import operations, signing
from school.placements.agreements.duty_queries import duties_of
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import AgreementKind, AgreementStatus, Party, Section
from school.placements.ends import queries as end_queries
from school.placements.ends.rules import Decider, EndOutcome, EndState, NextStep
from school.placements.models import Placement
from school.placements.rules import EndReason, PlacementStatus
from tests.factories.agreements import make_in_force
from tests.support.agreements import links, newest
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.placements import reread

LAST_DAY = date(2026, 3, 20)


@pytest.fixture
def placement(placement: Placement, session: Session) -> Placement:
    make_in_force(session, placement)
    session.commit()
    return placement


def _propose(director: CheckingClient, session: Session, placement: Placement) -> AgreementVersion:
    page = f"/placements/{placement.reference}/agreement/new"
    asked = {
        "kind": "break_off",
        "justification": "Le chantier s’arrête",
        "break_off_on": LAST_DAY.isoformat(),
        "break_off_detail": "Sans harnais",
    }
    director.post(page, data={**asked, "break_off_cause": "working_conditions"})
    version = newest(session)
    assert (version.number, version.kind) == (2, AgreementKind.BREAK_OFF)
    director.post(f"/agreements/{version.reference}/send")
    return newest(session)


def _sign_each(
    app: Flask, apprentice: CheckingClient, session: Session, version: AgreementVersion
) -> None:
    sent = links(session)
    waited_for = operations.progress_of(version).waited_for()
    assert waited_for == [Party.REPRESENTATIVE, Party.APPRENTICE]
    row = signing.party_row(version, Party.REPRESENTATIVE)
    said = {"answer": "sign", "name": row.name, "sections": [Section.BREAK_OFF.value]}
    assert app.test_client().post(sent[row.email or ""], data=said).status_code == 303
    own = {"answer": "sign", "sections": [Section.BREAK_OFF.value]}
    apprentice.post(f"/agreements/{version.reference}/sign", data=own)


def test_a_break_off_that_each_signed_ends_the_placement_as_the_schools_own_page_would(
    app: Flask, people: People, session: Session, placement: Placement
) -> None:
    director, apprentice = people.client("director"), people.client("apprentice")
    version = _propose(director, session, placement)
    assert version.status is AgreementStatus.READY_TO_SIGN
    _sign_each(app, apprentice, session, version)
    version = newest(session)
    assert version.status is AgreementStatus.IN_REVIEW
    assert reread(session, placement).status is PlacementStatus.LIVE
    assert end_queries.newest(session, placement) is None
    for _ in range(2):
        director.post(f"/agreements/{version.reference}/validate")
    assert newest(session).status is AgreementStatus.VALIDATED
    placement = reread(session, placement)
    assert (placement.status, placement.ended_on) == (PlacementStatus.BROKEN_OFF, LAST_DAY)
    assert placement.end_reason == "working_conditions: Sans harnais"
    (end,) = end_queries.history_of(session, placement)
    assert (end.outcome, end.state, end.last_day) == (
        EndOutcome.BROKEN_OFF,
        EndState.DECLARED,
        LAST_DAY,
    )
    assert (end.cause, end.detail) == (EndReason.WORKING_CONDITIONS, "Sans harnais")
    assert (end.decided_by, end.next_step) == (Decider.TOGETHER, NextStep.RE_PLACEMENT)
    assert duties_of(session, placement.id, date(2026, 3, 12))
    shown = apprentice.get(f"/placements/{placement.reference}/end")
    assert "Contester cette fin" in shown.text


def test_what_has_not_begun_and_what_is_over_by_then_are_not_broken_off(
    people: People, session: Session, placement: Placement
) -> None:
    director, page = people.client("director"), f"/placements/{placement.reference}/agreement"
    asked = {
        "justification": "Le chantier s’arrête",
        "break_off_on": "2200-12-31",
        "break_off_cause": "working_conditions",
    }
    late = director.post(f"{page}/new?kind=break_off", data=asked)
    assert late.status_code == 422
    assert "sans être rompu" in late.text
    assert "kind=break_off" in director.get(page).text
    placement.status = PlacementStatus.CONFIRMED
    session.commit()
    early = director.post(f"{page}/new?kind=break_off", data={**asked, "break_off_on": LAST_DAY})
    assert early.status_code == 422
    assert "annulez-le" in early.text
    assert "kind=break_off" not in director.get(page).text
    assert newest(session).number == 1
