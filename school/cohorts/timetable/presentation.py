"""Plans and weeks as pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext

from school.cohorts.models import Cohort
from school.cohorts.rules import HalfDay
from school.cohorts.timetable.labels import PLACES
from school.cohorts.timetable.models import ClassSession
from school.cohorts.timetable.plan_rules import ModuleSpan, Week, spans_of
from school.cohorts.timetable.queries import ClosedDay
from school.cohorts.timetable.rules import TEACHING_DAYS, Place
from school.core.calendar import monday_of
from school.curriculum.models import Module
from school.web.filters import day as day_words
from school.web.filters import localised


@dataclass(frozen=True)
class WeekMark:
    """A week as the piece `weeks` draws it."""

    label: str
    kind: str
    words: str
    current: bool
    url: str | None = None


@dataclass(frozen=True)
class ModulePlan:
    """A module of a plan: its title, when it runs and its weeks; no span when no week is its."""

    module: Module
    span: ModuleSpan | None
    weeks: list[WeekMark]


@dataclass(frozen=True)
class DayView:
    """A day of a week: why nobody works, and the sessions of each half."""

    day: date
    closed: ClosedDay | None
    halves: dict[HalfDay, list[ClassSession]]
    current: bool

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is held on the day."""
        return not any(self.halves.values())


@dataclass(frozen=True)
class WeekView:
    """A week of sessions, with its place in the plan and the weeks beside it."""

    monday: date
    days: list[DayView]
    planned: Week | None

    @property
    def sunday(self) -> date:
        """The last day of the week."""
        return self.monday + timedelta(days=6)

    @property
    def before(self) -> date:
        """The Monday before."""
        return self.monday - timedelta(weeks=1)

    @property
    def after(self) -> date:
        """The Monday after."""
        return self.monday + timedelta(weeks=1)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is held in the week, not even what was cancelled."""
        return all(one.is_empty for one in self.days)

    @property
    def is_elsewhere(self) -> bool:
        """Tell whether nothing is held because the plan keeps the week out of the centre."""
        return self.is_empty and self.planned is not None and self.planned.place is not Place.CENTRE

    @property
    def place(self) -> str:
        """Say where the week is spent; nothing where the plan says nothing."""
        return str(PLACES[self.planned.place]) if self.planned else ""


def week_label(monday: date) -> str:
    """Name a week in a small box: « S 42 »."""
    return str(gettext("S %(number)s", number=monday.isocalendar().week))


def week_marks(
    plan: Iterable[Week],
    closed: Mapping[date, ClosedDay],
    today: date,
    cohort: Cohort | None = None,
) -> list[WeekMark]:
    """Give weeks as the piece `weeks` draws them, leading to the cohort's week when it is given."""
    return [
        WeekMark(
            week_label(week.monday),
            week.place.value,
            _week_words(week, closed),
            week.monday == monday_of(today),
            url_for("cohorts.week", reference=cohort.reference, week=week.monday.isoformat())
            if cohort
            else None,
        )
        for week in plan
    ]


def modules_of_plan(
    plan: Sequence[Week],
    modules: Sequence[Module],
    closed: Mapping[date, ClosedDay],
    today: date,
    cohort: Cohort | None,
) -> list[ModulePlan]:
    """Give the modules of a plan in the order of the path, each with its weeks."""
    spans = spans_of(plan)
    return [
        ModulePlan(
            module,
            spans.get(module.reference),
            week_marks(
                [week for week in plan if week.module == module.reference], closed, today, cohort
            ),
        )
        for module in modules
    ]


def week_view(
    monday: date,
    sessions: Sequence[ClassSession],
    closed: Mapping[date, ClosedDay],
    planned: Week | None,
    today: date,
) -> WeekView:
    """Lay a week out day by day; Saturday and Sunday are there when something is held."""
    days = []
    for number in range(7):
        day = monday + timedelta(days=number)
        of_day = [one for one in sessions if one.date == day]
        if number < TEACHING_DAYS or of_day:
            halves = {half: [one for one in of_day if one.half_day is half] for half in HalfDay}
            days.append(DayView(day, closed.get(day), halves, day == today))
    return WeekView(monday, days, planned)


def module_words(module: Module) -> str:
    """Name a module by its code and title."""
    return f"{module.reference} {localised(module, 'title')}"


def plan_labels(plan: Iterable[Week], closed: Mapping[date, ClosedDay]) -> dict[date, str]:
    """Name the weeks of a plan for the form that edits it."""
    return {
        week.monday: str(
            gettext(
                "%(week)s, du %(first)s au %(last)s",
                week=week_label(week.monday),
                first=day_words(week.monday),
                last=day_words(week.sunday),
            )
        )
        + _holidays_of(week, closed)
        for week in plan
    }


def _holidays_of(week: Week, closed: Mapping[date, ClosedDay]) -> str:
    names = [
        f"{day_words(day)} {one.name}"
        for day, one in closed.items()
        if week.monday <= day < week.monday + timedelta(days=TEACHING_DAYS)
    ]
    return f" ({', '.join(names)})" if names else ""


def _week_words(week: Week, closed: Mapping[date, ClosedDay]) -> str:
    words = gettext(
        "%(module)s %(place)s, du %(first)s au %(last)s",
        module=week.module or "",
        place=str(PLACES[week.place]).lower(),
        first=day_words(week.monday),
        last=day_words(week.sunday),
    )
    return f"{words}{_holidays_of(week, closed)}".strip()
