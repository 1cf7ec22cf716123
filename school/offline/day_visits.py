"""The visits that are due, each with the forms by which it is told how it went."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.offline.day_pages import DayPage, Scene
from school.visits import queries
from school.visits.models import Visit
from school.web.template_addresses import address

MOST_VISITS = 6
"""Visits whose forms come to the phone; the list names the others too."""

VISIT_BYTES = 6_000
"""What the form of an account weighs on the line, compressed."""

MISSED_BYTES = 4_500
"""What the form of a visit that did not take place weighs on the line, compressed."""


def visits_to_make(session: Session, principal: Principal, scene: Scene) -> Iterator[DayPage]:
    """Give the list of the visits to make, and the forms of the first ones."""
    if not principal.may(Permission.MANAGE_VISITS):
        return
    visits = queries.visits_to_make(session, principal, scene.today)
    yield DayPage(address("visits.mine"), [_shown(one) for one in visits], VISIT_BYTES)
    for one in visits[:MOST_VISITS]:
        shown = _shown(one)
        yield DayPage(address("visits.log", reference=one.reference), shown, VISIT_BYTES)
        yield DayPage(address("visits.missed", reference=one.reference), shown, MISSED_BYTES)


def _shown(visit: Visit) -> tuple[object, ...]:
    placement = visit.placement
    tutor = (placement.tutor.name, placement.tutor.phone) if placement.tutor else None
    return visit.reference, visit.version, placement.trainee.full_name, placement.version, tutor
