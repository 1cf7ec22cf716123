"""The curricula as they ship, read once for a test process: reading them takes a second."""

from functools import cache

from school.curriculum.pack.reading import Pack, read_pack
from school.paths import CURRICULA


@cache
def shipped_pack() -> Pack:
    """Give the curricula of the project, which nothing can change."""
    return read_pack(CURRICULA)
