"""Whatever is done with a placement, what is still open stands on somebody's first page.

What is open is read from the rows, in words of its own; what stands on first pages is what these
pages list themselves. The longest list that they show is lifted, nothing else.
"""

from collections.abc import Callable, Iterator
from itertools import chain

import pytest
import time_machine
from flask import Flask, url_for
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from school.core.clock import today
from school.core.errors import DomainError
from school.enterprises.consultations.queries import latest_decisions
from school.enterprises.consultations.rules import ConsultationState, Verdict
from school.oversight import home_queries, homes
from school.oversight.turns import visit_turns
from school.placements.proposals import rules as proposal_rules
from school.placements.rules import CURRENT_STATES, PlacementStatus
from school.visits.contact.queries import standings
from tests.factories.consultations import make_consultation
from tests.factories.posts import make_post, make_proposal
from tests.factories.records import make_cohort, make_enrolment, make_placement
from tests.support import placement_lives as lives
from tests.support.life import Life
from tests.support.people import People
from tests.support.placement_lives import AFTER, BEFORE
from tests.support.placement_rows import Open, open_things

MOST_LISTED = 200
BEGINNING = "2026-03-04 09:00+00:00"
Try = tuple[Callable[[Life, int], None], int]
ALIVE: list[Try] = [(lives.accept, 0), (lives.start, 0)]
DIRECT: list[Try] = [(lives.confirm_directly, 0), (lives.start, 0)]
AGREED: list[Try] = [(lives.begin_agreement, 0), (lives.send_agreement, 0)]
IN_FORCE: list[Try] = [*AGREED, (lives.sign, 1)]
AMENDED: list[Try] = [(lives.begin_agreement, 1), (lives.send_agreement, 0)]
NEXT_DAY: Try = (lives.let_days_pass, 0)
LATER: list[Try] = [(lives.let_days_pass, 4)]
VISITED: list[Try] = [(lives.plan_visit, 0), (lives.make_or_miss_visit, 1)]
ENDED: list[Try] = [*ALIVE, (lives.declare_end, 0)]
KEPT: list[Try] = [(lives.decide, number) for number in range(6, 10)]
DECIDED: list[Try] = [(lives.decide, 0), *KEPT]
REDUCED: list[Try] = [(lives.decide, 10), *KEPT]
STORIES: tuple[list[Try], ...] = (
    [(lives.confirm_directly, 0), *LATER],
    [(lives.accept, 0), *LATER],
    [*ALIVE, *LATER, *LATER],
    [*DIRECT, *LATER, *LATER],
    [*ALIVE, (lives.keep_logbook, 1), (lives.declare_end, 0), (lives.let_days_pass, 2)],
    [*ALIVE, (lives.keep_logbook, 1), (lives.let_days_pass, 2)],
    [*ALIVE, *IN_FORCE, *LATER],
    [*ALIVE, *IN_FORCE, *AMENDED],
    [*ALIVE, *IN_FORCE, (lives.let_days_pass, 3), (lives.let_days_pass, 2), NEXT_DAY],
    [*ALIVE, (lives.begin_agreement, 0)],
    [*ALIVE, *AGREED, (lives.sign, 0)],
    *([*ALIVE, *AGREED, (lives.sign, number)] for number in (2, 3, 4)),
    [*ALIVE, *AGREED, (lives.ask_correction, 0)],
    [*ALIVE, *AGREED, (lives.close_agreement, 1)],
    [(lives.accept, 0), *AGREED, (lives.close_agreement, 1)],
    [*ALIVE, *IN_FORCE, (lives.close_agreement, 2)],
    [*ALIVE, *AGREED[:1], (lives.close_agreement, 2)],
    [(lives.accept, 0), *AGREED[:1], (lives.close_agreement, 2)],
    [*ALIVE, *IN_FORCE, *AMENDED, (lives.close_agreement, 3)],
    [*ALIVE, *LATER, (lives.let_days_pass, 3)],
    [*ALIVE, (lives.be_absent, 0)],
    [*ALIVE, (lives.be_absent, 0), (lives.settle_absence, 3), (lives.let_days_pass, 2)],
    [*ALIVE, (lives.have_accident, 0)],
    [*ALIVE, (lives.have_accident, 2), (lives.take_up_accident, 0)],
    [*ALIVE, (lives.plan_visit, 3)],
    [*ALIVE, *VISITED, (lives.let_days_pass, 2)],
    [*ALIVE, (lives.plan_visit, 0), (lives.make_or_miss_visit, 9), *LATER],
    [*ALIVE, *VISITED, (lives.declare_end, 0), (lives.let_days_pass, 2)],
    [*ALIVE, (lives.evaluate, 0)],
    [*ALIVE, (lives.tell_of_job, 0)],
    [*ALIVE, (lives.tell_of_job, 0), (lives.evaluate, 0)],
    [*ALIVE, (lives.be_hired, 30), (lives.declare_end, 20)],
    [*ALIVE, (lives.declare_end, 11), (lives.ask_evaluation, 0)],
    [*ENDED, (lives.ask_evaluation, 0)],
    [*ENDED, (lives.act_on_end, 1)],
    *([*ALIVE, (lives.declare_end, number)] for number in range(28)),
    *([*ENDED, (lives.act_on_end, number)] for number in range(10)),
    [(lives.answer, 10)],
    [(lives.answer, 12)],
    [(lives.answer, 11), (lives.let_days_pass, 2)],
    *([*ALIVE, *AGREED, (lives.close_agreement, number)] for number in (3, 6, 9, 15)),
    *([*ALIVE, *IN_FORCE, (lives.close_agreement, number)] for number in (1, 7, 10, 13)),
    [(lives.let_days_pass, 2)],
    [(lives.let_days_pass, 3)],
    [(lives.consult, 1)],
    [(lives.consult, 1), (lives.decide, 1), (lives.consult, 2)],
    [(lives.consult, 1), *DECIDED],
    [(lives.consult, 1), *DECIDED, (lives.consult, 2)],
    [(lives.consult, 1), *REDUCED, (lives.consult, 2)],
)
"""What brings each line of the first pages about once, whatever chance tries."""

