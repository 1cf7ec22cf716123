"""Small builders of timetables: weeks, days off, rooms, sessions."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.cohorts.models import Cohort
from school.cohorts.rules import HalfDay
from school.cohorts.timetable.models import CalendarDay, ClassSession, CohortWeek, Room
from school.cohorts.timetable.module_days import ModuleDays, days_by_rules
from school.cohorts.timetable.rules import DayKind, Place
from school.curriculum.models import Module
from school.curriculum.rule_queries import rules_of_path
from tests.factories.records import add, number


def module_of(session: Session, reference: str = "F0") -> Module:
    """Find a module of the curricula."""
    return session.scalars(select(Module).where(Module.reference == reference)).one()


def days_of(session: Session, cohort: Cohort) -> ModuleDays:
    """Tell which days of a cohort are whose, by the rules of its version."""
    rules = rules_of_path(session, cohort.curriculum_version_id, cohort.path_id)
    return days_by_rules(cohort, rules)


def make_week(session: Session, cohort: Cohort, monday: date, **values: Any) -> CohortWeek:
    """Plan a week of a cohort in the centre."""
    if values.get("place") is not Place.OFF and "module" not in values:
        values["module"] = module_of(session)
    defaults = {"place": Place.CENTRE, "starts_on": monday, "cohort_id": cohort.id}
    return add(session, CohortWeek(**{**defaults, **values}))


def make_day(session: Session, school: School, **values: Any) -> CalendarDay:
    """Close a school on a day."""
    defaults = {"date": date(2026, 3, 3), "kind": DayKind.OFF, "label": "Congés"}
    return add(session, CalendarDay(school_id=school.id, **{**defaults, **values}))


def make_room(session: Session, school: School, **values: Any) -> Room:
    """Open a room of a school."""
    serial = number()
    defaults = {"reference": f"R-{serial}", "name": f"Atelier {serial}"}
    return add(session, Room(school_id=school.id, **{**defaults, **values}))


def make_session(session: Session, cohort: Cohort, **values: Any) -> ClassSession:
    """Hold a session on the first morning of a cohort."""
    defaults = {
        "reference": f"SE-{number()}",
        "date": cohort.starts_on,
        "half_day": HalfDay.MORNING,
        "hours": Decimal("3.5"),
    }
    return add(session, ClassSession(cohort=cohort, **{**defaults, **values}))
