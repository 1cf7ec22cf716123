"""The version of the curriculum that the demo school worked with before the one of today."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from school.curriculum.operations import load_pack
from school.curriculum.pack.questions import QuestionBank
from school.curriculum.pack.reading import Pack
from school.curriculum.pack.structure import TaskPack
from school.curriculum.version_operations import write_version

EARLIER = "2023.1"
DAYS_AGO = 1100
BEFORE_ALL = 0
"""The number of a version that is older than any that was loaded."""

LATER_LESSONS = 3
"""Lessons that the school has only since the newer version, the last of all."""
SLOWER_TASKS = 2
SLOWER_BY = 5


def load_curricula(session: Session, pack: Pack, today: date) -> None:
    """Load the version that cohorts follow, and write the one before as if it were long ago."""
    load_pack(session, pack)
    written = write_version(session, earlier(pack), BEFORE_ALL)
    written.loaded_on = today - timedelta(days=DAYS_AGO)


def earlier(pack: Pack) -> Pack:
    """Give what a pack said before some lessons came, and some tasks had to be done faster."""
    lessons = pack.lessons[:-LATER_LESSONS]
    taught = {lesson.head.code for lesson in lessons}
    banks = {code: _asking(bank, taught) for code, bank in pack.banks.items()}
    timed = [task.code for task in pack.tasks if task.minutes is not None][:SLOWER_TASKS]
    return pack.model_copy(
        update={
            "version": EARLIER,
            "lessons": lessons,
            "banks": {code: bank for code, bank in banks.items() if bank.questions},
            "tasks": tuple(_slower(task) if task.code in timed else task for task in pack.tasks),
        }
    )


def _asking(bank: QuestionBank, lessons: set[str]) -> QuestionBank:
    asked = tuple(question for question in bank.questions if question.lesson in lessons)
    return bank.model_copy(update={"questions": asked})


def _slower(task: TaskPack) -> TaskPack:
    return task.model_copy(update={"minutes": (task.minutes or 0) + SLOWER_BY})