TRIES = st.tuples(st.sampled_from(AFTER), st.integers(0, 40))
FIRST_TRIES = st.tuples(st.sampled_from(BEFORE), st.integers(0, 40))


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEGINNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def life(people: People, session: Session, clock: time_machine.Traveller) -> Life:
    """A person proposed to two enterprises for the same weeks, for a post and directly."""
    director, trainer = people.principal("director"), people.principal("trainer")
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    proposal = make_proposal(session, make_post(session, people.school), enrolment)
    days = {"starts_on": proposal.post.starts_on, "ends_on": proposal.post.ends_on}
    direct = make_placement(
        session, enrolment, status=PlacementStatus.PROPOSED, proposed_on=today(), **days
    )
    consultation = make_consultation(session, people.school, made_on=today(), opened_on=today())
    session.commit()
    return Life(session, director, trainer, proposal, direct, consultation, clock)


def test_each_thing_that_waits_stands_on_a_first_page(app: Flask, life: Life) -> None:
    for story in STORIES:
        play(app, life, story)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(first=[], later=[*ALIVE, *IN_FORCE, (lives.close_agreement, 1), (lives.begin_agreement, 0),
                          (lives.declare_end, 0)])  # fmt: skip
@given(first=st.lists(FIRST_TRIES, max_size=4), later=st.lists(TRIES, max_size=20))
def test_what_is_open_is_always_in_somebodys_hands(
    app: Flask, life: Life, first: list[Try], later: list[Try]
) -> None:
    play(app, life, [*first, (accept_if_open, 0), *later])


def accept_if_open(life: Life, number: int) -> None:
    """Let the enterprise accept, unless the proposal is closed: else there is little to see."""
    accepted = proposal_rules.ProposalState.ACCEPTED
    if proposal_rules.may_move(life.proposal.state, accepted, proposal_rules.Party.ENTERPRISE):
        lives.accept(life, number)


def play(app: Flask, life: Life, story: list[Try]) -> None:
    """Let people try one thing after another, from the beginning, and undo it all."""
    begun = life.session.begin_nested()
    life.clock.move_to(BEGINNING)
    try:
        for one in story:
            attempt(app, life, one)
    finally:
        begun.rollback()
        life.session.expire_all()


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
    life.session.expire_all()
    with app.test_request_context():
        listed = lines_of_first_pages(life)
        left = [thing for thing in [*open_things(life), *consultation_open(life)]
                if not any(stands(thing, line) for line in listed)]  # fmt: skip
    assert not left, (left, listed)


Line = tuple[str, str, str]


def stands(thing: Open, line: Line) -> bool:
    """Tell whether a line of a first page is about something, and names who is to act."""
    title, url, who = line
    words, endpoint, reference = thing
    about = url_for(endpoint, **reference)  # type: ignore[arg-type]
    return words in title and url.split("?")[0] == about and bool(who)


def lines_of_first_pages(life: Life) -> list[Line]:
    """Give the lines of the director's first page, and the visits of the trainer's."""
    session, day = life.session, today()
    found = standings(session, life.director, day, CURRENT_STATES)
    turns = homes.director_turns(session, life.director, day, found, MOST_LISTED)
    visits = home_queries.visits_due(session, life.trainer, day, MOST_LISTED)
    rounds = visit_turns(visits, day, life.trainer.staff_id)
    return [(one.title, one.url, one.who_label) for one in chain(*turns, rounds)]


def consultation_open(life: Life) -> Iterator[Open]:
    """Say what a consultation waits for: answers, its end, decisions, the word to enterprises."""
    one, page = life.consultation, "consultations.show"
    left, at = (one.closes_on - today()).days, {"reference": one.reference}
    decisions = latest_decisions(life.session, one).values()
    if one.state is ConsultationState.OPEN and left <= 7:
        yield "Dernières réponses" if left >= 0 else "Clore la consultation", page, at
    elif one.state in {ConsultationState.CLOSED, ConsultationState.RETURNED}:
        changes = [
            each for each in decisions if each.verdict in {Verdict.STRENGTHEN, Verdict.REDUCE}
        ]
        if len(decisions) < len(one.items):
            yield "Décider de", page, at
        elif one.state is ConsultationState.CLOSED:
            yield "Rendre les décisions", page, at
        elif any(each.version_id is None for each in changes):
            yield "Nommer la version", page, at
