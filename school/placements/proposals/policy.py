"""Who may see which proposals, and on whose behalf they act."""

from sqlalchemy import ColumnElement, false, or_, select

from school.access.permissions import Permission
from school.access.principal import Principal
from school.placements.posts.models import Post
from school.placements.proposals.models import PlacementProposal
from school.placements.proposals.rules import Party


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let staff see the proposals for their schools' posts, others those that are about them.

    An apprentice sees what they were proposed for, a tutor what they are to answer.
    """
    allowed: list[ColumnElement[bool]] = []
    if schools := sorted(principal.school_ids(Permission.SEE_PLACEMENTS)):
        kept = select(Post.id).where(Post.school_id.in_(schools))
        allowed.append(PlacementProposal.post_id.in_(kept))
    if principal.trainee_id is not None:
        allowed.append(PlacementProposal.trainee_id == principal.trainee_id)
    if principal.tutor_id is not None:
        own = select(Post.id).where(Post.tutor_id == principal.tutor_id)
        allowed.append(PlacementProposal.post_id.in_(own))
    return or_(*allowed) if allowed else false()


def parties_of(principal: Principal, proposal: PlacementProposal) -> frozenset[Party]:
    """Tell for whom a person may act on a proposal: the school, the enterprise, or nobody."""
    parties = set()
    if proposal.post.school_id in principal.school_ids(Permission.MANAGE_PLACEMENTS):
        parties.add(Party.SCHOOL)
    if principal.tutor_id is not None and principal.tutor_id == proposal.post.tutor_id:
        parties.add(Party.ENTERPRISE)
    return frozenset(parties)


def reads_reason(principal: Principal, proposal: PlacementProposal) -> bool:
    """Tell whether a person may read why a proposal was refused.

    An apprentice does when the enterprise shares it.
    """
    if proposal.post.school_id in principal.school_ids(Permission.SEE_PLACEMENTS):
        return True
    if principal.tutor_id is not None and principal.tutor_id == proposal.post.tutor_id:
        return True
    return proposal.shared_with_apprentice
