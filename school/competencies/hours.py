"""The hours of a person's training: in the centre by the roll call, at work by the logbook."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.cohorts.models import Attendance
from school.cohorts.timetable.hours_queries import HELD, stated_hours
from school.cohorts.timetable.models import ClassSession
from school.placements.models import LogbookDay, Placement


@dataclass(frozen=True)
class Hours:
    """Hours stated in the centre and at work, and of these how many the tutor has validated."""

    centre: Decimal
    enterprise: Decimal
    validated: Decimal


def hours_of(session: Session, trainee_id: int) -> Hours:
    """Sum a person's hours in one statement; a half-day whose hours nobody stated counts none."""
    at_work = select(LogbookDay.hours, LogbookDay.validated_on).join(Placement).where(
        Placement.trainee_id == trainee_id
    ).subquery()  # fmt: skip
    in_centre = (
        select(func.sum(stated_hours(), type_=Attendance.hours.type))
        .select_from(Attendance)
        .outerjoin(ClassSession, HELD)
        .where(Attendance.trainee_id == trainee_id)
    )
    row = session.execute(
        select(
            in_centre.scalar_subquery(),
            func.sum(at_work.c.hours),
            func.sum(at_work.c.hours).filter(at_work.c.validated_on.is_not(None)),
        )
    ).one()
    return Hours(*(one or Decimal(0) for one in row))
