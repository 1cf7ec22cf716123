"""Somebody with a role in two schools does in each what the role there allows, and no more."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import StaffAssignment
from school.accounts.rules import StaffRole
from school.placements.evaluations.rules import EvaluationState, EvaluationVoice
from school.placements.posts.models import Post
from school.placements.proposals.models import ProposalDelay
from school.placements.rules import PlacementStatus
from tests.factories.agreements import make_draft
from tests.factories.evaluations import make_evaluation
from tests.factories.posts import make_post
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_enterprise,
    make_tutor,
    path_of,
)
from tests.support.people import People
from tests.support.placements import own_placement, placed


@pytest.fixture
def visitor(people: People, session: Session) -> str:
    """The director of another school, who teaches in the school of the test."""
    staff_id = people.staff("foreign_director").id
    session.add(
        StaffAssignment(staff_id=staff_id, role=StaffRole.TRAINER, school_id=people.school.id)
    )
    session.commit()
    return "foreign_director"


def test_a_draft_is_changed_by_who_writes_for_its_school(
    people: People, session: Session, visitor: str
) -> None:
    version = make_draft(session, placed(people, session))
    session.commit()
    address = f"/agreements/{version.reference}/edit"
    assert people.client("director").get(address).status_code == 200
    client = people.client(visitor)
    assert client.get(f"/placements/{version.placement.reference}").status_code == 200
    assert client.get(address).status_code == 404
    assert client.post(address, data={"place": "Ailleurs"}).status_code == 404


def test_a_proposal_is_changed_by_who_proposes_for_its_school(
    people: People, session: Session, visitor: str
) -> None:
    placement = placed(people, session, status=PlacementStatus.PROPOSED)
    address = f"/placements/{placement.reference}/edit"
    assert people.client("director").get(address).status_code == 200
    client = people.client(visitor)
    assert client.get(f"/placements/{placement.reference}").status_code == 200
    assert client.get(address).status_code == 404
    assert client.post(address, data={"position": "Autre"}).status_code == 404


def test_a_tutor_who_works_at_another_school_reads_no_evaluation_of_the_apprentice(
    people: People, session: Session
) -> None:
    account = people.account("foreign_trainer")
    placement = own_placement(people, session)
    evaluation = make_evaluation(session, placement, voice=EvaluationVoice.APPRENTICE)
    tutor = people.account("enterprise")
    tutor_id, tutor.tutor_id = tutor.tutor_id, None
    session.flush()
    account.tutor_id = tutor_id
    session.commit()
    client = people.client("foreign_trainer")
    assert client.get(f"/placements/{placement.reference}").status_code == 200
    address = f"/evaluations/{evaluation.reference}/handle"
    assert client.get(address).status_code == 404
    done = {"version": str(evaluation.version), "note": "Vu."}
    assert client.post(address, data=done).status_code == 404
    session.rollback()
    session.refresh(evaluation)
    assert evaluation.state is EvaluationState.OPEN


def test_a_director_of_two_schools_says_for_which_a_post_is(
    people: People, session: Session
) -> None:
    staff_id = people.staff("director").id
    session.add(
        StaffAssignment(
            staff_id=staff_id, role=StaffRole.DIRECTOR, school_id=people.other_school.id
        )
    )
    tutor = make_tutor(session, make_enterprise(session, people.school))
    session.commit()
    asked = {
        "host": f"tutor:{tutor.reference}",
        "title": "Aide monteuse",
        "path": path_of(session).reference,
        "starts_on": "2026-03-02",
        "ends_on": "2026-04-24",
        "places": "1",
        "wording_0": "Souder",
    }
    session.commit()
    client, other = people.client("director"), people.other_school
    assert f'value="{other.reference}"' in client.get("/posts/new").text
    refused = client.post("/posts/new", data={**asked, "school": "AILLEURS"})
    assert refused.status_code == 422
    assert client.post("/posts/new", data={**asked, "school": other.reference}).status_code == 303
    assert session.scalars(select(Post.school_id)).all() == [other.id]
    address = f"/proposals/delay?school={other.reference}"
    assert other.name in client.get(address).text
    assert client.post("/proposals/delay?school=AILLEURS", data={"days": "5"}).status_code == 404
    client.post(address, data={"days": "5"})
    session.rollback()
    assert session.scalars(select(ProposalDelay.school_id)).all() == [other.id]


def test_who_is_enrolled_in_two_schools_is_proposed_by_each(
    people: People, session: Session
) -> None:
    staff_id = people.staff("director").id
    session.add(
        StaffAssignment(
            staff_id=staff_id, role=StaffRole.DIRECTOR, school_id=people.other_school.id
        )
    )
    trainee = make_enrolment(session, make_cohort(session, people.school)).trainee
    make_enrolment(session, make_cohort(session, people.other_school), trainee)
    posts = [make_post(session, one) for one in (people.school, people.other_school)]
    session.commit()
    for post in posts:
        address = f"/posts/{post.reference}/propose/{trainee.reference}"
        assert people.client("director").get(address).status_code == 200
