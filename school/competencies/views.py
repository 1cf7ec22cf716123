"""Pages of competency records; importing them gives the blueprint its routes."""

from school.competencies import views_cohort, views_links, views_record  # noqa: F401
from school.competencies.blueprint import blueprint

__all__ = ["blueprint"]
