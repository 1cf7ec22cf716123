"""Pages of consultations."""

from school.enterprises.consultations.blueprint import blueprint
from school.enterprises.consultations.views import links, pages, planning, steps

__all__ = ["blueprint", "links", "pages", "planning", "steps"]
