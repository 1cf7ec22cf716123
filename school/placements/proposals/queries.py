"""Reads of proposals: lists, counts of a month, what is to lapse, what a hire makes obsolete."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, joinedload

from school.access.principal import Principal
from school.accounts.models import SignedLink
from school.accounts.rules import LinkPurpose
from school.cohorts.models import Cohort, Trainee
from school.core.errors import NotFound, mark
from school.core.paging import Slice, paginate
from school.core.text import fold
from school.enterprises.models import Enterprise
from school.placements.models import Placement
from school.placements.posts.models import Post, PostDuty
from school.placements.proposals.asked_queries import made_directly
from school.placements.proposals.models import PlacementProposal, ProposalDelay, ProposalStep
from school.placements.proposals.policy import visible_to
from school.placements.proposals.rules import (
    OPEN_STATES,
    USUAL_DELAY_DAYS,
    WAITING_STATES,
    ProposalState,
    month_of,
)
from school.placements.queries import hold_people

WITH_PARTIES = (
    joinedload(PlacementProposal.trainee),
    joinedload(PlacementProposal.cohort).joinedload(Cohort.school),
    joinedload(PlacementProposal.post).options(
        joinedload(Post.enterprise),
        joinedload(Post.tutor),
        joinedload(Post.school),
        joinedload(Post.path),
    ),
)
"""What every page about a proposal names."""

PURPOSE = LinkPurpose.ANSWER_PROPOSAL


@dataclass(frozen=True)
class ProposalFilter:
    """What a list of proposals is narrowed to; empty means all."""

    state: ProposalState | None = None
    post: str = ""
    enterprise: str = ""
    name: str = ""


def proposal_by_reference(
    session: Session, principal: Principal, reference: str
) -> PlacementProposal:
    """Find a proposal; raise `NotFound` when the person may not see it."""
    return _one(session, and_(visible_to(principal), PlacementProposal.reference == reference))


def proposal_of_link(session: Session, link: SignedLink) -> PlacementProposal:
    """Find the proposal that a signed link is about; raise `NotFound` when it is gone."""
    return _one(session, PlacementProposal.id == link.object_id)


def _one(session: Session, wanted: ColumnElement[bool]) -> PlacementProposal:
    query = select(PlacementProposal).where(wanted)
    found = session.scalar(query.options(*WITH_PARTIES, joinedload(PlacementProposal.placement)))
    if found is None:
        raise NotFound(mark("Cette proposition n’existe pas."))
    return found


def proposals_page(
    session: Session, principal: Principal, wanted: ProposalFilter, number: int
) -> Slice[PlacementProposal]:
    """List the proposals a person may see, the latest first, one page of them."""
    query = (
        select(PlacementProposal)
        .join(PlacementProposal.trainee)
        .join(PlacementProposal.post)
        .join(Post.enterprise)
        .where(visible_to(principal))
        .options(*WITH_PARTIES)
        .order_by(PlacementProposal.proposed_on.desc(), PlacementProposal.reference)
    )
    return paginate(session, _narrow(query, wanted), number)


def _narrow(query: Select[PlacementProposal], wanted: ProposalFilter) -> Select[PlacementProposal]:
    if wanted.state is not None:
        query = query.where(PlacementProposal.state == wanted.state)
    if wanted.post:
        query = query.where(Post.reference == wanted.post)
    if wanted.enterprise:
        query = query.where(Enterprise.reference == wanted.enterprise)
    if wanted.name:
        query = query.where(Trainee.sort_name.contains(fold(wanted.name), autoescape=True))
    return query


def proposals_of_post(session: Session, post: Post, number: int) -> Slice[PlacementProposal]:
    """Read one page of the proposals for a post, the latest first."""
    query = (
        select(PlacementProposal)
        .where(PlacementProposal.post_id == post.id)
        .options(*WITH_PARTIES)
        .order_by(PlacementProposal.proposed_on.desc(), PlacementProposal.reference)
    )
    return paginate(session, query, number)


def proposals_of_pair(
    session: Session, post_id: int, trainee_id: int
) -> Sequence[PlacementProposal]:
    """List the proposals of one person for one post, in their order."""
    query = (
        select(PlacementProposal)
        .where(PlacementProposal.post_id == post_id, PlacementProposal.trainee_id == trainee_id)
        .order_by(PlacementProposal.number)
    )
    return session.scalars(query).all()


def steps_of(session: Session, proposal: PlacementProposal) -> Sequence[ProposalStep]:
    """List the steps that a proposal took, in their order."""
    query = select(ProposalStep).where(ProposalStep.proposal_id == proposal.id)
    return session.scalars(query.order_by(ProposalStep.number)).all()


def last_step(session: Session, proposal: PlacementProposal) -> int:
    """Give the number of the last step that a proposal took; 0 before the first."""
    query = select(func.max(ProposalStep.number)).where(ProposalStep.proposal_id == proposal.id)
    return session.scalar(query) or 0


def made_in_month(session: Session, enterprise_id: int, day: date) -> int:
    """Count what an enterprise was asked for in the month of a day, by any school.

    A placement that was proposed without a post counts like a proposal; one that came of a
    proposal is counted once.
    """
    first, after = month_of(day)
    proposals = (
        select(func.count(PlacementProposal.id))
        .join(Post, Post.id == PlacementProposal.post_id)
        .where(
            Post.enterprise_id == enterprise_id,
            PlacementProposal.proposed_on >= first,
            PlacementProposal.proposed_on < after,
        )
    )
    placements = select(func.count(Placement.id)).where(
        Placement.enterprise_id == enterprise_id,
        Placement.proposed_on >= first,
        Placement.proposed_on < after,
        made_directly(),
    )
    counted = session.execute(
        select(proposals.scalar_subquery(), placements.scalar_subquery())
    ).one()
    return int(counted[0] + counted[1])


def hold_enterprise(session: Session, enterprise_id: int) -> None:
    """Let nobody else propose to an enterprise until the end of the transaction.

    Its limit of a month is counted after this, so that two who propose at once do not pass it.
    """
    query = select(Enterprise.id).where(Enterprise.id == enterprise_id).with_for_update()
    session.execute(query).one()


def hold(session: Session, proposal: PlacementProposal) -> None:
    """Read a proposal again and let nobody else change it until the end of the transaction.

    The person is held first, so that of two enterprises that take somebody at once the second
    waits, and reads that they are taken.
    """
    hold_people(session, [proposal.trainee_id])
    query = select(PlacementProposal).where(PlacementProposal.id == proposal.id).with_for_update()
    session.scalars(query.execution_options(populate_existing=True)).one()


def hold_post(session: Session, post: Post) -> None:
    """Read a post again and let nobody else change it until the end of the transaction.

    The enterprise is held first, as by whoever proposes for the post, so that neither waits for
    the other; whoever merges the enterprise at this moment is waited for.
    """
    hold_enterprise(session, post.enterprise_id)
    query = select(Post).where(Post.id == post.id).with_for_update()
    session.scalars(query.execution_options(populate_existing=True)).one()


def open_of_people(session: Session, trainee_ids: Collection[int]) -> Sequence[PlacementProposal]:
    """List and hold the open proposals of people, in the order in which they were made."""
    hold_people(session, trainee_ids)
    query = (
        select(PlacementProposal)
        .where(
            PlacementProposal.trainee_id.in_(sorted(trainee_ids)),
            PlacementProposal.state.in_(sorted(OPEN_STATES)),
        )
        .order_by(PlacementProposal.id)
        .with_for_update()
    )
    return session.scalars(query).all()


def waiting_for_answer(session: Session) -> Sequence[PlacementProposal]:
    """List the proposals that wait for an enterprise, school by school."""
    query = (
        select(PlacementProposal)
        .join(Post, Post.id == PlacementProposal.post_id)
        .where(PlacementProposal.state.in_(sorted(WAITING_STATES)))
        .options(*WITH_PARTIES)
        .order_by(Post.school_id, PlacementProposal.id)
    )
    return session.scalars(query).all()


def delays(session: Session, school_ids: Collection[int]) -> dict[int, int]:
    """Give the days of silence of schools as each said last; the usual ones where none did."""
    newest = (
        select(func.max(ProposalDelay.id))
        .where(ProposalDelay.school_id.in_(sorted(school_ids)))
        .group_by(ProposalDelay.school_id)
    )
    query = select(ProposalDelay.school_id, ProposalDelay.days).where(ProposalDelay.id.in_(newest))
    said = {row[0]: row[1] for row in session.execute(query)}
    return {number: said.get(number, USUAL_DELAY_DAYS) for number in school_ids}


def latest_link(session: Session, proposal: PlacementProposal) -> SignedLink | None:
    """Find the newest link by which a proposal is answered."""
    query = select(SignedLink).where(
        SignedLink.purpose == PURPOSE, SignedLink.object_id == proposal.id
    )
    return session.scalars(query.order_by(SignedLink.id.desc()).limit(1)).first()


def duties_worded(session: Session, proposal: PlacementProposal) -> Sequence[str]:
    """List the duties of a proposal's post, as they are worded."""
    query = select(PostDuty.wording).where(PostDuty.post_id == proposal.post_id)
    return session.scalars(query.order_by(PostDuty.position)).all()
