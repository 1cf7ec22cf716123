"""What enterprises were asked for: proposals for posts and placements alike count, each once."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment
from school.cohorts.rules import Sex
from school.placements.posts.models import Post
from school.placements.proposals.fairness_queries import FairnessRow, fairness_rows
from school.placements.proposals.rules import (
    ANSWERED,
    OPEN_STATES,
    OUTCOMES,
    Outcome,
    ProposalReason,
    ProposalState,
)
from school.placements.rules import PlacementStatus
from tests.factories.posts import make_post, make_proposal
from tests.factories.records import make_cohort, make_enrolment, make_placement, make_trainee
from tests.support.people import People

DAY = date(2026, 2, 4)
S, P = ProposalState, PlacementStatus


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-02-04 09:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def post(session: Session, people: People) -> Post:
    return make_post(session, people.school)


def enrol(session: Session, post: Post, name: str, sex: Sex = Sex.FEMALE) -> Enrolment:
    trainee = make_trainee(session, sex=sex, given_names=name, family_name="Test")
    return make_enrolment(session, make_cohort(session, post.school), trainee)


def test_the_states_that_are_open_are_those_that_wait_or_are_kept() -> None:
    still = {Outcome.WAITING, Outcome.KEPT}
    assert set(OUTCOMES) == set(S)
    assert {state for state, outcome in OUTCOMES.items() if outcome in still} == OPEN_STATES
    assert {state for state in S if OUTCOMES[state] in ANSWERED} == {S.POOL, S.ACCEPTED, S.REFUSED}


def test_fairness_counts_placements_without_a_proposal_and_those_with_one_once(
    session: Session, post: Post
) -> None:
    direct, both = enrol(session, post, "Afi"), enrol(session, post, "Essi")
    man = enrol(session, post, "Koffi", Sex.MALE)
    no_answer = {"status": P.CANCELLED, "end_reason": "no_answer: appelée deux fois"}
    make_placement(session, direct, status=P.DECLINED)
    make_placement(session, direct, **no_answer)
    make_placement(session, direct, **{**no_answer, "confirmed_on": DAY})
    make_placement(session, direct, status=P.LIVE, proposed_on=None)
    placed = make_placement(session, both, status=P.CONFIRMED)
    make_proposal(session, post, both, state=S.ACCEPTED, placement=placed)
    make_proposal(session, post, both, state=S.REFUSED, reason=ProposalReason.DATES, number=2)
    make_placement(session, man, status=P.CANCELLED, end_reason="mistake")
    women, men = fairness_rows(session, [post.school_id], DAY)
    assert women == FairnessRow(
        Sex.FEMALE, people=2, proposed_people=2, proposals=6, accepted=3, refused=2, lapsed=1
    )
    assert men == FairnessRow(Sex.MALE, people=1, proposed_people=1, proposals=1)


def test_who_was_placed_directly_comes_after_who_was_never_proposed(
    session: Session, people: People, post: Post
) -> None:
    past = {"starts_on": DAY - timedelta(days=90), "ends_on": DAY - timedelta(days=30)}
    placed, never = enrol(session, post, "Afi"), enrol(session, post, "Zita")
    make_placement(session, placed, status=P.DECLINED, **past)
    for one in (placed, never):
        one.trainee.department = post.department
    session.commit()
    address = f"/posts/{post.reference}/matching"
    page = people.client("director").get(address).text
    assert page.index("Zita") < page.index("Afi")
    assert page.count("1 proposition déjà faite") == 1
    assert page.count("aucune proposition encore") == 1
    assert "sans suite" not in page
    make_proposal(session, post, never, state=S.LAPSED)
    make_proposal(session, post, placed, state=S.POOL)
    session.commit()
    page = people.client("director").get(address).text
    assert "sans suite" in page
    assert "2 propositions déjà faites" in page
    assert page.count("<td>Déjà proposée</td>") == 1
