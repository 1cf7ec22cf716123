"""The timetable of the demo cohorts: plans, rooms, sessions, and a day off to come."""

from datetime import date, timedelta
from decimal import Decimal

from school.cohorts.rules import HalfDay
from school.cohorts.timetable.models import CalendarDay, ClassSession, CohortWeek, Room
from school.cohorts.timetable.rules import DayKind, Place
from school.core.calendar import monday_of
from school.core.text import fold
from school.demo import names
from school.demo.draft import Draft, Row
from school.demo.people import Group
from school.demo.rules import WEEKS_OF_COHORT, WEEKS_OF_MODULE, is_working_day
from school.demo.story import SchoolStory

ROOMS = ("Atelier de soudure", "Salle de mesure", "Salle de cours")
SUBJECTS = {HalfDay.MORNING: "Cours et exercices", HalfDay.AFTERNOON: "Travaux pratiques"}
GUEST_SUBJECT = "Mesures au réflectomètre"
GUEST_DAYS = (1, 3)
"""Tuesday and Thursday afternoons are held by another trainer of the school."""

DAY_OFF_AHEAD = timedelta(days=18)
CANCELLED_AHEAD = timedelta(days=2)


def open_rooms(draft: Draft, school: SchoolStory, today: date) -> None:
    """Open the rooms of a school, and close it on a Friday to come."""
    for number, name in enumerate(ROOMS, start=1):
        draft.add(
            Room,
            reference=f"R-{school.reference}-{number}",
            school=school.reference,
            name=name,
            sort_name=fold(name),
        )
    draft.add(
        CalendarDay,
        school=school.reference,
        date=day_off(today),
        kind=DayKind.OFF,
        label="Journée pédagogique",
    )


def day_off(today: date) -> date:
    """Give the Friday on which the demo schools are closed."""
    return monday_of(today + DAY_OFF_AHEAD) + timedelta(days=4)


def write_timetable(draft: Draft, group: Group, codes: tuple[str, ...], today: date) -> None:
    """Write the plan of a cohort and, unless it is over, its sessions."""
    for week in range(WEEKS_OF_COHORT):
        draft.add(
            CohortWeek,
            cohort=group.reference,
            starts_on=group.timeline.monday(week),
            place=Place.CENTRE if group.timeline.in_centre(week) else Place.ENTERPRISE,
            module=codes[week // WEEKS_OF_MODULE],
        )
    if group.timeline.ends_on >= today:
        _write_sessions(draft, group, codes, today)


def _write_sessions(draft: Draft, group: Group, codes: tuple[str, ...], today: date) -> None:
    taken = {
        (row[name], row["date"], row["half_day"])
        for row in draft.rows[ClassSession]
        for name in ("trainer", "room")
    }
    held = [
        _session(draft, group, codes, week, day, half_day, taken)
        for week in group.timeline.weeks(in_centre=True)
        for day in (group.timeline.monday(week) + timedelta(days=number) for number in range(5))
        for half_day in HalfDay
        if is_working_day(day) and day != day_off(today)
    ]
    missed = next((row for row in held if row["date"] >= today + CANCELLED_AHEAD), None)
    if missed is not None:
        missed |= {"cancelled_on": today, "cancel_reason": "Coupure de courant annoncée"}


def _session(
    draft: Draft,
    group: Group,
    codes: tuple[str, ...],
    week: int,
    day: date,
    half_day: HalfDay,
    taken: set[tuple[str, date, HalfDay]],
) -> Row:
    trainers = [group.trainer]
    subject = SUBJECTS[half_day]
    if day.weekday() in GUEST_DAYS and half_day is HalfDay.AFTERNOON:
        guests = _guests(group)
        free = [one for one in guests if (one, day, half_day) not in taken]
        trainers, subject = (free or trainers), (GUEST_SUBJECT if free else subject)
    rooms = [f"R-{group.school.reference}-{number}" for number in range(1, len(ROOMS) + 1)]
    trainer = next((one for one in trainers if (one, day, half_day) not in taken), None)
    room = next((one for one in rooms if (one, day, half_day) not in taken), None)
    return draft.add(
        ClassSession,
        reference=f"SE-{len(draft.rows[ClassSession]) + 1:05d}",
        cohort=group.reference,
        module=codes[week // WEEKS_OF_MODULE],
        date=day,
        half_day=half_day,
        trainer=trainer,
        room=room,
        subject=subject,
        hours=Decimal("3.5"),
        cancelled_on=None,
        cancel_reason=None,
    )


def _guests(group: Group) -> list[str]:
    every = [names.address(*name, group.school.host) for name in group.school.trainers.values()]
    return [one for one in every if one != group.trainer]
