"""Pages about doing better: all the parts on one blueprint."""

from school.clauses.practices.actions import views as actions
from school.clauses.practices.blueprint import blueprint
from school.clauses.practices.catalogue import views as catalogue
from school.clauses.practices.surveys import link_views as links
from school.clauses.practices.surveys import views as surveys

__all__ = ["actions", "blueprint", "catalogue", "links", "surveys"]
