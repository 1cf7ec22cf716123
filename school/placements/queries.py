"""Reads of placements and of the links by which enterprises answer."""

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import SignedLink
from school.accounts.queries import directors_of as directors_of  # noqa: PLC0414 - known here
from school.accounts.rules import LinkPurpose
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.core.errors import NotFound, mark
from school.core.paging import Slice, paginate
from school.core.text import fold
from school.enterprises.models import Enterprise
from school.placements.models import Placement
from school.placements.policy import placements_open_to, visible_to
from school.placements.rules import OCCUPYING_STATES, Party, PlacementStatus, turn

WITH_PARTIES = (
    joinedload(Placement.trainee),
    joinedload(Placement.enterprise),
    joinedload(Placement.tutor),
    joinedload(Placement.cohort).joinedload(Cohort.school),
)
"""What every page about a placement names: person, enterprise, tutor, cohort and school."""


@dataclass(frozen=True)
class PlacementFilter:
    """What a list of placements is narrowed to; empty means all."""

    status: PlacementStatus | None = None
    turn: Party | None = None
    enterprise: str = ""
    cohort: str = ""
    name: str = ""


def placement_by_reference(
    session: Session, principal: Principal, reference: str, permission: Permission | None = None
) -> Placement:
    """Find a placement; raise `NotFound` when the person may not see it.

    With a permission, one of a school where it is theirs as staff.
    """
    open_to = visible_to(principal)
    if permission is not None:
        open_to = placements_open_to(principal, permission)
    found = session.scalar(
        select(Placement).where(open_to, Placement.reference == reference).options(*WITH_PARTIES)
    )
    if found is None:
        raise NotFound(mark("Ce placement n’existe pas."))
    return found


def placements_page(
    session: Session, principal: Principal, wanted: PlacementFilter, number: int
) -> Slice[Placement]:
    """List the placements a person may see, the latest start first, one page of them."""
    query = (
        select(Placement)
        .join(Placement.trainee)
        .join(Placement.enterprise)
        .join(Placement.cohort)
        .where(visible_to(principal))
        .options(*WITH_PARTIES)
        .order_by(Placement.starts_on.is_(None), Placement.starts_on.desc(), Placement.reference)
    )
    return paginate(session, _narrow(query, wanted), number)


def _narrow(query: Select[Placement], wanted: PlacementFilter) -> Select[Placement]:
    if wanted.status is not None:
        query = query.where(Placement.status == wanted.status)
    if wanted.turn is not None:
        states = [status for status in PlacementStatus if turn(status) is wanted.turn]
        query = query.where(Placement.status.in_(states))
    if wanted.enterprise:
        query = query.where(Enterprise.reference == wanted.enterprise)
    if wanted.cohort:
        query = query.where(Cohort.reference == wanted.cohort)
    if wanted.name:
        query = query.where(Trainee.sort_name.contains(fold(wanted.name), autoescape=True))
    return query


def overlapping(
    session: Session,
    trainee_id: int,
    starts_on: date,
    ends_on: date,
    except_id: int | None = None,
    states: AbstractSet[PlacementStatus] = OCCUPYING_STATES,
) -> Placement | None:
    """Find another placement that takes the same person's days, of any cohort.

    One that an enterprise agreed to comes before one that still waits for its answer.
    """
    open_end = or_(Placement.ends_on.is_(None), Placement.ends_on >= starts_on)
    query = (
        select(Placement)
        .where(
            Placement.trainee_id == trainee_id,
            Placement.status.in_(sorted(states)),
            or_(Placement.starts_on.is_(None), Placement.starts_on <= ends_on),
            or_(
                Placement.ended_on >= starts_on,
                and_(Placement.ended_on.is_(None), open_end),
            ),
        )
        .options(*WITH_PARTIES)
        .order_by(
            Placement.status == PlacementStatus.PROPOSED, Placement.starts_on, Placement.reference
        )
    )
    if except_id is not None:
        query = query.where(Placement.id != except_id)
    return session.scalars(query).first()


