"""The cohort whose jury the demo shows: most of its people have done all that is asked."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from school.cohorts.models import Attendance
from school.cohorts.rules import AttendanceState
from school.core.calendar import monday_of
from school.curriculum.pack.structure import TaskPack
from school.demo.draft import Draft
from school.demo.people import Group
from school.demo.rules import Destiny, last_working_day
from school.demo.story import COTONOU
from school.demo.training import HOURS_OF_HALF_DAY, Session, write_assessment
from school.placements.models import LogbookDay, Placement
from school.practicals.models import Assessment
from school.practicals.rules import Verdict

MADE_UP = AttendanceState.PRESENT
DAYS_TO_VALIDATE = 9
"""Days from the Monday of a week of the logbook to the day on which the tutor validates it."""


def jury_group(groups: Sequence[Group], today: date) -> Group | None:
    """Find the last cohort of the first school whose jury was held; none when none was."""
    held = [one for one in groups if one.school is COTONOU and one.timeline.certified_on <= today]
    return max(held, key=lambda one: one.timeline.starts_on, default=None)


def completers(group: Group | None) -> frozenset[str]:
    """Name the people of a cohort who end up certified: they leave nothing undone but hours."""
    if group is None:
        return frozenset()
    out = {Destiny.UNCERTIFIED, Destiny.WITHDRAWN}
    return frozenset(person.reference for person in group.people if person.destiny not in out)


def complete(
    draft: Draft, random: Random, group: Group, people: frozenset[str], tasks: Sequence[TaskPack]
) -> None:
    """Let people acquire the tasks they lack on the last day, and make up half-days missed.

    Tutors validate their weeks. Who worked too little in an enterprise still lacks hours there.
    """
    for row in draft.rows[Attendance]:
        excused = row["state"] is AttendanceState.EXCUSED
        if excused and row["trainee"] in people and row["cohort"] == group.reference:
            row["state"], row["hours"] = MADE_UP, HOURS_OF_HALF_DAY[MADE_UP]
    placements = {
        row["reference"]
        for row in draft.rows[Placement]
        if row["trainee"] in people and row["cohort"] == group.reference
    }
    for row in draft.rows[LogbookDay]:
        if row["placement"] in placements and row["validated_on"] is None:
            row["validated_on"] = monday_of(row["date"]) + timedelta(days=DAYS_TO_VALIDATE)
    latest = {(row["trainee"], row["task"]): row["verdict"] for row in draft.rows[Assessment]}
    day = last_working_day(group.timeline.ends_on)
    for person in group.people:
        for task in tasks:
            acquired = latest.get((person.reference, task.code)) is Verdict.ACQUIRED
            if person.reference in people and not acquired:
                session = Session(task, success=True, day=day)
                write_assessment(draft, random, group, person, session)
