"""Reads for a round of visits: what is planned, and the contacts that are due."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.enterprises.models import EnterpriseSite
from school.placements.models import Placement
from school.placements.policy import placements_open_to
from school.placements.posts.models import Post
from school.placements.proposals.models import PlacementProposal
from school.visits.contact.queries import DAYS_AHEAD, Standing, standings
from school.visits.contact.route_rules import Stop
from school.visits.contact.rules import Due
from school.visits.models import Visit
from school.visits.policy import awaited
from school.visits.rules import VISITED_STATES

MOST_STOPS = 200
"""Stops on one list: more is the round of nobody."""


def stops_for(
    session: Session, principal: Principal, today: date, *, everybody: bool = False
) -> list[Stop]:
    """List what a person has to visit or to call in the weeks ahead, or what the school has.

    A placement stands there once: with the visit that is planned, be it by a colleague, else with
    the contact due, which waits while the work is interrupted.
    """
    own = None if everybody else principal.staff_id
    planned = _planned(session, principal, today, own, everybody=everybody)
    found = {visit.placement_id: visit for visit in reversed(planned)}
    standing = {one.placement.id: one for one in standings(session, principal, today)}
    stops = [
        Stop(visit.placement, visit, _due(standing.get(number))) for number, visit in found.items()
    ]
    for number, one in standing.items():
        if number in found or not _is_near(one, today):
            continue
        if everybody or one.keeper is None or one.keeper.id == own:
            stops.append(Stop(one.placement, _visit_ahead(one, today), one.due))
    stops = sorted(stops, key=lambda stop: stop.day)[:MOST_STOPS]
    sites = _sites(session, [stop.placement.id for stop in stops])
    return [_at(stop, sites.get(stop.placement.id)) for stop in stops]


def hold(session: Session, references: Collection[str]) -> None:
    """Let nobody else plan a round to these placements until the end of the transaction."""
    query = select(Placement.id).where(Placement.reference.in_(references)).order_by(Placement.id)
    session.execute(query.with_for_update()).all()


def _at(stop: Stop, site: EnterpriseSite | None) -> Stop:
    enterprise = stop.placement.enterprise
    if site is None:
        return replace(stop, department=enterprise.department)
    department = site.department or enterprise.department
    return replace(stop, department=department, town=site.town, address=site.address)


def _sites(session: Session, placement_ids: Sequence[int]) -> dict[int, EnterpriseSite]:
    """Give, by placement, the site of its post, else the first open one of its enterprise."""
    first = (
        select(func.min(EnterpriseSite.id))
        .where(
            EnterpriseSite.enterprise_id == Placement.enterprise_id,
            EnterpriseSite.closed_on.is_(None),
        )
        .correlate(Placement)
        .scalar_subquery()
    )
    site = aliased(EnterpriseSite)
    query = (
        select(Placement.id, site)
        .outerjoin(PlacementProposal, PlacementProposal.placement_id == Placement.id)
        .outerjoin(Post, Post.id == PlacementProposal.post_id)
        .join(site, site.id == func.coalesce(Post.site_id, first))
        .where(Placement.id.in_(placement_ids))
    )
    return dict(session.execute(query).all())


def _planned(
    session: Session, principal: Principal, today: date, own: int | None, *, everybody: bool
) -> Sequence[Visit]:
    placement = joinedload(Visit.placement)
    query = (
        select(Visit)
        .join(Placement, Placement.id == Visit.placement_id)
        .options(
            joinedload(Visit.trainer),
            placement.joinedload(Placement.trainee),
            placement.joinedload(Placement.enterprise),
            placement.joinedload(Placement.cohort),
            placement.joinedload(Placement.tutor),
        )
        .where(
            placements_open_to(principal, Permission.SEE_VISITS),
            Placement.status.in_(sorted(VISITED_STATES)),
            awaited(),
            Visit.planned_on <= today + DAYS_AHEAD,
        )
        .order_by(Visit.planned_on, Visit.id)
    )
    if not everybody:
        query = query.where(or_(Visit.trainer_id == own, Visit.trainer_id.is_(None)))
    return session.scalars(query).all()


def _due(standing: Standing | None) -> Due | None:
    return standing.due if standing else None


def _visit_ahead(standing: Standing, today: date) -> Visit | None:
    visit = standing.visit
    if visit is None or visit.planned_on is None or visit.planned_on > today + DAYS_AHEAD:
        return None
    return visit


def _is_near(standing: Standing, today: date) -> bool:
    if standing.due is None or standing.due.by > today + DAYS_AHEAD:
        return False
    return standing.due.by >= today or not standing.is_interrupted(today)
