"""A hire makes proposals obsolete: whoever works at some dates is proposed for them no more."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from school.core.facts import is_known_row
from school.hiring.models import Hire
from school.placements.models import Placement
from school.placements.posts.models import Post
from school.placements.proposals.direct_operations import close_asked
from school.placements.proposals.models import PlacementProposal
from school.placements.proposals.operations import make_obsolete
from school.placements.proposals.rules import OPEN_STATES
from school.placements.rules import EndReason, PlacementStatus


def close_overtaken(
    session: Session, actor: str, day: date, trainee_ids: Collection[int] | None = None
) -> list[PlacementProposal | Placement]:
    """Close what enterprises are asked, for a post or directly, about people who are hired.

    Called whenever a hire is learned, by whatever way: a page, a follow-up, an employer, an
    import. Without people it looks at everybody. A contested hire closes nothing.
    """
    return [
        *close_overtaken_proposals(session, actor, day, trainee_ids),
        *close_overtaken_placements(session, actor, day, trainee_ids),
    ]


def close_overtaken_proposals(
    session: Session, actor: str, day: date, trainee_ids: Collection[int] | None = None
) -> list[PlacementProposal]:
    """Close the open proposals of people who are hired at the dates of the post."""
    session.flush()
    query = (
        select(PlacementProposal)
        .join(Post, Post.id == PlacementProposal.post_id)
        .join(Hire, Hire.trainee_id == PlacementProposal.trainee_id)
        .where(
            PlacementProposal.state.in_(sorted(OPEN_STATES)),
            _holds(day),
            Hire.starts_on <= Post.ends_on,
            or_(Hire.ends_on.is_(None), Hire.ends_on >= Post.starts_on),
        )
        .order_by(PlacementProposal.id)
    )
    if trainee_ids is not None:
        query = query.where(PlacementProposal.trainee_id.in_(sorted(trainee_ids)))
    return make_obsolete(session, actor, session.scalars(query).unique().all())


def close_overtaken_placements(
    session: Session, actor: str, day: date, trainee_ids: Collection[int] | None = None
) -> list[Placement]:
    """Close the unanswered placements of people whom another enterprise hires at their dates.

    A hire by the very enterprise that was asked leaves the question to it.
    """
    session.flush()
    query = (
        select(Placement)
        .join(Hire, Hire.trainee_id == Placement.trainee_id)
        .where(
            Placement.status == PlacementStatus.PROPOSED,
            Hire.enterprise_id.is_distinct_from(Placement.enterprise_id),
            _holds(day),
            or_(Placement.ends_on.is_(None), Hire.starts_on <= Placement.ends_on),
            or_(
                Hire.ends_on.is_(None),
                Placement.starts_on.is_(None),
                Hire.ends_on >= Placement.starts_on,
            ),
        )
        .order_by(Placement.id)
    )
    if trainee_ids is not None:
        query = query.where(Placement.trainee_id.in_(sorted(trainee_ids)))
    found = session.scalars(query).unique().all()
    return close_asked(session, actor, found, EndReason.HIRED_ELSEWHERE)


def _holds(day: date) -> ColumnElement[bool]:
    return and_(is_known_row(Hire, day), Hire.contested.is_(False))
