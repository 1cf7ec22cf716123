"""Pages about doing better: all the parts on one blueprint."""

from school.clauses.practices.actions import views as actions
from school.clauses.practices.blueprint import blueprint

__all__ = ["actions", "blueprint"]
