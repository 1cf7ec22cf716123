"""Pages of practicals: attempts, signed sheets, equipment, keys of traces."""

from school.practicals.blueprint import blueprint
from school.practicals.views import attempts, equipment, figures, keys, sheets

__all__ = ["attempts", "blueprint", "equipment", "figures", "keys", "sheets"]
