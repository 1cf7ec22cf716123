"""Reads of lessons and of the glossary, each in the version that the person reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, undefer

from school.access.principal import Principal
from school.core.errors import NotFound, mark
from school.core.text import fold
from school.curriculum.lesson_lists import LessonPlace
from school.curriculum.lesson_models import CurriculumVersion, Figure, Lesson, LessonFile, Term
from school.curriculum.models import Module
from school.learning.models import LessonProgress
from school.learning.policy import glossaries_read_by, version_read_by


@dataclass(frozen=True)
class LessonFound:
    """A lesson with its module, the version it is of, and the list it stands in."""

    lesson: Lesson
    module: Module
    version: str
    places: Sequence[LessonPlace]

    @property
    def _index(self) -> int:
        return [one.reference for one in self.places].index(self.lesson.reference)

    @property
    def place(self) -> LessonPlace:
        """The lesson as its list shows it."""
        return self.places[self._index]

    @property
    def number(self) -> int:
        """The place of the lesson in its module, from 1."""
        return self._index + 1

    @property
    def previous(self) -> LessonPlace | None:
        """The lesson before, if there is one."""
        return self.places[self._index - 1] if self._index else None

    @property
    def next(self) -> LessonPlace | None:
        """The lesson after, if there is one."""
        return self.places[self.number] if self.number < len(self.places) else None


def lesson_by_reference(session: Session, principal: Principal, reference: str) -> LessonFound:
    """Find a lesson that a person may read; raise `NotFound` when there is none."""
    found = session.execute(
        select(Lesson, Module, CurriculumVersion.version)
        .join(Module, Module.id == Lesson.module_id)
        .join(CurriculumVersion, CurriculumVersion.id == Lesson.version_id)
        .where(
            Lesson.reference == reference,
            Lesson.version_id == version_read_by(principal, Lesson.module_id),
        )
        .order_by(Lesson.id.desc())
        .limit(1)
    ).first()
    if found is None:
        raise NotFound(mark("Cette leçon n’existe pas."))
    lesson, module, version = found
    return LessonFound(lesson, module, version, lesson_places(session, principal, module))


def lesson_places(session: Session, principal: Principal, module: Module) -> list[LessonPlace]:
    """List the lessons of a module that a person may read, in the order of teaching."""
    own = and_(
        LessonProgress.lesson_reference == Lesson.reference,
        LessonProgress.trainee_id == principal.trainee_id,
    )
    rows = session.execute(
        select(
            Lesson.reference,
            Lesson.title_fr,
            Lesson.title_en,
            Lesson.minutes,
            LessonProgress.read_on,
        )
        .outerjoin(LessonProgress, own)
        .where(
            Lesson.module_id == module.id,
            Lesson.version_id == version_read_by(principal, Lesson.module_id),
        )
        .order_by(Lesson.position)
    )
    return [LessonPlace(*row) for row in rows]


def has_read(session: Session, trainee_id: int, reference: str) -> bool:
    """Tell whether an apprentice has marked a lesson as read."""
    query = select(LessonProgress.id).where(
        LessonProgress.trainee_id == trainee_id, LessonProgress.lesson_reference == reference
    )
    return session.scalar(query) is not None


def sizes_of_files(session: Session, lesson: Lesson) -> dict[str, int]:
    """Give the size in bytes of each file of a lesson's module, by its name."""
    query = select(LessonFile.name, LessonFile.size).where(
        LessonFile.version_id == lesson.version_id, LessonFile.module_id == lesson.module_id
    )
    return {row[0]: row[1] for row in session.execute(query)}


def file_of_lesson(session: Session, lesson: Lesson, name: str) -> LessonFile:
    """Find a file that a lesson offers, with its content; raise `NotFound` for any other."""
    found = session.scalar(
        select(LessonFile)
        .options(undefer(LessonFile.content))
        .where(
            LessonFile.version_id == lesson.version_id,
            LessonFile.module_id == lesson.module_id,
            LessonFile.name == name,
        )
    )
    if found is None or name not in {one["file"] for one in lesson.downloads}:
        raise NotFound(mark("Cette leçon n’offre pas ce fichier."))
    return found


def figures_named(session: Session, version_id: int, references: Sequence[str]) -> list[Figure]:
    """List the figures of a version that bear these references."""
    named = Figure.reference.in_(references)
    return list(session.scalars(select(Figure).where(Figure.version_id == version_id, named)))


def terms_named(session: Session, version_id: int, references: Sequence[str]) -> list[Term]:
    """List the words of a version that bear these references."""
    named = Term.reference.in_(references)
    return list(session.scalars(select(Term).where(Term.version_id == version_id, named)))


def glossary(session: Session, principal: Principal, wanted: str, language: str) -> list[Term]:
    """List the words that a person reads, in the order of a language.

    `wanted` keeps those that hold it in either language, whatever its case and accents.
    """
    query = select(Term).where(Term.version_id.in_(glossaries_read_by(principal)))
    needle = fold(wanted)
    kept = [
        term
        for term in session.scalars(query)
        if needle in fold(f"{term.title_fr} {term.title_en} {term.definition_fr}")
        or needle in fold(term.definition_en)
    ]
    return sorted(kept, key=lambda term: (fold(getattr(term, f"title_{language}")), term.reference))


def lessons_with_bodies(session: Session, principal: Principal, module: Module) -> list[Lesson]:
    """List the lessons of a module that a person may read, whole, in the order of teaching."""
    query = select(Lesson).where(
        Lesson.module_id == module.id,
        Lesson.version_id == version_read_by(principal, Lesson.module_id),
    )
    return list(session.scalars(query.order_by(Lesson.position)))
