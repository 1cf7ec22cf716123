"""Pages of placements: for the school, the apprentice, the signed-in tutor, and by link."""

from school.placements.blueprint import blueprint
from school.placements.views import links, logbook, pages, proposals, steps

__all__ = ["blueprint", "links", "logbook", "pages", "proposals", "steps"]
