"""Pages of placements: for the school, the apprentice, the signed-in tutor, and by link."""

from school.placements.agreements import views as agreements
from school.placements.blueprint import blueprint
from school.placements.immersion import views as immersion
from school.placements.posts import views as posts
from school.placements.proposals import link_views as proposal_links
from school.placements.proposals import views as post_proposals
from school.placements.views import (
    calendars,
    ends,
    evaluations,
    link_reports,
    links,
    logbook,
    pages,
    proposals,
    steps,
)

__all__ = [
    "agreements",
    "blueprint",
    "calendars",
    "ends",
    "evaluations",
    "immersion",
    "link_reports",
    "links",
    "logbook",
    "pages",
    "post_proposals",
    "posts",
    "proposal_links",
    "proposals",
    "steps",
]
