"""A round of visits in the order of the road: by department, town, then day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from school.core.text import fold
from school.visits.contact.rules import Due
from school.visits.rules import VisitKind

if TYPE_CHECKING:
    from school.placements.models import Placement
    from school.visits.models import Visit


MARK = "."
"""Stands, in the mark of a stop, before the reference of the placement."""


def placement_of(mark: str) -> str:
    """Give the reference of the placement that the mark of a stop names."""
    return mark.partition(MARK)[2]


@dataclass(frozen=True)
class Stop:
    """A placement to visit or to call: the visit planned for it, or the contact that is due."""

    placement: "Placement"
    visit: "Visit | None"
    due: Due | None
    department: str | None = None
    town: str | None = None
    address: str | None = None

    @property
    def day(self) -> date:
        """The day that is planned, else the last one for the contact that is due."""
        if self.visit is not None and self.visit.planned_on is not None:
            return self.visit.planned_on
        return self.due.by if self.due else date.max

    @property
    def mark(self) -> str:
        """What is planned for the placement, by its version, and the placement's reference."""
        planned = f"{self.visit.id}-{self.visit.version}" if self.visit else ""
        return f"{planned}{MARK}{self.placement.reference}"


@dataclass(frozen=True)
class Area:
    """The stops in one town of a department, by day."""

    department: str | None
    town: str | None
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Round:
    """A round of visits or calls: how, on which day, and to which stops, by their marks."""

    kind: VisitKind
    planned_on: date | None
    marks: Sequence[str]
    confirmed: bool = False


def areas_of(stops: Iterable[Stop]) -> list[Area]:
    """Put stops in the order of a round; places without department or town come last."""
    ordered = sorted(stops, key=_place_and_day)
    return [
        Area(group[0].department, group[0].town, tuple(group))
        for group in (list(found) for _, found in groupby(ordered, key=_place))
    ]


def _place(stop: Stop) -> tuple[bool, str, bool, str]:
    return (
        stop.department is None,
        fold(stop.department or ""),
        stop.town is None,
        fold(stop.town or ""),
    )


def _place_and_day(stop: Stop) -> tuple[object, ...]:
    return (*_place(stop), stop.day, stop.placement.trainee.sort_name, stop.placement.id)
