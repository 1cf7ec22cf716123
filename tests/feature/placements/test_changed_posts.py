"""A post that changes while it is proposed: who was asked, what was read, and who may answer."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.database import Database
from school.core.errors import NeedsConfirmation
from school.enterprises import merge_operations
from school.enterprises.models import Enterprise
from school.placements.models import Placement
from school.placements.posts.models import Post
from school.placements.proposals import link_operations, operations, queries
from school.placements.proposals.models import PlacementProposal
from school.placements.proposals.operations import ProposalAnswer
from school.placements.proposals.rules import Party, ProposalState
from tests.factories.posts import make_post, make_proposal
from tests.factories.records import make_cohort, make_enrolment, make_enterprise, make_tutor
from tests.support.overlapping import overlapping
from tests.support.people import People

ENTERPRISE = frozenset({Party.ENTERPRISE})
YES = ProposalAnswer(ProposalState.ACCEPTED)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel("2026-02-04 09:00+00:00", tick=False):
        yield


@pytest.fixture
def proposal(session: Session, people: People) -> PlacementProposal:
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    found = make_proposal(session, make_post(session, people.school), enrolment)
    session.commit()
    return found


def link(session: Session, proposal: PlacementProposal) -> str:
    token = link_operations.issue(session, proposal)
    session.commit()
    return f"/link/proposal/{token}"


def stated(post: Post, **changes: object) -> dict[str, object]:
    """What the form of a post is sent with."""
    tutor = post.tutor
    assert tutor is not None
    return {
        "host": f"tutor:{tutor.reference}",
        "title": post.title,
        "path": post.path.reference,
        "starts_on": post.starts_on.isoformat(),
        "ends_on": post.ends_on.isoformat(),
        "places": "1",
        "wording_0": post.duties[0].wording,
        "version": str(post.version),
        **changes,
    }


def revise(people: People, post: Post, **changes: object) -> int:
    address = f"/posts/{post.reference}/edit"
    answer = people.client("director").post(address, data=stated(post, **changes))
    people.session.rollback()
    people.session.expire_all()
    return answer.status_code


def test_a_post_stays_with_the_enterprise_that_people_were_proposed_to(
    app: Flask, people: People, session: Session, proposal: PlacementProposal
) -> None:
    post, address = proposal.post, link(session, proposal)
    asked, other = post.enterprise, make_post(session, people.school)
    assert other.tutor is not None
    session.commit()
    host = f"tutor:{other.tutor.reference}"
    assert revise(people, post, host=host) == 422
    assert post.enterprise_id == asked.id
    assert other.enterprise.name not in app.test_client().get(address).text
    free = make_post(session, people.school)
    session.commit()
    assert revise(people, free, host=host) == 303
    assert free.enterprise_id == other.enterprise_id


def test_another_tutor_answers_by_another_link(
    app: Flask, people: People, session: Session, proposal: PlacementProposal
) -> None:
    post, address = proposal.post, link(session, proposal)
    tutor = make_tutor(session, post.enterprise)
    session.commit()
    assert revise(people, post, host=f"tutor:{tutor.reference}") == 303
    former = app.test_client()
    assert former.get(address).status_code == 410
    former.post(address, data={"target": "accepted"})
    session.rollback()
    session.refresh(proposal)
    assert proposal.state is ProposalState.NEW
    assert former.get(link(session, proposal)).status_code == 200


def test_nobody_says_yes_to_a_post_that_is_not_as_they_read_it(
    app: Flask, people: People, session: Session, proposal: PlacementProposal
) -> None:
    address, read = link(session, proposal), {"target": "accepted", "version": "1"}
    assert 'name="version" value="1"' in app.test_client().get(address).text
    assert revise(people, proposal.post, wording_0="Élaguer des arbres") == 303
    refused = app.test_client().post(address, data=read)
    assert refused.status_code == 422
    assert "Ce poste a changé" in refused.text
    assert "Élaguer des arbres" in refused.text
    now_read = re.search(r'name="version" value="(\d+)"', refused.text)
    assert now_read is not None
    again = {"target": "accepted", "version": now_read[1]}
    assert app.test_client().post(address, data=again).status_code == 303
    session.refresh(proposal)
    assert proposal.state is ProposalState.ACCEPTED


def test_duties_written_by_two_at_once_are_not_lost(
    people: People, session: Session, proposal: PlacementProposal
) -> None:
    post = proposal.post
    opened = str(post.version)
    assert revise(people, post, wording_0="Souder en étoile et en ligne", version=opened) == 303
    assert revise(people, post, wording_0="Souder un peu", version=opened) == 422
    assert post.duties[0].wording == "Souder en étoile et en ligne"


def _take(session: Session, reference: str) -> bool:
    query = select(PlacementProposal).where(PlacementProposal.reference == reference)
    return operations.move(session, "Tuteur", session.scalars(query).one(), YES, ENTERPRISE)


def test_two_enterprises_that_take_one_person_at_once_do_not_both_get_them(
    session: Session, database: Database, people: People, proposal: PlacementProposal
) -> None:
    elsewhere = make_post(session, people.school)
    enrolment = make_enrolment(session, make_cohort(session, people.school), proposal.trainee)
    other = make_proposal(session, elsewhere, enrolment)
    session.commit()
    references = (proposal.reference, other.reference)
    refused = overlapping(
        database,
        lambda first: _take(first, references[0]),
        lambda second: _take(second, references[1]),
    )
    assert "n’est plus disponible" in str(refused)
    session.rollback()
    session.expire_all()
    assert (proposal.state, other.state) == (ProposalState.ACCEPTED, ProposalState.OBSOLETE)
    assert len(session.scalars(select(Placement)).all()) == 1


def test_two_yes_at_once_to_a_post_of_one_place_leave_one_to_be_confirmed(
    session: Session, database: Database, people: People, proposal: PlacementProposal
) -> None:
    newcomer = make_enrolment(session, proposal.cohort)
    other = make_proposal(session, proposal.post, newcomer)
    session.commit()
    references = (proposal.reference, other.reference)
    asked = overlapping(
        database,
        lambda first: _take(first, references[0]),
        lambda second: _take(second, references[1]),
    )
    assert isinstance(asked, NeedsConfirmation)
    session.rollback()
    session.expire_all()
    assert (proposal.state, other.state) == (ProposalState.ACCEPTED, ProposalState.NEW)
    sure = replace(YES, confirmed=True)
    assert operations.move(session, "Tuteur", other, sure, ENTERPRISE)
    assert len(session.scalars(select(Placement)).all()) == 2


def test_a_yes_as_the_enterprise_is_merged_is_a_placement_of_the_one_that_stays(
    session: Session, database: Database, people: People, proposal: PlacementProposal
) -> None:
    kept = make_enterprise(session, people.school)
    double, reference = proposal.post.enterprise, proposal.reference
    session.commit()
    principal = people.principal("director")

    def merge(first: Session) -> None:
        two = [first.get(Enterprise, one.id) for one in (double, kept)]
        assert two[0] is not None
        assert two[1] is not None
        merge_operations.merge(first, principal, two[0], two[1], date(2026, 2, 4))

    later = overlapping(database, merge, lambda second: _take(second, reference))
    assert later is None
    session.rollback()
    session.expire_all()
    assert session.scalars(select(Placement.enterprise_id)).all() == [kept.id]


def test_an_answer_that_comes_as_silence_is_counted_is_heard(
    session: Session, database: Database, proposal: PlacementProposal
) -> None:
    proposal.since = proposal.proposed_on = date(2026, 1, 2)
    session.commit()
    later = ProposalAnswer(ProposalState.POSTPONED, until=date(2026, 2, 20))

    def put_off(first: Session) -> None:
        operations.move(first, "Tuteur", _only(first), later, ENTERPRISE)

    def count_silence(second: Session) -> None:
        assert not operations.lapse(second, "school")

    assert overlapping(database, put_off, count_silence) is None
    session.rollback()
    session.refresh(proposal)
    assert proposal.state is ProposalState.POSTPONED


def _only(session: Session) -> PlacementProposal:
    return queries.waiting_for_answer(session)[0]
