"""Whatever is done with a placement, what is still open waits for somebody who is named.

What is open is read from the rows, apart from the program's own reading of whose turn it is.
"""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.accounts.rules import LinkPurpose
from school.core.calendar import monday_of
from school.core.clock import now, today
from school.core.errors import DomainError
from school.oversight.home_queries import VISITS_AHEAD, visits_due
from school.oversight.waiting_turns import agreement_turns
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import OPEN_STATES as OPEN_VERSIONS
from school.placements.agreements.rules import AgreementStatus
from school.placements.agreements.waiting_queries import waiting_agreements
from school.placements.ends import queries as end_queries
from school.placements.ends.rules import ENDING_STATES, EndState, NextStep
from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.rules import EvaluationState
from school.placements.immersion.alert_labels import alert_turns
from school.placements.immersion.alert_queries import alerts_of
from school.placements.immersion.alert_rules import VALIDATED_WITHIN, AlertKind
from school.placements.immersion.models import Absence
from school.placements.immersion.rules import AbsenceStatus
from school.placements.models import LogbookDay, Placement
from school.placements.proposals import rules as proposal_rules
from school.placements.rules import CURRENT_STATES, PlacementDates, PlacementStatus, whose_turn
from school.visits.models import Visit
from tests.factories.posts import make_post, make_proposal
from tests.factories.records import make_cohort, make_enrolment
from tests.support import placement_lives as lives
from tests.support.people import People
from tests.support.placement_lives import AFTER, BEFORE, Life

MOST_LISTED = 200
AGREEMENT, PLACEMENT, PROPOSAL, VISIT = "agreement", "placement", "proposal", "visit"
Try = tuple[Callable[[Life, int], None], int]
ALIVE: list[Try] = [(lives.accept, 0), (lives.start, 0)]
IN_FORCE: list[Try] = [
    (lives.begin_agreement, 0), (lives.send_agreement, 0), (lives.sign, 1),
]  # fmt: skip
TRIES = st.tuples(st.sampled_from(AFTER), st.integers(0, 40))
FIRST_TRIES = st.tuples(st.sampled_from(BEFORE), st.integers(0, 40))


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-03-04 09:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def life(people: People, session: Session, clock: time_machine.Traveller) -> Life:
    """A person proposed to an enterprise for eight weeks that have just begun."""
    director, trainer = people.principal("director"), people.principal("trainer")
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    proposal = make_proposal(session, make_post(session, people.school), enrolment)
    session.commit()
    return Life(session, director, trainer, proposal, clock)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(first=[], later=[*ALIVE, (lives.let_days_pass, 4), (lives.let_days_pass, 4)])
@example(first=[], later=[*ALIVE, (lives.keep_logbook, 1), (lives.declare_end, 0),
                          (lives.let_days_pass, 2)])  # fmt: skip
@example(first=[], later=[*ALIVE, *IN_FORCE, (lives.begin_agreement, 1), (lives.send_agreement, 0),
                          (lives.declare_end, 0)])  # fmt: skip
@example(first=[], later=[(lives.accept, 0), (lives.begin_agreement, 0), (lives.cancel, 0)])
@example(first=[], later=[*ALIVE, *IN_FORCE[:2], (lives.close_agreement, 3)])
@example(first=[], later=[*ALIVE, *IN_FORCE, (lives.close_agreement, 1), (lives.begin_agreement, 0),
                          (lives.declare_end, 0)])  # fmt: skip
@example(first=[], later=[*ALIVE, (lives.ask_evaluation, 0), (lives.declare_end, 0),
                          (lives.ask_evaluation, 2)])  # fmt: skip
@given(first=st.lists(FIRST_TRIES, max_size=4), later=st.lists(TRIES, max_size=24))
def test_what_is_open_is_always_in_somebodys_hands(
    app: Flask, life: Life, first: list[Try], later: list[Try]
) -> None:
    begun = life.session.begin_nested()
    life.clock.move_to("2026-03-04 09:00+00:00")
    try:
        for one in first:
            attempt(app, life, one)
        if proposal_rules.may_move(
            life.proposal.state, proposal_rules.ProposalState.ACCEPTED, ENTERPRISE
        ):
            attempt(app, life, (lives.accept, 0))
        for one in later if life.has_placement else []:
            attempt(app, life, one)
    finally:
        begun.rollback()
        life.session.expire_all()


ENTERPRISE = proposal_rules.Party.ENTERPRISE


def attempt(app: Flask, life: Life, one: Try) -> None:
    """Let somebody try something, which the program may refuse, and look at what is open."""
    act, number = one
    tried = life.session.begin_nested()
    try:
        act(life, number)
        life.session.flush()
    except DomainError:
        tried.rollback()
    else:
        tried.commit()
    still_open, waited_for = set(things_open(life)), things_waited_for(app, life)
    assert still_open <= waited_for.keys()
    assert all(waited_for.values()), "somebody is named"


