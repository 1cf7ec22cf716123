"""For whom a signed-in person may act on an agreement: each for themselves, nobody for another."""

from school.access.principal import Principal
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import Party
from school.placements.models import Placement
from school.placements.policy import parties_of as placement_parties
from school.placements.rules import Party as PlacementParty


def writes_for_school(principal: Principal, placement: Placement) -> bool:
    """Tell whether a person writes and signs agreements for the school of a placement."""
    return PlacementParty.SCHOOL in placement_parties(principal, placement)


def parties_of(principal: Principal, version: AgreementVersion) -> frozenset[Party]:
    """Tell which parties a signed-in person is: the representative has no account, only links."""
    found = set()
    if writes_for_school(principal, version.placement):
        found.add(Party.SCHOOL)
    if principal.trainee_id is not None and principal.trainee_id == version.placement.trainee_id:
        found.add(Party.APPRENTICE)
    if principal.tutor_id is not None and principal.tutor_id == version.tutor_id:
        found.add(Party.TUTOR)
    return frozenset(found)
