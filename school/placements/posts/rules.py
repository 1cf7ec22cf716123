"""What is stated of a post: its duties, the competencies they ask for, and its places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from school.core.errors import InvalidInput, mark
from school.core.periods import check_order
from school.core.text import fold
from school.curriculum.competency_rules import Key
from school.placements.rules import check_weekly_hours

MOST_DUTIES = 12
"""More duties than that are no post any more, but a list nobody reads. [own]"""

MOST_PLACES = 50
"""Places of one post; more is a slip of the pen. [own]"""


@dataclass(frozen=True)
class DutyDetails:
    """One thing that whoever has the post does, and the competencies that it asks for."""

    wording: str
    competencies: tuple[Key, ...] = ()


@dataclass(frozen=True)
class PostDetails:
    """What a person states of a post; ids are those of records the person may name."""

    title: str
    path_id: int
    module_id: int | None
    enterprise_id: int
    site_id: int | None
    tutor_id: int | None
    department: str | None
    place: str | None
    starts_on: date
    ends_on: date
    weekly_hours: Decimal | None
    places: int
    duties: tuple[DutyDetails, ...] = ()

    def check(self) -> None:
        """Refuse what cannot be: an end before the start, no place, no duty, too many hours."""
        check_order(self.starts_on, self.ends_on, "ends_on")
        if not 1 <= self.places <= MOST_PLACES:
            raise InvalidInput(mark("Entre 1 et %(most)s places."), "places", {"most": MOST_PLACES})
        check_weekly_hours(self.weekly_hours)
        if not self.duties:
            raise InvalidInput(mark("Dites au moins une mission du poste."), "wording_0")


def asked_of(duties: Iterable[Sequence[Key]]) -> list[Key]:
    """List the competencies that duties ask for, each once, in the order of the duties."""
    return list(dict.fromkeys(key for keys in duties for key in keys))


def place_words(*parts: str | None) -> str | None:
    """Say a place from the nearest to the widest of its names, each once; nothing without any."""
    said: list[str] = []
    for part in parts:
        if part and not any(fold(part) in fold(other) for other in said):
            said.append(part)
    return ", ".join(said) or None
