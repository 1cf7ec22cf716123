"""The days of a demo cohort: weeks in the centre and in an enterprise, working days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from school.cohorts.timetable.holiday_dates import public_holidays

WEEKS_OF_MODULE = 8
MODULES_OF_PATH = 4
WEEKS_OF_COHORT = WEEKS_OF_MODULE * MODULES_OF_PATH
DAYS_TO_JURY = 12
"""Days from the last lesson to the jury that certifies."""

COUNTRY = "BJ"


class Destiny(StrEnum):
    """What becomes of a person of the demo school."""

    HIRED = "hired"
    SELF_EMPLOYED = "self_employed"
    SEEKING = "seeking"
    SILENT = "silent"
    STUDYING = "studying"
    ILL = "ill"
    UNCERTIFIED = "uncertified"
    WITHDRAWN = "withdrawn"
    TRAINING = "training"


def chance(seed: int, part: str) -> Random:
    """Give the luck of one part of the school, which no other part disturbs."""
    return Random(f"{seed} {part}")  # noqa: S311


def is_working_day(day: date) -> bool:
    """Tell whether a day is from Monday to Friday and no public holiday of Bénin."""
    return day.weekday() < 5 and day not in public_holidays(COUNTRY, day.year, "fr")


def next_working_day(day: date, days: int = 1) -> date:
    """Give the first working day that many days after a day, or later."""
    reached = day + timedelta(days=days)
    while not is_working_day(reached):
        reached += timedelta(days=1)
    return reached


def last_working_day(day: date) -> date:
    """Give a day when it is a working day, else the last one before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


@dataclass(frozen=True)
class Timeline:
    """The weeks of a cohort: each module begins in the centre and ends in an enterprise."""

    starts_on: date
    centre_weeks: tuple[int, ...]

    @property
    def ends_on(self) -> date:
        """The Friday of the last week."""
        return self.starts_on + timedelta(weeks=WEEKS_OF_COHORT, days=-3)

    @property
    def certified_on(self) -> date:
        """The day of the jury."""
        return self.ends_on + timedelta(days=DAYS_TO_JURY)

    def monday(self, week: int) -> date:
        """The Monday of a week, counted from 0."""
        return self.starts_on + timedelta(weeks=week)

    def in_centre(self, week: int) -> bool:
        """Tell whether a week is spent in the centre."""
        module, place = divmod(week, WEEKS_OF_MODULE)
        return place < self.centre_weeks[module]

    def weeks(self, *, in_centre: bool) -> list[int]:
        """List the weeks spent in the centre, or those spent in an enterprise."""
        return [week for week in range(WEEKS_OF_COHORT) if self.in_centre(week) == in_centre]

    def days(self, *, in_centre: bool, first: date, last: date) -> Iterator[date]:
        """Give the working days of one kind of week from a day to another, both counted."""
        for week in self.weeks(in_centre=in_centre):
            for offset in range(5):
                day = self.monday(week) + timedelta(days=offset)
                if first <= day <= last and is_working_day(day):
                    yield day

    def module_days(self, module: int) -> list[date]:
        """List the days that a module, counted from 0, spends in the centre."""
        first = self.monday(module * WEEKS_OF_MODULE)
        last = first + timedelta(weeks=WEEKS_OF_MODULE, days=-1)
        return list(self.days(in_centre=True, first=first, last=last))

    def first_enterprise_day(self, module: int) -> date:
        """Give the Monday on which a module, counted from 0, goes to the enterprises."""
        return self.monday(module * WEEKS_OF_MODULE + self.centre_weeks[module])

    def last_day_of_module(self, module: int) -> date:
        """Give the Friday on which a module, counted from 0, ends."""
        return self.monday((module + 1) * WEEKS_OF_MODULE) - timedelta(days=3)
