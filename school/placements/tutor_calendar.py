"""The calendar of a tutor: the weeks that the people placed with them spend in the enterprise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext
from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from school.cohorts.models import Trainee
from school.cohorts.timetable.calendars import DayEvent, calendar_text
from school.cohorts.timetable.models import CohortWeek
from school.cohorts.timetable.rules import Place
from school.core.calendar import monday_of
from school.core.clock import DEFAULT_TIME_ZONE
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

SHOWN = (PlacementStatus.CONFIRMED, PlacementStatus.LIVE, PlacementStatus.COMPLETED)
BACK = timedelta(days=60)


@dataclass(frozen=True)
class _Row:
    placement: Placement
    monday: date | None


def tutor_calendar(
    session: Session, tutor_id: int, *, host: str, today: date, stamp: datetime
) -> bytes:
    """Write the weeks of a tutor's apprentices, each by the first name alone.

    Where the cohort has a plan, the weeks that it gives to enterprises within the placement;
    elsewhere the placement as a whole.
    """
    rows = _rows(session, tutor_id, today)
    name = gettext("Apprentis en entreprise")
    return calendar_text(name, host, DEFAULT_TIME_ZONE, [], list(_events(rows)), stamp)


def first_name(trainee: Trainee) -> str:
    """Give the first of somebody's given names; of whoever has none, a word that names nobody."""
    names = (trainee.given_names or "").split()
    return names[0] if names else gettext("Apprenti")


def _rows(session: Session, tutor_id: int, today: date) -> Sequence[_Row]:
    weeks = and_(
        CohortWeek.cohort_id == Placement.cohort_id,
        CohortWeek.place == Place.ENTERPRISE,
        CohortWeek.starts_on <= Placement.ends_on,
    )
    query = (
        select(Placement, CohortWeek.starts_on)
        .outerjoin(CohortWeek, weeks)
        .options(joinedload(Placement.trainee))
        .where(
            Placement.tutor_id == tutor_id,
            Placement.status.in_(SHOWN),
            Placement.starts_on.is_not(None),
            Placement.ends_on >= today - BACK,
        )
        .order_by(Placement.reference, CohortWeek.starts_on)
    )
    return [_Row(placement, monday) for placement, monday in session.execute(query)]


def _events(rows: Sequence[_Row]) -> Iterator[DayEvent]:
    for row in rows:
        one = row.placement
        if one.starts_on is None or one.ends_on is None:
            continue
        monday = row.monday or monday_of(one.starts_on)
        friday = monday + timedelta(days=4) if row.monday else one.ends_on
        first, last = max(monday, one.starts_on), min(friday, one.ends_on)
        if first <= last:
            yield DayEvent(
                f"placement-{one.reference}-{monday.isoformat()}",
                first,
                last,
                gettext("%(name)s en entreprise", name=first_name(one.trainee)),
            )
