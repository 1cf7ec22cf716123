"""Small builders of posts, proposals, and of what enterprises want."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.cohorts.models import Enrolment
from school.placements.posts.models import Post, PostDuty, PostDutyCompetency
from school.placements.proposals.models import PlacementProposal, ProposalStep
from school.placements.proposals.rules import ProposalState
from tests.factories.records import add, make_enterprise, make_tutor, number, path_of


def make_post(session: Session, school: School, **values: Any) -> Post:
    """Make a post of a new partner and tutor unless they are given, with one duty."""
    if "enterprise" not in values:
        values["enterprise"] = (
            values["tutor"].enterprise if values.get("tutor") else make_enterprise(session, school)
        )
    if "tutor" not in values:
        values["tutor"] = make_tutor(session, values["enterprise"])
    asked = values.pop("asked", (("F0", "F0-C1"),))
    defaults = {
        "reference": f"PO-{number()}",
        "path": path_of(session),
        "title": "Aide monteuse",
        "department": "Littoral",
        "starts_on": date(2026, 3, 2),
        "ends_on": date(2026, 4, 24),
        "weekly_hours": Decimal(35),
        "places": 1,
        "opened_on": date(2026, 1, 20),
    }
    post = add(session, Post(school=school, **{**defaults, **values}))
    duty = PostDuty(reference=f"PD-{number()}", position=0, wording="Souder en étoile")
    duty.competencies = [PostDutyCompetency(module=one, competency=code) for one, code in asked]
    post.duties.append(duty)
    session.flush()
    return post


def make_proposal(
    session: Session, post: Post, enrolment: Enrolment, **values: Any
) -> PlacementProposal:
    """Make a proposal that the enterprise has not answered, with its first step."""
    defaults = {
        "reference": f"PR-{number()}",
        "state": ProposalState.NEW,
        "since": date(2026, 2, 2),
        "proposed_on": date(2026, 2, 2),
        "proposed_by": "Direction",
        "shared_with_apprentice": False,
    }
    proposal = add(
        session,
        PlacementProposal(
            post=post,
            trainee=enrolment.trainee,
            cohort=enrolment.cohort,
            **{**defaults, **values},
        ),
    )
    add(
        session,
        ProposalStep(
            reference=f"PS-{number()}",
            proposal=proposal,
            number=1,
            state=proposal.state,
            taken_on=proposal.since,
            actor="Direction",
            reason=proposal.reason,
        ),
    )
    return proposal
