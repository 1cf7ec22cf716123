"""Proposals: each state, answer and role; the limit of a month; silence; hires."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment
from school.cohorts.rules import Sex
from school.core.errors import DomainError, InvalidInput, NeedsConfirmation, NotAllowed
from school.core.outbox import MailMessage
from school.enterprises.partner_models import EnterpriseInterest
from school.enterprises.partner_rules import InterestStatus
from school.hiring.proposal_ends import close_overtaken
from school.placements.models import Placement
from school.placements.posts.models import Post
from school.placements.proposals import link_operations, notices, operations, queries
from school.placements.proposals.fairness_queries import fairness_rows
from school.placements.proposals.models import PlacementProposal, ProposalStep
from school.placements.proposals.operations import ProposalAnswer
from school.placements.proposals.rules import (
    TRANSITIONS,
    Party,
    ProposalReason,
    ProposalState,
    may_move,
)
from school.placements.rules import PlacementStatus
from tests.factories.posts import make_post, make_proposal
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_hire,
    make_placement,
    make_school,
    make_trainee,
)
from tests.support.people import People
from tests.support.statements import count_statements

DAY = date(2026, 2, 4)
S = ProposalState
GIVEN: dict[ProposalState, dict[str, Any]] = {
    S.POSTPONED: {"postponed_until": DAY + timedelta(days=9)},
    S.REFUSED: {"reason": ProposalReason.NO_ROOM},
    S.CANCELLED: {"reason": ProposalReason.MISTAKE},
    S.OBSOLETE: {"reason": ProposalReason.HIRED},
}
"""What a state is kept with."""


@dataclass
class Scene:
    """A post, and somebody of the same school who may be proposed for it."""

    post: Post
    enrolment: Enrolment


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-02-04 09:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def scene(session: Session) -> Scene:
    school = make_school(session)
    return Scene(make_post(session, school), make_enrolment(session, make_cohort(session, school)))


def answer_to(target: ProposalState) -> ProposalAnswer:
    """Give an answer with all that its state may ask for."""
    reasons = TRANSITIONS[target].reasons if target in TRANSITIONS else ()
    return ProposalAnswer(
        target, reasons[0] if reasons else None, "Dit", True, DAY + timedelta(days=7)
    )


def move(
    session: Session, proposal: PlacementProposal, target: ProposalState, party: Party
) -> bool:
    return operations.move(session, "Test", proposal, answer_to(target), frozenset({party}))


def test_each_state_takes_each_step_of_each_party_as_the_table_says(
    session: Session, scene: Scene
) -> None:
    for number, (state, target, party) in enumerate(product(S, S, Party)):
        nested = session.begin_nested()
        proposal = make_proposal(
            session, scene.post, scene.enrolment, state=state, number=number + 1,
            **GIVEN.get(state, {}),
        )  # fmt: skip
        if may_move(state, target, party):
            assert move(session, proposal, target, party), (state, target, party)
            assert proposal.state is target
            assert [one.state for one in queries.steps_of(session, proposal)] == [state, target]
        else:
            try:
                moved = move(session, proposal, target, party)
            except NotAllowed:
                moved = False
            assert not moved, (state, target, party)
            assert proposal.state is state
        nested.rollback()


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (ProposalAnswer(S.REFUSED), "reason"),
        (ProposalAnswer(S.REFUSED, ProposalReason.MISTAKE), "reason"),
        (ProposalAnswer(S.POSTPONED), "until"),
        (ProposalAnswer(S.POSTPONED, until=DAY), "until"),
        (ProposalAnswer(S.POSTPONED, until=DAY + timedelta(days=400)), "until"),
    ],
)
def test_an_answer_says_what_its_state_asks(
    session: Session, scene: Scene, answer: ProposalAnswer, field: str
) -> None:
    proposal = make_proposal(session, scene.post, scene.enrolment)
    with pytest.raises(InvalidInput) as refused:
        operations.move(session, "Test", proposal, answer, frozenset({Party.ENTERPRISE}))
    assert refused.value.field == field
    assert proposal.state is S.NEW


def test_an_acceptance_is_a_confirmed_placement_and_frees_other_posts(
    session: Session, scene: Scene
) -> None:
    proposal = operations.propose(session, "Direction", scene.post, scene.enrolment)
    others = [
        make_proposal(session, make_post(session, scene.post.school), scene.enrolment),
        make_proposal(
            session,
            make_post(
                session, scene.post.school, starts_on=date(2026, 6, 1), ends_on=date(2026, 7, 1)
            ),
            scene.enrolment,
        ),
    ]
    assert move(session, proposal, S.ACCEPTED, Party.ENTERPRISE)
    placement = proposal.placement
    assert placement is not None
    assert placement.status is PlacementStatus.CONFIRMED
    assert (placement.enterprise_id, placement.position) == (
        scene.post.enterprise_id,
        scene.post.title,
    )
    assert [one.state for one in others] == [S.OBSOLETE, S.NEW]
    assert others[0].reason is ProposalReason.PLACED


def test_a_yes_that_comes_too_late_is_refused_without_naming_the_other(
    session: Session, scene: Scene
) -> None:
    proposal = make_proposal(session, scene.post, scene.enrolment)
    other = make_placement(session, scene.enrolment, status=PlacementStatus.CONFIRMED)
    with pytest.raises(NotAllowed) as refused:
        move(session, proposal, S.ACCEPTED, Party.ENTERPRISE)
    assert other.enterprise.name not in str(refused.value)
    assert proposal.state is S.NEW


def interest(session: Session, post: Post, **values: object) -> None:
    """Let the enterprise of a post say what it wants this year."""
    stated = {"status": InterestStatus.ACTIVELY_LOOKING, **values}
    session.add(
        EnterpriseInterest(
            reference=f"IN-{post.reference}",
            enterprise_id=post.enterprise_id,
            year=DAY.year,
            answered_on=date(2026, 1, 5),
            answered_by="Codjo",
            **stated,
        )
    )
    session.flush()


def newcomer(session: Session, scene: Scene) -> Enrolment:
    return make_enrolment(session, scene.enrolment.cohort, make_trainee(session))


def test_an_enterprise_never_gets_more_a_month_than_it_asked_for(
    session: Session, scene: Scene, clock: time_machine.Traveller
) -> None:
    interest(session, scene.post, max_proposals_per_month=2)
    enterprise = scene.post.enterprise
    make_placement(
        session, newcomer(session, scene), enterprise=enterprise, proposed_on=date(2026, 2, 1)
    )
    operations.propose(session, "A", scene.post, scene.enrolment)
    elsewhere = make_school(session)
    second = make_post(session, elsewhere, enterprise=enterprise)
    stranger = make_enrolment(session, make_cohort(session, elsewhere))
    with pytest.raises(NotAllowed, match="toutes les propositions"):
        operations.propose(session, "B", second, stranger, confirmed=True)
    clock.move_to("2026-03-01 09:00+00:00")
    assert operations.propose(session, "B", second, stranger).state is S.NEW


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (InterestStatus.NOT_OPEN, "n’accueillir personne en 2026"),
        (InterestStatus.ALREADY_ORGANISED, "déjà ce qu’il lui faut pour 2026"),
    ],
)
def test_what_is_odd_is_asked_and_what_cannot_be_is_refused(
    session: Session, scene: Scene, status: InterestStatus, words: str
) -> None:
    interest(session, scene.post, status=status)
    with pytest.raises(NeedsConfirmation, match=words):
        operations.propose(session, "A", scene.post, scene.enrolment)
    operations.propose(session, "A", scene.post, scene.enrolment, confirmed=True)
    refusals = [
        (scene.post, scene.enrolment),
        (make_post(session, scene.post.school, closed_on=DAY), newcomer(session, scene)),
        (scene.post, make_enrolment(session, scene.enrolment.cohort, enrolled_on=None)),
    ]
    for post, enrolment in refusals:
        with pytest.raises(DomainError):
            operations.propose(session, "A", post, enrolment, confirmed=True)


def test_days_outside_of_the_cohorts_are_asked_about_before_the_enterprise_and_not_after(
    session: Session, scene: Scene
) -> None:
    scene.post.ends_on = date(2026, 10, 2)
    with pytest.raises(NeedsConfirmation, match="sortent de celles"):
        operations.propose(session, "A", scene.post, scene.enrolment)
    proposal = operations.propose(session, "A", scene.post, scene.enrolment, confirmed=True)
    assert move(session, proposal, S.ACCEPTED, Party.ENTERPRISE)
    assert proposal.placement is not None
    assert proposal.placement.ends_on == date(2026, 10, 2)


def test_a_person_more_than_asked_for_is_confirmed_by_the_enterprise_and_told_to_the_school(
    app: Flask, people: People, session: Session
) -> None:
    post = make_post(session, people.school, places=2)
    cohort = make_cohort(session, people.school)
    taken = [make_proposal(session, post, make_enrolment(session, cohort)) for _ in range(2)]
    waits = make_proposal(session, post, make_enrolment(session, cohort))
    token = link_operations.issue(session, waits)
    session.commit()
    director = people.client("director")
    address, words = f"/proposals/{waits.reference}", "Ce poste est pourvu"
    move(session, taken[0], S.ACCEPTED, Party.ENTERPRISE)
    session.commit()
    assert words not in director.get(address).text
    assert "Le poste est pourvu" not in director.get("/proposals").text
    move(session, taken[1], S.ACCEPTED, Party.ENTERPRISE)
    session.commit()
    assert words in director.get(address).text
    assert director.get("/proposals").text.count("Le poste est pourvu") == 1
    client, link = app.test_client(), f"/link/proposal/{token}"
    asked = client.post(link, data={"target": "accepted", "version": str(post.version)})
    assert asked.status_code == 422
    assert "Vous aviez demandé 2 personnes" in asked.text
    assert 'name="confirmed" value="y"' in asked.text
    assert reread(session, waits).state is S.NEW
    assert 'name="confirmed"' not in client.get(link).text
    sure = {"target": "accepted", "version": str(post.version), "confirmed": "y"}
    assert client.post(link, data=sure).status_code == 303
    assert reread(session, waits).state is S.ACCEPTED


def test_a_place_that_was_left_is_free_again(session: Session, scene: Scene) -> None:
    proposal = make_proposal(session, scene.post, scene.enrolment)
    move(session, proposal, S.ACCEPTED, Party.ENTERPRISE)
    assert proposal.placement is not None
    other = newcomer(session, scene)
    with pytest.raises(NotAllowed, match="plus de place"):
        operations.propose(session, "A", scene.post, other)
    proposal.placement.status = PlacementStatus.BROKEN_OFF
    proposal.placement.ended_on = DAY
    assert operations.propose(session, "A", scene.post, other).state is S.NEW


def test_silence_refuses_after_the_schools_delay_and_tells_the_school(
    app: Flask, session: Session, people: People, clock: time_machine.Traveller
) -> None:
    director = people.staff("director")
    post = make_post(session, people.school)
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    silent = make_proposal(session, post, enrolment)
    states = (S.POOL, S.POSTPONED, S.PROCESSING)
    rest = [
        make_proposal(
            session, make_post(session, people.school), enrolment, state=state,
            **({"postponed_until": date(2026, 2, 20)} if state is S.POSTPONED else {}),
        )
        for state in states
    ]  # fmt: skip
    operations.set_delay(session, "Direction", people.school, 10)
    clock.move_to("2026-02-12 22:00+00:00")
    assert operations.lapse(session, "daily") == []
    clock.move_to("2026-02-13 09:00+00:00")
    closed = operations.lapse(session, "daily")
    assert {one.id for one in closed} == {silent.id, rest[2].id}
    assert (silent.state, silent.reason) == (S.LAPSED, None)
    with app.test_request_context():
        notices.tell_lapsed(session, closed)
    letters = session.scalars(select(MailMessage)).all()
    assert [one.recipient for one in letters] == [director.email]
    assert silent.reference in letters[0].body
    clock.move_to("2026-03-04 09:00+00:00")
    assert operations.lapse(session, "daily") == [rest[1]]
    assert rest[0].state is S.POOL


def test_a_hire_at_those_dates_makes_proposals_obsolete(session: Session, scene: Scene) -> None:
    proposal = make_proposal(session, scene.post, scene.enrolment)
    trainee, day = scene.enrolment.trainee, {"recorded_on": DAY}
    make_hire(session, trainee, starts_on=date(2026, 10, 5), **day)
    make_hire(session, trainee, starts_on=date(2026, 2, 1), contested=True, **day)
    make_hire(session, trainee, starts_on=date(2025, 2, 1), ends_on=date(2026, 3, 1), **day)
    assert close_overtaken(session, "x", DAY) == []
    make_hire(session, trainee, starts_on=date(2026, 2, 1), **day)
    assert close_overtaken(session, "x", DAY, [0]) == []
    assert close_overtaken(session, "x", DAY) == [proposal]
    assert (proposal.state, proposal.reason) == (S.OBSOLETE, ProposalReason.HIRED)
    last = session.scalars(select(ProposalStep).order_by(ProposalStep.id.desc())).first()
    assert last is not None
    assert last.actor == "x"


def test_fairness_counts_women_and_men_apart(session: Session, scene: Scene) -> None:
    scene.enrolment.trainee.sex = Sex.FEMALE
    man = make_enrolment(session, scene.enrolment.cohort, make_trainee(session, sex=Sex.MALE))
    for number in (1, 2):
        make_proposal(session, scene.post, man, state=S.LAPSED, number=number)
    women, men = fairness_rows(session, [scene.post.school_id], DAY)
    assert (women.sex, women.people, women.proposals, women.per_person) == (Sex.FEMALE, 1, 0, 0)
    assert (men.people, men.proposed_people, men.proposals, men.lapsed) == (1, 1, 2, 2)
    assert fairness_rows(session, [], DAY)[0].people == 0


def opened_link(session: Session, scene: Scene) -> tuple[PlacementProposal, str]:
    """Make a proposal and the address at which its enterprise answers."""
    proposal = make_proposal(session, scene.post, scene.enrolment)
    token = link_operations.issue(session, proposal)
    session.commit()
    return proposal, f"/link/proposal/{token}"


def reread(session: Session, proposal: PlacementProposal) -> PlacementProposal:
    session.rollback()
    session.refresh(proposal)
    return proposal


def test_an_enterprise_answers_by_link_and_a_visit_answers_nothing(
    app: Flask, session: Session, scene: Scene
) -> None:
    proposal, address = opened_link(session, scene)
    client = app.test_client()
    page = client.get(address)
    assert len(page.data) <= 30_000
    assert reread(session, proposal).state is S.NEW
    late = client.post(address, data={"target": "postponed", "until": "2026-02-18"})
    assert late.status_code == 303
    assert reread(session, proposal).postponed_until == date(2026, 2, 18)
    wrong = client.post(address, data={"target": "refused", "detail": "Chantier fini"})
    assert wrong.status_code == 422
    assert "Chantier fini" in wrong.get_data(as_text=True)
    for target in ("cancelled", "lapsed", "\x00", ""):
        assert client.post(address, data={"target": target}).status_code == 422
    for _ in range(2):
        assert client.post(address, data={"target": "accepted"}).status_code == 303
    assert reread(session, proposal).state is S.ACCEPTED
    assert "Merci" in client.get(address).get_data(as_text=True)
    assert len(session.scalars(select(Placement)).all()) == 1
    assert client.post(address, data={"target": "refused", "reason": "no_room"}).status_code == 303
    assert reread(session, proposal).state is S.ACCEPTED


def test_a_reason_is_read_by_the_apprentice_only_when_it_is_shared(
    session: Session, people: People
) -> None:
    trainee_id = people.account("apprentice").trainee_id
    post = make_post(session, people.school)
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    proposal = make_proposal(
        session, post, enrolment, state=S.REFUSED, reason=ProposalReason.SKILLS, detail="Vertige"
    )
    proposal.trainee_id = trainee_id or 0
    session.commit()
    address = f"/proposals/{proposal.reference}"
    assert "Vertige" in people.client("director").get(address).get_data(as_text=True)
    assert "Vertige" not in people.client("apprentice").get(address).get_data(as_text=True)
    proposal.shared_with_apprentice = True
    session.commit()
    assert "Vertige" in people.client("apprentice").get(address).get_data(as_text=True)
    assert people.client("foreign_director").get(address).status_code == 404
    assert people.client("enterprise").get(address).status_code == 404


def test_a_post_shows_its_proposals_in_pages_with_their_states(
    app: Flask, people: People, session: Session
) -> None:
    post = make_post(session, people.school)
    cohort = make_cohort(session, people.school)
    for _ in range(51):
        make_proposal(session, post, make_enrolment(session, cohort), state=ProposalState.POOL)
    session.commit()
    client = people.client("director")
    client.get(f"/posts/{post.reference}")
    with count_statements(app) as statements:
        page = client.get(f"/posts/{post.reference}").text
    assert statements.count <= 8
    assert "1 à 50 sur 51" in page
    assert page.count("Profil gardé, ") == 50


def test_a_school_without_enterprises_is_led_to_its_first(people: People) -> None:
    page = people.client("foreign_director").get("/posts/new").text
    assert "commencez par elle" in page
    assert "/enterprises/new" in page
