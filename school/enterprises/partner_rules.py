"""What a partner enterprise says of itself: interest of a year, places, techniques."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

MOST_PROPOSALS = 99
"""Proposals in a month; more is a slip of the pen. [own]"""

MOST_PLACES = 999
"""Places of one period; more is a slip of the pen. [own]"""

FIRST_YEAR, LAST_YEAR = 2000, 2199
"""Years that an answer can be about."""


class InterestStatus(StrEnum):
    """What an enterprise says of hosting apprentices in a year (FEATURES, "States and fields")."""

    ACTIVELY_LOOKING = "actively_looking"
    INTERESTED = "interested"
    NOT_OPEN = "not_open"
    ALREADY_ORGANISED = "already_organised"
    UNKNOWN = "unknown"


class InterestReason(StrEnum):
    """Why an enterprise hosts nobody more, in a closed list."""

    NO_ROOM = "no_room"
    NO_SUPERVISOR = "no_supervisor"
    NO_ACTIVITY = "no_activity"
    COST = "cost"
    PAST_EXPERIENCE = "past_experience"
    ANOTHER_SCHOOL = "another_school"
    OTHER = "other"


class TechniqueKind(StrEnum):
    """What an enterprise works with."""

    TECHNIQUE = "technique"
    EQUIPMENT = "equipment"


REASONED = frozenset({InterestStatus.NOT_OPEN, InterestStatus.ALREADY_ORGANISED})
"""Answers for which a reason may be given."""

CLOSED = REASONED
"""Answers after which the school proposes nobody in that year."""


@dataclass(frozen=True)
class InterestTerms:
    """What holds on a day for proposals to an enterprise.

    `max_proposals_per_month` is empty when the enterprise set no limit, `next_available_on` when
    it named no day. `answered_on` is empty for an enterprise that never answered.
    """

    status: InterestStatus = InterestStatus.UNKNOWN
    max_proposals_per_month: int | None = None
    next_available_on: date | None = None
    answered_on: date | None = None
    year: int | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the enterprise lets itself be asked."""
        return self.status not in CLOSED and self.max_proposals_per_month != 0


@dataclass(frozen=True)
class InterestAnswer:
    """What an enterprise answers about a year."""

    status: InterestStatus
    reason: InterestReason | None = None
    detail: str | None = None
    max_proposals_per_month: int | None = None
    next_available_on: date | None = None


@dataclass(frozen=True)
class SiteDetails:
    """What a person states of a site; latitude and longitude in degrees, both or neither."""

    name: str
    address: str | None = None
    town: str | None = None
    department: str | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True)
class RepresentativeDetails:
    """What a person states of somebody who speaks for an enterprise."""

    name: str
    job: str | None = None
    phone: str | None = None
    email: str | None = None
    may_sign: bool = False
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class PlacesDetails:
    """How many apprentices an enterprise can host in a period, on one site or on any."""

    starts_on: date
    ends_on: date
    places: int
    site_id: int | None = None


def places_on(periods: Sequence[PlacesDetails], day: date) -> int:
    """Count the places that the stated periods give on a day, both ends of a period counted."""
    return sum(one.places for one in periods if one.starts_on <= day <= one.ends_on)


def next_opening(periods: Sequence[PlacesDetails], day: date) -> date | None:
    """Give the first day from `day` on with a place in a stated period; none without one."""
    coming = [max(one.starts_on, day) for one in periods if one.places and one.ends_on >= day]
    return min(coming, default=None)
