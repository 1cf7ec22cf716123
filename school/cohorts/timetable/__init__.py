"""The timetable of a cohort: weeks of its modules, half-day sessions, days off, calendars."""
