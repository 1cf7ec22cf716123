"""Pages of plans, weeks, sessions and days off."""

from school.cohorts.timetable.views import days, plans, sessions, weeks

__all__ = ["days", "plans", "sessions", "weeks"]
