"""What was made of the duties of a placement: given, done alone, never given; by module too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from school.curriculum.competency_rules import module_of
from school.placements.immersion.rules import DutyLevel


@dataclass(frozen=True)
class DutyWeek:
    """A week, by its Monday, in which a duty was met: how, and whether the tutor validated it."""

    monday: date
    level: DutyLevel
    validated: bool


@dataclass(frozen=True)
class KnownDuty:
    """A duty of a placement with the weeks in which it was met; its competencies `module/code`."""

    reference: str
    wording: str
    competencies: tuple[str, ...]
    weeks: tuple[DutyWeek, ...]
    in_force: bool = True

    @property
    def best(self) -> DutyLevel | None:
        """The highest level of all weeks; nothing when the duty was never given."""
        return max((one.level for one in self.weeks), key=lambda one: one.rank, default=None)

    @property
    def is_given(self) -> bool:
        """Tell whether the duty was met at all."""
        return bool(self.weeks)

    @property
    def is_alone(self) -> bool:
        """Tell whether the duty was done alone at least once."""
        return self.best is DutyLevel.ALONE

    @property
    def modules(self) -> frozenset[str]:
        """The modules whose competencies the duty calls on."""
        return frozenset(module_of(one) for one in self.competencies)


@dataclass(frozen=True)
class Coverage:
    """What was made of some duties."""

    duties: Sequence[KnownDuty]

    @property
    def given(self) -> int:
        """How many were met, at whatever level."""
        return sum(one.is_given for one in self.duties)

    @property
    def alone(self) -> int:
        """How many were done alone at least once."""
        return sum(one.is_alone for one in self.duties)

    @property
    def never(self) -> int:
        """How many were never given."""
        return len(self.duties) - self.given


def coverage_of(duties: Iterable[KnownDuty]) -> Coverage:
    """Give what was made of duties; one that an amendment ended counts only if it was met."""
    return Coverage([one for one in duties if one.in_force or one.is_given])


def coverage_by_module(coverage: Coverage, modules: Iterable[str]) -> dict[str, Coverage]:
    """Give what was made of the duties that call on each module, in the order of the modules.

    A duty that calls on two modules counts for both; a module on which none calls has none.
    """
    return {
        module: Coverage([one for one in coverage.duties if module in one.modules])
        for module in modules
    }


def mondays_drawn(coverage: Coverage, planned: Iterable[date], last: date) -> list[date]:
    """List the weeks of a drawing: those planned in the enterprise until a day, and those met."""
    met = {week.monday for duty in coverage.duties for week in duty.weeks}
    return sorted(met | {monday for monday in planned if monday <= last})
