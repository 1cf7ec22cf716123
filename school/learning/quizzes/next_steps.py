"""What an apprentice has to learn next: the first unread lesson, and the quiz to take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, case, func, select
from sqlalchemy.orm import Session

from school.access.principal import STATEMENTS_KEPT, Principal
from school.accounts.models import School
from school.cohorts.models import Cohort, Enrolment
from school.curriculum.lesson_models import Lesson
from school.curriculum.models import Module, PathModule
from school.curriculum.question_models import BankQuestion
from school.curriculum.rule_models import ModuleRule
from school.learning.models import LessonProgress
from school.learning.policy import version_read_by
from school.learning.quizzes.models import QuizAttempt, QuizWindow
from school.learning.quizzes.rules import (
    Opening,
    OpeningState,
    Purpose,
    QuizRules,
    attempts_left,
    opening_of,
)

Found = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class NextLesson:
    """A lesson still to be read, with the minutes that it takes."""

    reference: str
    title_fr: str
    title_en: str
    minutes: int


@dataclass(frozen=True)
class NextQuiz:
    """The quiz of a module that is not passed yet, with the attempts left and when it is open."""

    reference: str
    title_fr: str
    title_en: str
    left: int
    opening: Opening
    is_open: bool


@dataclass(frozen=True)
class NextSteps:
    """The lessons of a path, how many of them are read, and what comes next of each kind."""

    lessons: int
    read: int
    lesson: NextLesson | None
    quiz: NextQuiz | None


def next_steps(
    session: Session, principal: Principal, enrolment: Enrolment, now: datetime
) -> NextSteps:
    """Find what a person has to learn next in a cohort, in one statement.

    The lesson is the first unread one in the order of teaching. The quiz is the first open one,
    else the one that opens first; those that are passed, without questions or without attempts
    left are passed over.
    """
    rows = session.execute(_path_of(principal, enrolment.id)).all()
    lessons = [row for row in rows if row.lesson is not None]
    unread = [row for row in lessons if row.read_on is None]
    return NextSteps(
        lessons=len(lessons),
        read=len(lessons) - len(unread),
        lesson=_lesson(unread[0]) if unread else None,
        quiz=_quiz(list({row.module: row for row in rows}.values()), enrolment, now),
    )


def _lesson(row: Found) -> NextLesson:
    return NextLesson(row.lesson, row.lesson_fr, row.lesson_en, row.minutes)


def _quiz(modules: Sequence[Found], enrolment: Enrolment, now: datetime) -> NextQuiz | None:
    found = [one for row in modules if (one := _still_to_take(row, enrolment, now))]
    coming = sorted(
        (one for one in found if not one.is_open), key=lambda one: one.opening.opens_at or now
    )
    return next((one for one in found if one.is_open), next(iter(coming), None))


def _still_to_take(row: Found, enrolment: Enrolment, now: datetime) -> NextQuiz | None:
    usual = QuizRules()
    left = attempts_left(row.allowed or usual.attempts, row.taken or 0)
    passed = row.best is not None and row.best >= (row.quiz_mark or usual.quiz_mark)
    cohort, window = enrolment.cohort, Opening(row.opens_at, row.closes_at)
    opening = opening_of(
        cohort.starts_on, cohort.ends_on, enrolment.withdrawn_on, window, row.timezone
    )
    state = opening.state(now)
    if passed or not left or not row.questions or state is OpeningState.CLOSED:
        return None
    is_open = state is OpeningState.OPEN
    return NextQuiz(row.module, row.module_fr, row.module_en, left, opening, is_open)


@lru_cache(maxsize=STATEMENTS_KEPT)
def _path_of(principal: Principal, enrolment_id: int) -> Select[*tuple[Any, ...]]:
    """Select the lessons of a path, each with its module; a module without any has one row."""
    modules = _modules(principal, enrolment_id)
    taught = and_(
        Lesson.module_id == modules.c.module_id, Lesson.version_id == modules.c.version_id
    )
    own = and_(
        LessonProgress.lesson_reference == Lesson.reference,
        LessonProgress.trainee_id == principal.trainee_id,
    )
    return (
        select(
            *modules.c,
            Lesson.reference.label("lesson"),
            Lesson.title_fr.label("lesson_fr"),
            Lesson.title_en.label("lesson_en"),
            Lesson.minutes,
            LessonProgress.read_on,
        )
        .select_from(modules)
        .outerjoin(Lesson, taught)
        .outerjoin(LessonProgress, own)
        .order_by(modules.c.place, Lesson.position)
    )


def _modules(principal: Principal, enrolment_id: int) -> Subquery:
    """Select the modules of a path with what is known of the quiz of each."""
    made = _attempts_made(enrolment_id)
    version = version_read_by(principal, Module.id)
    bank = select(func.count(BankQuestion.id)).where(
        BankQuestion.module_id == Module.id, BankQuestion.version_id == version
    )
    return (
        select(
            Module.id.label("module_id"),
            Module.reference.label("module"),
            Module.title_fr.label("module_fr"),
            Module.title_en.label("module_en"),
            PathModule.position.label("place"),
            version.label("version_id"),
            School.timezone,
            QuizWindow.opens_at,
            QuizWindow.closes_at,
            ModuleRule.quiz_attempts.label("allowed"),
            ModuleRule.quiz_mark,
            made.c.taken,
            made.c.best,
            bank.correlate(Module).scalar_subquery().label("questions"),
        )
        .select_from(Enrolment)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(School, School.id == Cohort.school_id)
        .join(PathModule, PathModule.path_id == Cohort.path_id)
        .join(Module, Module.id == PathModule.module_id)
        .outerjoin(made, made.c.module_id == Module.id)
        .outerjoin(QuizWindow, QuizWindow.id == _latest_window().scalar_subquery())
        .outerjoin(ModuleRule, ModuleRule.id == _preferred_rule())
        .where(Enrolment.id == enrolment_id)
        .subquery()
    )


def _latest_window() -> Select[int]:
    decided = QuizWindow.__table__.alias("decided")
    return (
        select(decided.c.id)
        .where(decided.c.cohort_id == Cohort.id, decided.c.module_id == Module.id)
        .order_by(decided.c.decided_at.desc(), decided.c.id.desc())
        .limit(1)
        .correlate(Cohort, Module)
    )


def _preferred_rule() -> ColumnElement[int]:
    """Give the rule of the cohort's version, else of the one loaded last (see `rules_of`)."""
    rule = ModuleRule.__table__.alias("rule")
    of_module = select(rule.c.id).where(rule.c.module_id == Module.id)
    own = of_module.where(rule.c.version_id == Cohort.curriculum_version_id)
    newest = of_module.order_by(rule.c.version_id.desc()).limit(1)
    return func.coalesce(
        own.correlate(Cohort, Module).scalar_subquery(),
        newest.correlate(Module).scalar_subquery(),
    )


def _attempts_made(enrolment_id: int) -> Subquery:
    """Select the attempts made in the cohort and the best mark ever, by module."""
    here = case((QuizAttempt.cohort_id == Enrolment.cohort_id, 1), else_=0)
    return (
        select(
            QuizAttempt.module_id,
            func.sum(here).label("taken"),
            func.max(QuizAttempt.mark).label("best"),
        )
        .join(Enrolment, Enrolment.trainee_id == QuizAttempt.trainee_id)
        .where(Enrolment.id == enrolment_id, QuizAttempt.purpose == Purpose.MODULE)
        .group_by(QuizAttempt.module_id)
        .subquery()
    )
