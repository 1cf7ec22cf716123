"""The plan of a cohort: which week belongs to which module, in the centre or in an enterprise."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from school.cohorts.timetable.rules import TEACHING_DAYS, Place
from school.core.calendar import monday_of

LONGEST_PLAN = 260
"""Weeks of the longest plan: five years, more than any path asks."""

ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class PlannedModule:
    """What a module asks: its code, its weeks, its hours in the centre and in an enterprise."""

    reference: str
    weeks: int
    centre_hours: int
    enterprise_hours: int


@dataclass(frozen=True)
class Week:
    """A week of a cohort, named by its Monday; one that is off belongs to no module."""

    monday: date
    place: Place
    module: str | None = None

    @property
    def sunday(self) -> date:
        """The last day of the week."""
        return self.monday + timedelta(days=6)


@dataclass(frozen=True)
class ModuleSpan:
    """From when to when a module runs, and how its weeks are shared."""

    module: str
    first: date
    last: date
    centre: int
    enterprise: int


def weeks_in_centre(weeks: int, centre_hours: int, enterprise_hours: int) -> int:
    """Share a module's weeks between centre and enterprise as its hours are.

    At least one week is left to each side that has hours; a module without any hours stays in
    the centre.
    """
    if not enterprise_hours or weeks == 1:
        return weeks if centre_hours or not enterprise_hours else 0
    if not centre_hours:
        return 0
    share = centre_hours / (centre_hours + enterprise_hours)
    return min(max(round(weeks * share), 1), weeks - 1)


def mondays_of(starts_on: date, ends_on: date) -> list[date]:
    """List the Mondays of the weeks that a cohort touches, five years at most."""
    first = monday_of(starts_on)
    count = min((monday_of(ends_on) - first).days // 7 + 1, LONGEST_PLAN)
    return [first + ONE_WEEK * number for number in range(count)]


def propose(
    modules: Sequence[PlannedModule],
    starts_on: date,
    ends_on: date | None,
    closed: Collection[date] = (),
) -> list[Week]:
    """Propose a plan: modules in order, each first in the centre, then in an enterprise.

    A week whose five days are all closed is off and the module goes on after it. Without an end
    the plan is as long as its modules; with one, it stops there, and weeks after the last module
    are off.
    """
    asked = [week for module in modules for week in _weeks_of(module)]
    plan: list[Week] = []
    monday = monday_of(starts_on)
    last = monday_of(ends_on) if ends_on else None
    while len(plan) < LONGEST_PLAN and (asked if last is None else monday <= last):
        if not asked or _is_closed(monday, closed):
            plan.append(Week(monday, Place.OFF))
        else:
            place, module = asked.pop(0)
            plan.append(Week(monday, place, module))
        monday += ONE_WEEK
    return plan


def missing_weeks(modules: Iterable[PlannedModule], plan: Iterable[Week]) -> int:
    """Count the weeks that the modules ask for and the plan does not give."""
    given: dict[str | None, int] = {}
    for week in plan:
        if week.place is not Place.OFF:
            given[week.module] = given.get(week.module, 0) + 1
    return sum(max(one.weeks - given.get(one.reference, 0), 0) for one in modules)


def spans_of(plan: Iterable[Week]) -> dict[str, ModuleSpan]:
    """Tell from when to when each module runs: from its first Monday to its last Friday."""
    spans: dict[str, ModuleSpan] = {}
    for week in sorted(plan, key=lambda one: one.monday):
        if week.module is None or week.place is Place.OFF:
            continue
        before = spans.get(week.module)
        friday = week.monday + timedelta(days=TEACHING_DAYS - 1)
        in_centre = week.place is Place.CENTRE
        spans[week.module] = ModuleSpan(
            week.module,
            before.first if before else week.monday,
            friday,
            (before.centre if before else 0) + in_centre,
            (before.enterprise if before else 0) + (not in_centre),
        )
    return spans


def first_days(plan: Iterable[Week]) -> list[tuple[date, str]]:
    """Give each Monday on which a module begins, or goes on after another one, with the module."""
    found: list[tuple[date, str]] = []
    for week in sorted(plan, key=lambda one: one.monday):
        if week.module is not None and (not found or found[-1][1] != week.module):
            found.append((week.monday, week.module))
    return found


def week_of(plan: Iterable[Week], day: date) -> Week | None:
    """Find the week of a plan that holds a day; nothing where the plan says nothing."""
    monday = monday_of(day)
    return next((week for week in plan if week.monday == monday), None)


def _weeks_of(module: PlannedModule) -> list[tuple[Place, str]]:
    centre = weeks_in_centre(module.weeks, module.centre_hours, module.enterprise_hours)
    places = [Place.CENTRE] * centre + [Place.ENTERPRISE] * (module.weeks - centre)
    return [(place, module.reference) for place in places]


def _is_closed(monday: date, closed: Collection[date]) -> bool:
    return all(monday + timedelta(days=number) in closed for number in range(TEACHING_DAYS))
