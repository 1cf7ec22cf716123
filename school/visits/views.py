"""Pages of visits and contacts; importing them gives the blueprint its routes."""

from school.visits import visit_views  # noqa: F401
from school.visits.blueprint import blueprint
from school.visits.contact import views, views_actions, views_links, views_route  # noqa: F401

__all__ = ["blueprint"]
