"""What enterprises are asked directly, without a post: silence, another yes and a hire close it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.rules import LinkPurpose
from school.cohorts.models import Enrolment
from school.core.database import Database
from school.core.errors import NeedsConfirmation, NotAllowed
from school.core.outbox import MailMessage
from school.hiring.proposal_ends import close_overtaken
from school.placements import operations as placement_operations
from school.placements import operations_links
from school.placements.models import Placement
from school.placements.operations import Step
from school.placements.proposals import direct_operations, notices, operations
from school.placements.proposals.operations import ProposalAnswer
from school.placements.proposals.rules import Party as ProposalParty
from school.placements.proposals.rules import ProposalReason, ProposalState
from school.placements.rules import EndReason, Party, PlacementStatus
from tests.factories.posts import make_post, make_proposal
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_enterprise,
    make_hire,
    make_placement,
)
from tests.support.overlapping import overlapping
from tests.support.people import People

DAY = date(2026, 2, 4)
P = PlacementStatus
YES = ProposalAnswer(ProposalState.ACCEPTED)
CONFIRM = Step(PlacementStatus.CONFIRMED)
ENTERPRISE, TUTOR = frozenset({ProposalParty.ENTERPRISE}), frozenset({Party.ENTERPRISE})


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-02-04 09:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def enrolment(people: People, session: Session) -> Enrolment:
    return make_enrolment(session, make_cohort(session, people.school))


def asked(session: Session, enrolment: Enrolment, **values: Any) -> Placement:
    """Let an enterprise be asked directly about somebody, for the spring of 2026."""
    usual = {
        "starts_on": date(2026, 3, 2),
        "ends_on": date(2026, 4, 24),
        "proposed_on": DAY,
        "status": P.PROPOSED,
    }
    return make_placement(session, enrolment, **{**usual, **values})


def closed_for(placement: Placement) -> tuple[PlacementStatus, str | None]:
    return placement.status, placement.end_reason


def test_silence_closes_what_was_asked_directly_and_tells_the_school(
    app: Flask, people: People, session: Session, enrolment: Enrolment, clock: Any
) -> None:
    director = people.staff("director")
    silent = asked(session, enrolment)
    later = asked(session, enrolment, proposed_on=date(2026, 2, 10))
    undated = asked(session, enrolment, proposed_on=None)
    agreed = asked(session, enrolment)
    agreed.status, agreed.confirmed_on = P.CONFIRMED, DAY
    operations.set_delay(session, "Direction", people.school, 10)
    session.commit()
    page = people.client("director").get(f"/placements/{silent.reference}").text
    assert "sans réponse le sam. 14 févr., elle sera close" in " ".join(page.split())
    clock.move_to("2026-02-14 09:00+00:00")
    assert direct_operations.lapse(session, "daily") == []
    clock.move_to("2026-02-15 09:00+00:00")
    assert direct_operations.lapse(session, "daily") == [silent]
    assert closed_for(silent) == (P.CANCELLED, EndReason.NO_ANSWER.value)
    assert [one.status for one in (later, undated, agreed)] == [P.PROPOSED, P.PROPOSED, P.CONFIRMED]
    with app.test_request_context():
        notices.tell_lapsed(session, [silent])
    letters = session.scalars(select(MailMessage)).all()
    assert [one.recipient for one in letters] == [director.email]
    assert f"/placements/{silent.reference}" in letters[0].body


def test_a_yes_given_directly_frees_the_person_elsewhere_at_these_dates(
    app: Flask, session: Session, people: People, enrolment: Enrolment
) -> None:
    first, second = asked(session, enrolment), asked(session, enrolment)
    summer = {"starts_on": date(2026, 6, 1), "ends_on": date(2026, 7, 3)}
    in_summer, undated = asked(session, enrolment, **summer), asked(session, enrolment)
    undated.starts_on = undated.ends_on = None
    post = make_post(session, people.school)
    proposals = [
        make_proposal(session, one, enrolment)
        for one in (post, make_post(session, people.school, **summer))
    ]
    token = operations_links.issue_confirmation(session, first)
    other = operations_links.issue(session, LinkPurpose.CONFIRM_PLACEMENT, second)
    session.commit()
    assert app.test_client().post(f"/link/placement/{token}").status_code == 303
    session.rollback()
    session.expire_all()
    assert first.status is P.CONFIRMED
    assert closed_for(second) == closed_for(undated)
    assert closed_for(second) == (P.CANCELLED, EndReason.PLACED_ELSEWHERE.value)
    assert in_summer.status is P.PROPOSED
    assert [one.state for one in proposals] == [ProposalState.OBSOLETE, ProposalState.NEW]
    assert proposals[0].reason is ProposalReason.PLACED
    page = app.test_client().get(f"/link/placement/{other}").text
    assert "Cette personne n’est plus disponible" in page
    assert "Une autre place" not in page


def test_a_yes_for_a_post_comes_before_those_who_have_not_answered(
    app: Flask, session: Session, people: People, enrolment: Enrolment
) -> None:
    proposal = make_proposal(session, make_post(session, people.school), enrolment)
    direct, silent = asked(session, enrolment), asked(session, enrolment)
    with pytest.raises(NeedsConfirmation, match="n’a pas encore répondu"):
        operations.propose(session, "A", make_post(session, people.school), enrolment)
    token = operations_links.issue_confirmation(session, silent)
    step = Step(P.CANCELLED, EndReason.NO_ANSWER)
    placement_operations.move(session, "A", silent, step, frozenset({Party.SCHOOL}))
    assert operations.move(session, "Tuteur", proposal, YES, ENTERPRISE)
    assert proposal.placement is not None
    assert proposal.placement.status is P.CONFIRMED
    assert closed_for(direct) == (P.CANCELLED, EndReason.PLACED_ELSEWHERE.value)
    session.commit()
    page = app.test_client().get(f"/link/placement/{token}").text
    assert "est restée sans réponse" in page
    assert "Appelez l’école" in page


def test_two_hosts_whom_the_school_wants_both_are_two_placements(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    post = make_post(session, people.school)
    before = asked(session, enrolment, status=P.CONFIRMED, confirmed_on=DAY)
    with pytest.raises(NeedsConfirmation, match="les deux se chevauchent"):
        operations.propose(session, "A", post, enrolment)
    wanted = operations.propose(session, "A", post, enrolment, confirmed=True)
    assert wanted.beside_another
    session.commit()
    page = people.client("director").get(f"/proposals/{wanted.reference}").text
    assert "travaille aussi ailleurs à ces dates" in page
    assert operations.move(session, "Tuteur", wanted, YES, ENTERPRISE)
    assert wanted.placement is not None
    assert (before.status, wanted.placement.status) == (P.CONFIRMED, P.CONFIRMED)


def test_a_yes_to_other_questions_is_none_to_two_hosts(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    odd = make_post(session, people.school, ends_on=date(2026, 10, 2))
    asked(session, enrolment)
    proposal = operations.propose(session, "A", odd, enrolment, confirmed=True)
    assert not proposal.beside_another
    asked(session, enrolment, status=P.CONFIRMED, confirmed_on=DAY)
    with pytest.raises(NotAllowed, match="n’est plus disponible"):
        operations.move(session, "Tuteur", proposal, YES, ENTERPRISE)


def test_a_hire_elsewhere_closes_what_was_asked_at_its_dates(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    placement, trainee = asked(session, enrolment), enrolment.trainee
    undated = asked(session, enrolment, starts_on=None, ends_on=None)
    summer = asked(session, enrolment, starts_on=date(2026, 6, 1), ends_on=date(2026, 7, 3))
    agreed = asked(session, enrolment, status=P.CONFIRMED, confirmed_on=DAY)
    hired: dict[str, Any] = {"recorded_on": DAY, "ends_on": date(2026, 3, 31)}
    elsewhere = make_enterprise(session, people.school)
    make_hire(session, trainee, enterprise=elsewhere, starts_on=DAY, contested=True, **hired)
    make_hire(session, trainee, enterprise=elsewhere, starts_on=DAY,
              **{**hired, "ends_on": date(2026, 3, 1)})  # fmt: skip
    undated.enterprise_id = elsewhere.id
    assert close_overtaken(session, "x", DAY) == []
    make_hire(session, trainee, enterprise=placement.enterprise, starts_on=DAY, **hired)
    assert close_overtaken(session, "x", DAY) == [undated]
    make_hire(session, trainee, enterprise=None, starts_on=DAY, **hired)
    assert close_overtaken(session, "x", DAY, [0]) == []
    assert close_overtaken(session, "x", DAY, [trainee.id]) == [placement]
    assert closed_for(placement) == (P.CANCELLED, EndReason.HIRED_ELSEWHERE.value)
    assert (summer.status, agreed.status) == (P.PROPOSED, P.CONFIRMED)


def test_of_two_enterprises_that_say_yes_at_once_one_is_told_that_it_is_too_late(
    session: Session, database: Database, enrolment: Enrolment
) -> None:
    placements = [asked(session, enrolment), asked(session, enrolment)]
    session.commit()
    references = [one.reference for one in placements]

    def confirm(own: Session, reference: str) -> None:
        one = own.scalars(select(Placement).where(Placement.reference == reference)).one()
        operations.answer_directly(own, "Tuteur", one, CONFIRM, TUTOR)

    refused = overlapping(
        database, lambda own: confirm(own, references[0]), lambda own: confirm(own, references[1])
    )
    assert "annulé" in str(refused)
    session.rollback()
    session.expire_all()
    assert {one.status for one in placements} == {P.CONFIRMED, P.CANCELLED}
