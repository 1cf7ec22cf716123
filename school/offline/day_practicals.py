"""The pages of practicals for a day: choose a cohort, a task, then the form of everybody."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.cohorts.models import Cohort
from school.offline.day_pages import DayPage, Scene
from school.practicals.cohort_queries import tasks_of
from school.practicals.day_queries import CohortOfDay
from school.web.template_addresses import address

CHOICE_BYTES = 4_500
"""What a page of choices weighs on the line, compressed."""

FORM_BYTES = 7_800
"""What the form of a task weighs on the line, compressed, with the names of a class."""


def practical_pages(session: Session, principal: Principal, scene: Scene) -> Iterator[DayPage]:
    """Give the way to each form of the day, and the forms."""
    del session
    if not scene.cohorts:
        return
    names = [(one.cohort.reference, one.cohort.name, one.cohort.ends_on) for one in scene.cohorts]
    chosen = (names, scene.cohorts[0].standings, principal.staff_id)
    yield DayPage(address("practicals.new"), chosen, CHOICE_BYTES)
    for one in scene.cohorts:
        yield from _pages_of(one)


def _pages_of(one: CohortOfDay) -> Iterator[DayPage]:
    cohort = one.cohort
    recent = sorted((task, row[-1]) for task, row in one.standings.items())
    choice = address("practicals.new", cohort=cohort.reference)
    yield DayPage(choice, (cohort.name, cohort.curriculum_version_id, recent), CHOICE_BYTES)
    for task in one.tasks:
        shown = (
            cohort.name,
            cohort.curriculum_version_id,
            one.people,
            one.of_school,
            one.standings.get(task),
        )
        yield DayPage(_form(cohort, task), shown, FORM_BYTES)


def form_pages(session: Session, cohort: Cohort, task: str | None) -> list[dict[str, Any]]:
    """List the forms of a cohort's tasks, or of one, with the bytes to expect, compressed."""
    codes = [one.reference for one in tasks_of(session, cohort)]
    return [
        {"url": _form(cohort, code), "bytes": FORM_BYTES} for code in codes if task in (None, code)
    ]


def _form(cohort: Cohort, task: str) -> str:
    return address("practicals.new", cohort=cohort.reference, task=task, trainee="")
