"""Pages of cohorts, people and roll calls."""

from school.cohorts.blueprint import blueprint
from school.cohorts.views import attendance, cohorts, enrolments, trainees

__all__ = ["attendance", "blueprint", "cohorts", "enrolments", "trainees"]
