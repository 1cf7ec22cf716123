"""What a trainer needs on a phone for a day: pages, gathered from the features that have any."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from flask_babel import get_locale, gettext, ngettext
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.offline.day_pages import DayPage, Scene, mark_of
from school.offline.day_practicals import practical_pages
from school.offline.day_roll_calls import roll_calls
from school.offline.day_visits import visits_to_make
from school.offline.program import program_mark
from school.practicals.day_queries import cohorts_of_day

Part = Callable[[Session, Principal, Scene], Iterable[DayPage]]
"""What a feature adds to the day of a trainer."""

PARTS: tuple[Part, ...] = (practical_pages, roll_calls, visits_to_make)


def day_of(session: Session, principal: Principal, today: date) -> dict[str, Any]:
    """Give the pages of a day with their marks, the bytes to expect, and how to say it is ready.

    Marks change with the day, the language and the program too: then every page is another one.
    """
    scene = Scene(today, cohorts_of_day(session, principal, today))
    base = (today, str(get_locale()), program_mark())
    pages = [page for part in PARTS for page in part(session, principal, scene)]
    return {
        "pages": [
            {"url": one.url, "mark": mark_of(base, one.mark), "bytes": one.bytes} for one in pages
        ],
        "ready": _ready(scene),
    }


def _ready(scene: Scene) -> str:
    tasks = {task for one in scene.cohorts for task in one.tasks}
    return gettext(
        "Ce téléphone est prêt pour aujourd’hui : %(cohorts)s, %(tasks)s, copie de %(time)s.",
        cohorts=ngettext("%(num)s promotion", "%(num)s promotions", len(scene.cohorts)),
        tasks=ngettext("%(num)s tâche", "%(num)s tâches", len(tasks)),
        time=gettext("{hour} h {minute}"),
    )
