"""The quiz that an apprentice may take: of which cohort, in which version, when and how often."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort, Enrolment
from school.core.errors import NotFound, mark
from school.curriculum.lesson_models import CurriculumVersion, Lesson
from school.curriculum.models import Module, PathModule
from school.curriculum.pack.questions import Question
from school.curriculum.question_models import BankQuestion
from school.learning.policy import version_read_by
from school.learning.quizzes.models import QuizAttempt, QuizWindow
from school.learning.quizzes.rule_queries import quiz_rules
from school.learning.quizzes.rules import Opening, Purpose, QuizRules, attempts_left, opening_of

QUESTIONS: TypeAdapter[Question] = TypeAdapter(Question)
NO_QUIZ = mark("Ce quiz n’existe pas.")


@dataclass(frozen=True)
class QuizTarget:
    """A quiz as one apprentice finds it, with the attempts made so far, the last first."""

    purpose: Purpose
    enrolment: Enrolment
    module: Module
    lesson: Lesson | None
    version: CurriculumVersion
    rules: QuizRules
    opening: Opening
    attempts: Sequence[QuizAttempt]
    bank: Sequence[Question]

    @property
    def cohort(self) -> Cohort:
        """The cohort in which the quiz is taken."""
        return self.enrolment.cohort

    @property
    def quiz(self) -> str:
        """The code of the quiz: that of its lesson, or of its module."""
        return self.lesson.reference if self.lesson else self.module.reference

    @property
    def taken(self) -> int:
        """The number of the person's last attempt, in this cohort or an earlier one."""
        return max((one.number for one in self.attempts), default=0)

    @property
    def left(self) -> int:
        """How many attempts are left in this cohort; practice always leaves one."""
        if self.purpose is Purpose.PRACTICE:
            return 1
        here = [one for one in self.attempts if one.cohort_id == self.cohort.id]
        return attempts_left(self.rules.attempts, len(here))

    @property
    def size(self) -> int:
        """How many questions an attempt has: all of them in practice, or those that are drawn."""
        wanted = self.rules.questions if self.purpose is Purpose.MODULE else len(self.bank)
        return min(wanted, len(self.bank))


def module_target(session: Session, principal: Principal, reference: str) -> QuizTarget:
    """Find the quiz of a module of one's own path; raise `NotFound` when there is none."""
    return _target(session, principal, Purpose.MODULE, Module.reference == reference, None)


def practice_target(session: Session, principal: Principal, reference: str) -> QuizTarget:
    """Find the practice of a lesson that one reads; raise `NotFound` when there is none."""
    lesson = session.scalar(
        select(Lesson).where(
            Lesson.reference == reference,
            Lesson.version_id == version_read_by(principal, Lesson.module_id),
        )
    )
    if lesson is None:
        raise NotFound(NO_QUIZ)
    return _target(session, principal, Purpose.PRACTICE, Module.id == lesson.module_id, lesson)


def version_read(session: Session, principal: Principal, module: Module) -> int | None:
    """Find the version in which a person reads a module; nothing when they read none."""
    version = version_read_by(principal, Module.id)
    return session.scalar(select(version).select_from(Module).where(Module.id == module.id))


def _target(
    session: Session,
    principal: Principal,
    purpose: Purpose,
    wanted: ColumnElement[bool],
    lesson: Lesson | None,
) -> QuizTarget:
    found = session.execute(
        select(Enrolment, Module, CurriculumVersion)
        .join(Enrolment.cohort)
        .join(PathModule, PathModule.path_id == Cohort.path_id)
        .join(Module, Module.id == PathModule.module_id)
        .join(CurriculumVersion, CurriculumVersion.id == version_read_by(principal, Module.id))
        .options(
            contains_eager(Enrolment.cohort).joinedload(Cohort.school),
            joinedload(Enrolment.trainee),
        )
        .where(Enrolment.trainee_id == principal.trainee_id, Enrolment.enrolled_on.is_not(None))
        .where(wanted)
        .order_by(Enrolment.enrolled_on.desc(), Enrolment.id.desc())
        .limit(1)
    ).first()
    if found is None or not principal.may(Permission.TAKE_QUIZZES):
        raise NotFound(NO_QUIZ)
    enrolment, module, version = found
    quiz = lesson.reference if lesson else module.reference
    return QuizTarget(
        purpose=purpose,
        enrolment=enrolment,
        module=module,
        lesson=lesson,
        version=version,
        rules=quiz_rules(session, version.id, module.id),
        opening=_opening(session, enrolment, module) if lesson is None else Opening(),
        attempts=_attempts(session, enrolment.trainee_id, purpose, quiz),
        bank=bank_of(session, version.id, module.id, lesson),
    )


def _opening(session: Session, enrolment: Enrolment, module: Module) -> Opening:
    window = window_of(session, enrolment.cohort_id, module.id)
    cohort = enrolment.cohort
    return opening_of(
        cohort.starts_on,
        cohort.ends_on,
        enrolment.withdrawn_on,
        window.opening if window else None,
        cohort.school.timezone,
    )


def window_of(session: Session, cohort_id: int, module_id: int) -> QuizWindow | None:
    """Find the window decided last for a cohort and a module; nothing when none ever was."""
    return session.scalar(
        select(QuizWindow)
        .where(QuizWindow.cohort_id == cohort_id, QuizWindow.module_id == module_id)
        .order_by(QuizWindow.decided_at.desc(), QuizWindow.id.desc())
        .limit(1)
    )


def _attempts(
    session: Session, trainee_id: int, purpose: Purpose, quiz: str
) -> Sequence[QuizAttempt]:
    query = (
        select(QuizAttempt)
        .where(
            QuizAttempt.trainee_id == trainee_id,
            QuizAttempt.purpose == purpose,
            QuizAttempt.quiz == quiz,
        )
        .order_by(QuizAttempt.number.desc())
    )
    return session.scalars(query).all()


def bank_of(
    session: Session, version_id: int, module_id: int, lesson: Lesson | None = None
) -> list[Question]:
    """List the questions of a module in a version, or those of one of its lessons, in order."""
    query = (
        select(BankQuestion.content)
        .where(BankQuestion.version_id == version_id, BankQuestion.module_id == module_id)
        .order_by(BankQuestion.position)
    )
    if lesson is not None:
        query = query.where(BankQuestion.lesson == lesson.reference)
    return [QUESTIONS.validate_python(content) for content in session.scalars(query)]
