"""Taking a roll call by its form, on the page or replayed from a telephone."""

from decimal import Decimal

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.cohorts.attendance_operations import take_roll_call
from school.cohorts.attendance_queries import roll_call
from school.cohorts.attendance_rules import HALF_DAY_HOURS, Moment
from school.cohorts.models import Cohort
from school.cohorts.roll_call_form import RollCallForm, roll_call_form
from school.cohorts.timetable.models import ClassSession
from school.core.clock import today


def form_of(
    session: Session, cohort: Cohort, moment: Moment, held: ClassSession | None
) -> RollCallForm:
    """Make the form of a half-day, as long as the session that is held on it."""
    entries = roll_call(session, cohort, moment)
    return roll_call_form(entries, moment, held.hours if held else HALF_DAY_HOURS)


def take(
    session: Session, principal: Principal, cohort: Cohort, moment: Moment, form: RollCallForm
) -> int:
    """Note what a valid form says of a half-day and tell how many people it is about.

    Raises what `take_roll_call` raises.
    """
    return take_roll_call(
        session,
        principal,
        cohort,
        moment,
        form.states(),
        hours=form.hours.data or Decimal(0),
        today=today(cohort.school.timezone),
        known=form.known_version,
    )
