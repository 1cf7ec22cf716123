"""On whose behalf a person may act on the end of a placement."""

from school.access.principal import Principal
from school.placements.ends.rules import EndParty
from school.placements.models import Placement
from school.placements.policy import parties_of
from school.placements.rules import Party


def end_parties(principal: Principal, placement: Placement) -> frozenset[EndParty]:
    """Tell for whom a person may act: the school, the apprentice whose placement it is, nobody."""
    found = set()
    if Party.SCHOOL in parties_of(principal, placement):
        found.add(EndParty.SCHOOL)
    if principal.trainee_id is not None and principal.trainee_id == placement.trainee_id:
        found.add(EndParty.APPRENTICE)
    return frozenset(found)
