"""A hire makes proposals obsolete: whoever works at a post's dates is proposed for it no more."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from school.core.facts import is_known_row
from school.hiring.models import Hire
from school.placements.posts.models import Post
from school.placements.proposals.models import PlacementProposal
from school.placements.proposals.operations import make_obsolete
from school.placements.proposals.rules import OPEN_STATES


def close_overtaken(
    session: Session, actor: str, day: date, trainee_ids: Collection[int] | None = None
) -> list[PlacementProposal]:
    """Close the open proposals of people who are hired at the dates of the post.

    Called whenever a hire is learned, by whatever way: a page, a follow-up, an employer, an
    import. Without people it looks at everybody. A contested hire closes nothing.
    """
    session.flush()
    query = (
        select(PlacementProposal)
        .join(Post, Post.id == PlacementProposal.post_id)
        .join(Hire, Hire.trainee_id == PlacementProposal.trainee_id)
        .where(
            PlacementProposal.state.in_(sorted(OPEN_STATES)),
            is_known_row(Hire, day),
            Hire.contested.is_(False),
            Hire.starts_on <= Post.ends_on,
            or_(Hire.ends_on.is_(None), Hire.ends_on >= Post.starts_on),
        )
        .order_by(PlacementProposal.id)
    )
    if trainee_ids is not None:
        query = query.where(PlacementProposal.trainee_id.in_(sorted(trainee_ids)))
    return make_obsolete(session, actor, session.scalars(query).unique().all())
