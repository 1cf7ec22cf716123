"""Pages of agreements: for the school, the apprentice, the signed-in tutor, and by link."""

from school.placements.agreements.views import again, drafts, links, pages, steps

__all__ = ["again", "drafts", "links", "pages", "steps"]
