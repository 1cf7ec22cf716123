"""Pages of cohorts, people, roll calls and timetables."""

from school.cohorts.blueprint import blueprint
from school.cohorts.timetable import views as timetable
from school.cohorts.views import attendance, cohorts, enrolments, trainees, versions

__all__ = ["attendance", "blueprint", "cohorts", "enrolments", "timetable", "trainees", "versions"]
