"""The roll calls of a day, of both its halves."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.rules import HalfDay
from school.offline.day_pages import DayPage, Scene
from school.web.template_addresses import address

ROLL_BYTES = 6_500
"""What a roll call weighs on the line, compressed, with the names of a class."""


def roll_calls(session: Session, principal: Principal, scene: Scene) -> Iterator[DayPage]:
    """Give the roll calls of the cohorts of a day."""
    del session
    if not principal.may(Permission.TAKE_ATTENDANCE):
        return
    for one in scene.cohorts:
        for half in HalfDay:
            url = address(
                "cohorts.attendance",
                reference=one.cohort.reference,
                date=scene.today.isoformat(),
                half_day=half.value,
            )
            yield DayPage(url, (one.cohort.name, one.people, half), ROLL_BYTES)
