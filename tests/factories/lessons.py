"""Small builders of what a curriculum teaches, beside the curricula that every test has."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from school.curriculum.lesson_models import CurriculumVersion, Figure, Lesson, Term
from school.curriculum.models import Module
from school.learning.models import LessonProgress
from tests.factories.records import add, number

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><defs><marker id="tip">'
    '<path d="M0 0L4 2" class="f-accent"/></marker></defs>'
    '<path d="M0 0H100" class="f-line" marker-end="url(#tip)"/>'
    '<text x="5" y="20" class="f-text">{{core}}</text></svg>'
)


def newest_version_id(session: Session) -> int:
    """Find the version of a curriculum loaded last."""
    return session.scalars(select(func.max(CurriculumVersion.id))).one()


def module_of(session: Session, reference: str = "F0") -> Module:
    """Find a module of the curricula."""
    return session.scalars(select(Module).where(Module.reference == reference)).one()


def make_lesson(session: Session, module: str = "F0", **values: Any) -> Lesson:
    """Make a lesson of a module, after those that it has, in the newest version."""
    serial = number()
    defaults = {
        "version_id": newest_version_id(session),
        "module_id": module_of(session, module).id,
        "reference": f"{module}-T{serial}",
        "position": 1000 + serial,
        "title_fr": f"La leçon {serial}",
        "title_en": f"Lesson {serial}",
        "minutes": 20,
        "objectives_fr": ["Dire pourquoi"],
        "objectives_en": ["Say why"],
        "competencies": [],
        "videos": [],
        "downloads": [],
        "body_fr": "## Le verre\n\nLa lumière reste dans le cœur.",
        "body_en": "## The glass\n\nLight stays in the core.",
    }
    return add(session, Lesson(**{**defaults, **values}))


def make_term(session: Session, **values: Any) -> Term:
    """Make a word of the glossary in the newest version."""
    serial = number()
    defaults = {
        "version_id": newest_version_id(session),
        "reference": f"word-{serial}",
        "title_fr": f"mot {serial}",
        "title_en": f"word {serial}",
        "definition_fr": f"Ce que dit le mot {serial}.",
        "definition_en": f"What word {serial} says.",
    }
    return add(session, Term(**{**defaults, **values}))


def make_figure(session: Session, **values: Any) -> Figure:
    """Make a figure in the newest version."""
    serial = number()
    defaults = {
        "version_id": newest_version_id(session),
        "reference": f"figure-{serial}",
        "title_fr": "Une fibre",
        "title_en": "A fibre",
        "description_fr": "Le cœur au milieu.",
        "description_en": "The core in the middle.",
        "labels_fr": {"core": "cœur"},
        "labels_en": {"core": "core"},
        "drawing": DRAWING,
    }
    return add(session, Figure(**{**defaults, **values}))


def make_progress(
    session: Session, trainee: Trainee, lesson: Lesson, **values: Any
) -> LessonProgress:
    """Note that a person has read a lesson."""
    defaults = {"lesson_reference": lesson.reference, "read_on": date(2026, 3, 2)}
    return add(session, LessonProgress(trainee_id=trainee.id, **{**defaults, **values}))
