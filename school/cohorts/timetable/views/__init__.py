"""Pages of plans, weeks, sessions, days off, hours and sign-in sheets."""

from school.cohorts.timetable.views import days, feeds, hours, plans, sessions, sheets, weeks

__all__ = ["days", "feeds", "hours", "plans", "sessions", "sheets", "weeks"]