def enrolment_of_placement(session: Session, placement: Placement) -> Enrolment | None:
    """Find the enrolment that a placement belongs to; an import may have brought none."""
    return session.scalar(
        select(Enrolment)
        .where(
            Enrolment.trainee_id == placement.trainee_id,
            Enrolment.cohort_id == placement.cohort_id,
        )
        .options(
            joinedload(Enrolment.trainee), joinedload(Enrolment.cohort).joinedload(Cohort.school)
        )
    )


def placement_of_link(session: Session, link: SignedLink) -> Placement:
    """Find the placement a signed link is about; raise `NotFound` when it is gone."""
    found = session.scalar(
        select(Placement).where(Placement.id == link.object_id).options(*WITH_PARTIES)
    )
    if found is None:
        raise NotFound(mark("Ce lien n’existe pas."))
    return found


def hold(session: Session, placement: Placement) -> None:
    """Read a placement again and let nobody else change it until the end of the transaction.

    Whoever changes a placement, its logbook or its links begins here, so that of two people at
    once the second waits and then sees what the first did. SQLite has one writer at a time.

    Of a placement without an answer the person is held first: a yes closes what others are asked.
    """
    if placement.status is PlacementStatus.PROPOSED:
        hold_people(session, [placement.trainee_id])
    # A refresh would lock the outer joins by which the placement was loaded: PostgreSQL refuses.
    query = select(Placement).where(Placement.id == placement.id).with_for_update()
    session.scalars(query.execution_options(populate_existing=True)).one()


def latest_links(
    session: Session, purposes: Iterable[LinkPurpose], placement: Placement
) -> dict[LinkPurpose, SignedLink]:
    """Find the newest link of each of some purposes for a placement."""
    newest = (
        select(func.max(SignedLink.id))
        .where(SignedLink.purpose.in_(sorted(purposes)), SignedLink.object_id == placement.id)
        .group_by(SignedLink.purpose)
    )
    links = session.scalars(select(SignedLink).where(SignedLink.id.in_(newest)))
    return {link.purpose: link for link in links}


def hold_people(session: Session, trainee_ids: Collection[int]) -> None:
    """Let nobody else propose, place or free some people until the end of the transaction."""
    people = select(Trainee.id).where(Trainee.id.in_(sorted(trainee_ids))).order_by(Trainee.id)
    session.execute(people.with_for_update(key_share=True)).all()


def asked_of_people(session: Session, trainee_ids: Collection[int]) -> Sequence[Placement]:
    """List the placements of people that still wait for an enterprise, as they were made."""
    hold_people(session, trainee_ids)
    query = (
        select(Placement)
        .where(
            Placement.trainee_id.in_(sorted(trainee_ids)),
            Placement.status == PlacementStatus.PROPOSED,
        )
        .options(*WITH_PARTIES)
        .order_by(Placement.id)
    )
    return session.scalars(query).all()


def waiting_for_answer(session: Session) -> Sequence[Placement]:
    """List the placements that wait for an enterprise since a known day, school by school."""
    query = (
        select(Placement)
        .join(Cohort, Cohort.id == Placement.cohort_id)
        .where(Placement.status == PlacementStatus.PROPOSED, Placement.proposed_on.is_not(None))
        .options(*WITH_PARTIES)
        .order_by(Cohort.school_id, Placement.id)
    )
    return session.scalars(query).all()


def latest_link(
    session: Session, purpose: LinkPurpose, placement: Placement, week: date | None = None
) -> SignedLink | None:
    """Find the newest link of a purpose for a placement, and for a week where that matters."""
    return session.scalars(
        select(SignedLink)
        .where(
            SignedLink.purpose == purpose,
            SignedLink.object_id == placement.id,
            SignedLink.week_starts_on.is_(None)
            if week is None
            else SignedLink.week_starts_on == week,
        )
        .order_by(SignedLink.id.desc())
        .limit(1)
    ).first()
