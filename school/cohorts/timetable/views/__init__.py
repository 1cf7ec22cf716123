"""Pages of plans, weeks, sessions, days off, hours and sign-in sheets."""

from school.cohorts.timetable.views import days, hours, plans, sessions, sheets, weeks

__all__ = ["days", "hours", "plans", "sessions", "sheets", "weeks"]