def things_open(life: Life) -> Iterator[tuple[str, object]]:
    """Say what is not finished, by the rows themselves."""
    if life.proposal.state in proposal_rules.OPEN_STATES:
        yield PROPOSAL, life.proposal.reference
    if not life.has_placement:
        return
    yield from _end_open(life)
    yield from _work_open(life)
    yield from _agreement_open(life)
    for visit in life.rows(Visit):
        is_awaited = visit.done_on is None and visit.missed_on is None
        if is_awaited and visit.planned_on and visit.planned_on <= today() + VISITS_AHEAD:
            yield VISIT, visit.reference
    for evaluation in life.rows(Evaluation):
        if evaluation.state is EvaluationState.OPEN:
            yield AlertKind.LOW_MARK, evaluation.reference


def _agreement_open(life: Life) -> Iterator[tuple[str, object]]:
    versions = life.rows(AgreementVersion)
    for version in versions:
        if version.status in OPEN_VERSIONS:
            yield AGREEMENT, version.number
    goes_on = life.placement.status in {PlacementStatus.CONFIRMED, PlacementStatus.LIVE}
    refused = {AgreementStatus.REJECTED, AgreementStatus.CANCELLED}
    is_agreed = any(one.status is AgreementStatus.VALIDATED for one in versions)
    if goes_on and versions and versions[-1].status in refused:
        yield AGREEMENT, versions[-1].number
    elif life.placement.status is PlacementStatus.LIVE and not is_agreed:
        abandoned = all(one.status is AgreementStatus.DEPRECATED for one in versions[-1:])
        if abandoned:
            yield AlertKind.AGREEMENT_TO_WRITE, life.placement.reference


def _end_open(life: Life) -> Iterator[tuple[str, object]]:
    placement = life.placement
    if placement.status in CURRENT_STATES:
        yield PLACEMENT, placement.reference
    last_day = placement.ends_on
    if placement.status is PlacementStatus.LIVE and last_day and last_day < today():
        yield AlertKind.END_TO_DECLARE, placement.reference
    end = end_queries.newest(life.session, placement)
    if end is None:
        return
    if end.state is EndState.DECLARED:
        yield AlertKind.END_TO_ANSWER, placement.reference
    if end.state is EndState.CONTESTED:
        yield AlertKind.END_CONTESTED, placement.reference
    if end.next_step in {NextStep.UNDECIDED, NextStep.RE_PLACEMENT, NextStep.LEAVES}:
        yield AlertKind.SEQUEL_TO_FIND, placement.reference
    if placement.status in ENDING_STATES and _is_evaluation_asked(life):
        yield AlertKind.EVALUATION_TO_GIVE, placement.reference


def _is_evaluation_asked(life: Life) -> bool:
    asked = select(SignedLink).where(
        SignedLink.object_id == life.placement.id,
        SignedLink.purpose == LinkPurpose.EVALUATE_PLACEMENT,
    )
    return any(not (one.used_at or one.revoked_at) for one in life.session.scalars(asked))


def _work_open(life: Life) -> Iterator[tuple[str, object]]:
    this_week = monday_of(today())
    waiting = [day for day in life.rows(LogbookDay) if day.validated_on is None]
    if any(day.date < this_week for day in waiting) and not _ended_long_ago(life.placement):
        yield AlertKind.WEEK_TO_VALIDATE, life.placement.reference
    for absence in life.rows(Absence):
        if absence.status is AbsenceStatus.DECLARED:
            yield AlertKind.ABSENCE_TO_SETTLE, absence.reference


def _ended_long_ago(placement: Placement) -> bool:
    ended_on = placement.ended_on
    return ended_on is not None and ended_on + VALIDATED_WITHIN < today()


def things_waited_for(app: Flask, life: Life) -> dict[tuple[str, object], str]:
    """Say what the program has somebody do, with the one who is named for it."""
    session, day = life.session, today()
    found: dict[tuple[str, object], str] = {}
    turn = proposal_rules.turn(life.proposal.state)
    if turn is not None:
        found[PROPOSAL, life.proposal.reference] = turn.value
    if not life.has_placement:
        return found
    alerts = alerts_of(session, life.director, day, MOST_LISTED)
    agreements = waiting_agreements(session, life.director, MOST_LISTED)
    with app.test_request_context():
        named = [one.who_label for one in alert_turns(alerts, life.director, day)]
        asked = [one.who_label for one in agreement_turns(agreements, life.director, now())]
    found |= {(alert.kind, alert.reference): who for alert, who in zip(alerts, named, strict=True)}
    found |= {(AGREEMENT, one.number): who for one, who in zip(agreements, asked, strict=True)}
    for visit in visits_due(session, life.trainer, day, MOST_LISTED):
        found[VISIT, visit.reference] = visit.trainer.name if visit.trainer else ""
    return found | placement_turn(life)


def placement_turn(life: Life) -> dict[tuple[str, object], str]:
    """Say whose turn the placement itself is."""
    placement = life.placement
    dates = PlacementDates(starts_on=placement.starts_on, ends_on=placement.ends_on)
    party = whose_turn(placement.status, dates, today()).party
    return {(PLACEMENT, placement.reference): party.value} if party else {}
