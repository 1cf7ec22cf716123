"""Reads of posts, of what fills them, and of the competencies that duties may ask for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.errors import InvalidInput, NotFound, mark
from school.core.paging import Slice, paginate
from school.curriculum.competency_rules import NamedCompetency
from school.curriculum.lesson_models import Competency
from school.curriculum.models import Module, Path, PathModule
from school.enterprises.models import Enterprise, EnterpriseSite
from school.enterprises.policy import visible_to as enterprise_visible_to
from school.placements.models import Placement
from school.placements.posts.models import Post, PostDuty
from school.placements.posts.policy import visible_to
from school.placements.proposals.models import PlacementProposal
from school.placements.proposals.rules import OPEN_STATES, ProposalState
from school.placements.rules import PlacementStatus

LEFT_STATES = frozenset(
    {PlacementStatus.DECLINED, PlacementStatus.CANCELLED, PlacementStatus.BROKEN_OFF}
)
"""States of a placement that leave its place of a post to somebody else."""

WITH_PARTIES = (
    joinedload(Post.school),
    joinedload(Post.enterprise),
    joinedload(Post.site),
    joinedload(Post.tutor),
    joinedload(Post.path),
    joinedload(Post.module),
)


@dataclass(frozen=True)
class PostFilter:
    """What a list of posts is narrowed to; empty means all."""

    enterprise: str = ""
    path: str = ""
    closed: bool = False


@dataclass(frozen=True)
class Filling:
    """How many proposals for a post still wait, and how many of its places are taken.

    A placement that was cancelled or broken off leaves its place to somebody else.
    """

    waiting: int = 0
    accepted: int = 0


def post_by_reference(
    session: Session,
    principal: Principal,
    reference: str,
    permission: Permission = Permission.SEE_ENTERPRISES,
) -> Post:
    """Find a post with its duties; raise `NotFound` when the person may not reach it."""
    found = session.scalar(
        select(Post)
        .where(visible_to(principal, permission), Post.reference == reference)
        .options(*WITH_PARTIES, selectinload(Post.duties).joinedload(PostDuty.competencies))
    )
    if found is None:
        raise NotFound(mark("Ce poste n’existe pas."))
    return found


def posts_page(
    session: Session, principal: Principal, wanted: PostFilter, today: date, number: int
) -> Slice[Post]:
    """List the posts a person may see, those that begin first on top, one page of them."""
    over = or_(Post.closed_on.is_not(None), Post.ends_on < today)
    query = (
        select(Post)
        .join(Post.enterprise)
        .join(Post.path)
        .where(visible_to(principal), over if wanted.closed else ~over)
        .options(*WITH_PARTIES)
        .order_by(Post.starts_on, Post.reference)
    )
    if wanted.enterprise:
        query = query.where(Enterprise.reference == wanted.enterprise)
    if wanted.path:
        query = query.where(Path.reference == wanted.path)
    return paginate(session, query, number)


def fillings(session: Session, post_ids: Collection[int]) -> dict[int, Filling]:
    """Count the proposals of posts that wait and those that take a place, in one statement."""
    waits = PlacementProposal.state.in_(sorted(OPEN_STATES))
    accepted = and_(
        PlacementProposal.state == ProposalState.ACCEPTED,
        or_(Placement.id.is_(None), Placement.status.not_in(sorted(LEFT_STATES))),
    )
    query = (
        select(
            PlacementProposal.post_id,
            func.count().filter(waits),
            func.count().filter(accepted),
        )
        .outerjoin(Placement, Placement.id == PlacementProposal.placement_id)
        .where(PlacementProposal.post_id.in_(sorted(post_ids)))
        .group_by(PlacementProposal.post_id)
    )
    return {row[0]: Filling(row[1], row[2]) for row in session.execute(query)}


def competencies_to_ask(session: Session) -> list[NamedCompetency]:
    """List the competencies of every path, each once, in the newest version that holds it."""
    newest = (
        select(Competency.module_id, func.max(Competency.version_id).label("version_id"))
        .group_by(Competency.module_id)
        .subquery()
    )
    query = (
        select(
            Module.reference,
            Module.title_fr,
            Module.title_en,
            Competency.reference,
            Competency.title_fr,
            Competency.title_en,
        )
        .join(Module, Module.id == Competency.module_id)
        .join(
            newest,
            and_(
                newest.c.module_id == Competency.module_id,
                newest.c.version_id == Competency.version_id,
            ),
        )
        .where(Module.id.in_(select(PathModule.module_id)))
        .order_by(Module.reference, Competency.position)
    )
    return [NamedCompetency(*row) for row in session.execute(query)]


def modules_to_name(session: Session) -> Sequence[Module]:
    """List the modules that some path holds, by code."""
    held = select(PathModule.module_id)
    return session.scalars(
        select(Module).where(Module.id.in_(held)).order_by(Module.reference)
    ).all()


def sites_to_name(session: Session, principal: Principal) -> Sequence[EnterpriseSite]:
    """List the open sites of the enterprises for which a person may keep posts, by name."""
    reached = enterprise_visible_to(principal, Permission.MANAGE_PLACEMENTS)
    query = (
        select(EnterpriseSite)
        .join(EnterpriseSite.enterprise)
        .options(contains_eager(EnterpriseSite.enterprise))
        .where(reached, EnterpriseSite.closed_on.is_(None))
        .order_by(Enterprise.name, EnterpriseSite.name, EnterpriseSite.reference)
    )
    return session.scalars(query).all()


def site_of(session: Session, enterprise_id: int, reference: str | None) -> EnterpriseSite | None:
    """Find a site of an enterprise by its code; nothing without one.

    Raises `InvalidInput` for a site of another enterprise.
    """
    if not reference:
        return None
    query = select(EnterpriseSite).where(
        EnterpriseSite.enterprise_id == enterprise_id, EnterpriseSite.reference == reference
    )
    found = session.scalar(query)
    if found is None:
        raise InvalidInput(mark("Ce site est celui d’une autre entreprise."), "site")
    return found


def post_of_placement(session: Session, placement: Placement) -> Post | None:
    """Find the post that a placement came of, with its site and duties, in one statement."""
    of_placement = select(PlacementProposal.post_id).where(
        PlacementProposal.placement_id == placement.id
    )
    query = (
        select(Post)
        .where(Post.id.in_(of_placement))
        .options(
            joinedload(Post.site),
            joinedload(Post.duties).joinedload(PostDuty.competencies),
        )
    )
    return session.scalars(query).unique().one_or_none()
