"""What enterprises were asked for: a person for a post, or directly a placement."""

from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, case, literal, null, or_, select

from school.placements.models import Placement
from school.placements.posts.models import Post
from school.placements.proposals.models import PlacementProposal
from school.placements.proposals.rules import ANSWERED, OUTCOMES, Outcome
from school.placements.rules import EndReason, PlacementStatus


def made_directly() -> ColumnElement[bool]:
    """Keep to the placements that came of no proposal: what did is counted as its proposal."""
    come_of_them = select(PlacementProposal.placement_id).where(
        PlacementProposal.placement_id.is_not(None)
    )
    return Placement.id.not_in(come_of_them)


def each_asked(for_posts: ColumnElement[bool], directly: ColumnElement[bool]) -> Subquery:
    """Gather each time an enterprise was asked about a person, once, with what came of it.

    The conditions choose among the proposals, joined to their posts, and among the placements.
    Columns: `trainee_id`; `post_id`, empty for a placement; `outcome`, the text of an `Outcome`;
    `asked_on`, empty where an import did not say it; `answered_on`, the day of the enterprise's
    own words, empty without them.
    """
    proposals = (
        select(
            PlacementProposal.trainee_id,
            PlacementProposal.post_id,
            _outcome_of_proposal().label("outcome"),
            PlacementProposal.proposed_on.label("asked_on"),
            _answered_on().label("answered_on"),
        )
        .join(Post, Post.id == PlacementProposal.post_id)
        .where(for_posts)
    )
    placements = select(
        Placement.trainee_id,
        null().label("post_id"),
        _outcome_of_placement().label("outcome"),
        Placement.proposed_on.label("asked_on"),
        case(
            (Placement.status == PlacementStatus.DECLINED, Placement.ended_on),
            else_=Placement.confirmed_on,
        ).label("answered_on"),
    ).where(made_directly(), directly)
    return proposals.union_all(placements).subquery("asked")


def _outcome_of_proposal() -> ColumnElement[str]:
    states = [
        (PlacementProposal.state == state, literal(outcome.value))
        for state, outcome in OUTCOMES.items()
    ]
    return case(*states)


def _answered_on() -> ColumnElement[date | None]:
    said = [state for state, outcome in OUTCOMES.items() if outcome in ANSWERED]
    return case((PlacementProposal.state.in_(said), PlacementProposal.since))


def _outcome_of_placement() -> ColumnElement[str]:
    unanswered = and_(
        Placement.status == PlacementStatus.CANCELLED, Placement.confirmed_on.is_(None)
    )
    silent = or_(
        Placement.end_reason == EndReason.NO_ANSWER.value,
        Placement.end_reason.startswith(f"{EndReason.NO_ANSWER.value}:", autoescape=True),
    )
    return case(
        (Placement.status == PlacementStatus.PROPOSED, literal(Outcome.WAITING.value)),
        (Placement.status == PlacementStatus.DECLINED, literal(Outcome.REFUSED.value)),
        (and_(unanswered, silent), literal(Outcome.LAPSED.value)),
        (unanswered, literal(Outcome.WITHDRAWN.value)),
        else_=literal(Outcome.ACCEPTED.value),
    )
